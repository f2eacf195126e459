"""What a draft says: its content as it would be sealed, and what it still lacks."""

from collections.abc import Sequence
from typing import Any

from competition import answers, receipts
from competition.models import Application, Municipality, Question
from competition.models.application import ParticipantRole

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
    """The lead's facts, and key and name of every partner in the order of the keys."""
    entered = application.participants.values_list("role", "place").order_by("municipality__ags")
    lead = next(place for role, place in entered if role == ParticipantRole.LEAD)
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


def content(application: Application, questions: Sequence[Question]) -> dict[str, Any]:
    """The document that is sealed: who applies, and every answer beside the question as shown.

    Texts of declarations are kept as they were shown (§ 264 StGB: subsidy-relevant facts). No time
    stands in it, so an unchanged draft has the same digest.
    """
    given = values(application)
    lead, partners = _places(application)
    return {
        "format": "modellkommune-application-1",
        "call": application.call.slug,
        "application": application.public_id,
        "municipality": lead,
        "partners": partners,
        "answers": [
            {
                "key": question.key,
                "kind": question.kind,
                "label": question.label,
                "value": given.get(question.key, answers.empty(question)),
            }
            for question in questions
        ],
    }


def digest(application: Application) -> str:
    """The digest of the draft as it stands; a release names it."""
    return receipts.digest(content(application, list(application.call.questions.all())))


def answer_values(document: dict[str, Any]) -> dict[str, Any]:
    """Answers of a sealed document by question key."""
    return {answer["key"]: answer["value"] for answer in document["answers"]}


def missing(document: dict[str, Any], questions: Sequence[Question]) -> list[Question]:
    """The required questions that the document leaves open, in the form's order."""
    given = answer_values(document)
    return [question for question in questions if answers.is_missing(question, given[question.key])]
