"""Conditional questions: asked only where an earlier answer holds one of certain values."""

from collections.abc import Iterable, Mapping
from typing import Any

from competition.answers.kinds import empty
from competition.models import Question
from competition.models.call import QuestionKind

# What a condition may hang on: kinds whose answers can be listed beforehand.
LISTED = (
    QuestionKind.CHOICE,
    QuestionKind.CHOICES,
    QuestionKind.PERSPECTIVES,
    QuestionKind.DECLARATION,
)


def is_asked(question: Question, given: Mapping[str, Any]) -> bool:
    """Whether the question is put at all. ``given``: answers by key, of asked questions only.

    A question that hangs on one that is not asked itself finds no answer there, and is not asked.
    """
    if not question.condition:
        return True
    answer = given.get(question.condition["question"])
    wanted = question.condition["values"]
    if isinstance(answer, (list, dict)):
        return any(each in wanted for each in answer)
    return answer in wanted


def asked(questions: Iterable[Question], given: Mapping[str, Any]) -> list[Question]:
    """The questions that are put, in the form's order.

    Conditions look backwards only (``questionnaire.require_usable``), so that one pass is enough,
    and what was answered to a question that is no longer asked decides nothing.
    """
    found: list[Question] = []
    counted: dict[str, Any] = {}
    for question in questions:
        if is_asked(question, counted):
            found.append(question)
            counted[question.key] = given.get(question.key, empty(question))
    return found
