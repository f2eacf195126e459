"""What a draft says: its content as it would be sealed, and what it still lacks."""

from collections.abc import Mapping, Sequence
from typing import Any

from competition import answers, attachments, receipts
from competition.answers import Gap
from competition.errors import Refusal
from competition.models import Application, Municipality, Question
from competition.models.application import ParticipantRole
from competition.models.call import QuestionKind

TITLE_KEY = "title"


def place(municipality: Municipality) -> dict[str, Any]:
    """The register's facts about a municipality, kept when it enters an application."""
    return {
        "ags": municipality.ags,
        "name": municipality.name,
        "kind": municipality.kind,
        "state": municipality.state,
        "population": municipality.population,
        "size_class": municipality.size_class,
    }


def _places(application: Application) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The lead's facts, and key and name of every partner in the order of the keys.

    Raises ``not_found`` for a draft that was discarded meanwhile.
    """
    entered = application.participants.values_list("role", "place").order_by("municipality__ags")
    lead = next((place for role, place in entered if role == ParticipantRole.LEAD), None)
    if lead is None:
        raise Refusal("not_found")
    partners = [
        {"ags": place["ags"], "name": place["name"]}
        for role, place in entered
        if role == ParticipantRole.PARTNER
    ]
    return lead, partners


def values(application: Application) -> dict[str, Any]:
    """The draft's answers by question key."""
    return {
        answer.question.key: answer.value
        for answer in application.answers.select_related("question")
    }


def given(application: Application, questions: Sequence[Question]) -> dict[str, Any]:
    """Everything that the draft holds by question key: answers, and files where any are asked."""
    return values(application) | attachments.values(application, questions)


def content(
    application: Application,
    questions: Sequence[Question],
    held: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The document that is sealed: who applies, and every answer beside the question as shown.

    Questions that are not asked are left out; what was typed there stays in the draft. No time
    stands in it, so an unchanged draft has the same digest. ``held``: what ``given`` has found, by
    whoever needs it besides.
    """
    found = given(application, questions) if held is None else held
    lead, partners = _places(application)
    return {
        "format": "modellkommune-application-1",
        "call": application.call.slug,
        "application": application.public_id,
        "municipality": lead,
        "partners": partners,
        "answers": answered(questions, found),
    }


def answered(questions: Sequence[Question], found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every question that is asked beside its answer, as it would be sealed."""
    return [
        _sealed(question, found.get(question.key, answers.empty(question)))
        for question in answers.asked(questions, found)
    ]


def _sealed(question: Question, value: Any) -> dict[str, Any]:
    """One answer. A declaration keeps its hint, too: who signs has read both (§ 264 StGB)."""
    shown = {"key": question.key, "kind": question.kind, "label": question.label}
    if question.kind == QuestionKind.DECLARATION:
        shown["hint"] = question.hint
    return {**shown, "value": value}


def digest(application: Application) -> str:
    """The digest of the draft as it stands; a release names it."""
    return receipts.digest(content(application, list(application.call.questions.all())))


def answer_values(document: dict[str, Any]) -> dict[str, Any]:
    """Answers of a sealed document by question key."""
    return {answer["key"]: answer["value"] for answer in document["answers"]}


def missing(document: dict[str, Any], questions: Sequence[Question]) -> list[Gap]:
    """Everything the document lacks, in the form's order. What is not asked lacks nothing."""
    given = answer_values(document)
    return [
        gap
        for question in questions
        if question.key in given
        for gap in answers.gaps(question, given[question.key])
    ]


def progress(document: dict[str, Any], questions: Sequence[Question]) -> tuple[int, int]:
    """How many of the required questions are answered in full, and how many are asked."""
    given = answer_values(document)
    required = [each for each in questions if each.is_required and each.key in given]
    answered = [each for each in required if not answers.gaps(each, given[each.key])]
    return len(answered), len(required)
