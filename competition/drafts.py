"""What a draft says: its content as it would be sealed, and what it still lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Subquery

from competition import answers, attachments, clock, policies, receipts
from competition.answers import Gap
from competition.errors import Refusal
from competition.models import Application, Membership, Municipality, Participant, Question, User
from competition.models.application import ParticipantRole
from competition.models.call import QuestionKind
from competition.moves import Actor

TITLE_KEY = "title"


@dataclass(frozen=True, slots=True)
class Ground:
    """What an act on a draft rests on: the call's questions, as what the person acts for the
    applicant, and the instant by the call's own clock."""

    questions: Sequence[Question]
    acts_as: frozenset[Actor]
    at: datetime


def ground(application: Application, by: User) -> Ground:
    """All of it in one statement: people save often, and many submit at once."""
    mine = Membership.objects.filter(user=by, municipality=application.municipality_id)
    questions = list(
        application.call.questions.annotate(
            role=Subquery(mine.order_by().values("role")), read_at=clock.Now()
        )
    )
    if not questions:
        acts_as = policies.actors(by, application.municipality)
        return Ground([], acts_as, clock.now(application.call))
    first = questions[0]
    at = first.read_at + application.call.clock_shift
    return Ground(questions, policies.actors_in(first.role), at)


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


def entered(application: Application) -> list[Participant]:
    """Lead and partners in the order of their keys, confirmed or not."""
    return list(
        application.participants.select_related("municipality").order_by("municipality__ags")
    )


def _places(participants: Sequence[Participant]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The lead's facts, and key and name of every partner in the order of the keys.

    Raises ``not_found`` for a draft that was discarded meanwhile.
    """
    lead = next((each.place for each in participants if each.role == ParticipantRole.LEAD), None)
    if lead is None:
        raise Refusal("not_found")
    partners = [
        {"ags": each.place["ags"], "name": each.place["name"]}
        for each in participants
        if each.role == ParticipantRole.PARTNER
    ]
    return lead, partners


def values(application: Application) -> dict[str, Any]:
    """The draft's answers by question key."""
    return dict(application.answers.order_by().values_list("question__key", "value"))


def given(application: Application, questions: Sequence[Question]) -> dict[str, Any]:
    """Everything that the draft holds by question key: answers, and files where any are asked."""
    return values(application) | attachments.values(application, questions)


def content(
    application: Application,
    questions: Sequence[Question],
    held: Mapping[str, Any] | None = None,
    participants: Sequence[Participant] | None = None,
) -> dict[str, Any]:
    """The document that is sealed: who applies, and every answer beside the question as shown.

    Questions that are not asked are left out; what was typed there stays in the draft. No time
    stands in it, so an unchanged draft has the same digest. ``held``: what ``given`` has found, and
    ``participants`` what ``entered`` has, by whoever needs them besides.
    """
    found = given(application, questions) if held is None else held
    lead, partners = _places(entered(application) if participants is None else participants)
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
