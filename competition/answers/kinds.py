"""What each kind of question takes, and what it holds while nothing is answered."""

from collections.abc import Callable
from typing import Any

from competition.answers import budget, perspectives, simple
from competition.models import Question
from competition.models.call import QuestionKind

Cleaner = Callable[[Question, object], Any]

CLEANERS: dict[str, Cleaner] = {
    QuestionKind.LINE: simple.line,
    QuestionKind.TEXT: simple.line,
    QuestionKind.CHOICE: simple.choice,
    QuestionKind.CHOICES: simple.choices,
    QuestionKind.NUMBER: simple.number,
    QuestionKind.MONEY: simple.money,
    QuestionKind.DATE: simple.day,
    QuestionKind.PERSPECTIVES: perspectives.clean,
    QuestionKind.BUDGET: budget.clean,
    QuestionKind.FILES: simple.files,
    QuestionKind.DECLARATION: simple.declaration,
}
EMPTY: dict[str, Callable[[], Any]] = {
    QuestionKind.CHOICES: list,
    QuestionKind.NUMBER: lambda: None,
    QuestionKind.MONEY: lambda: None,
    QuestionKind.PERSPECTIVES: dict,
    QuestionKind.BUDGET: budget.empty,
    QuestionKind.FILES: list,
    QuestionKind.DECLARATION: bool,
}


def clean(question: Question, value: object) -> Any:
    """The stored form of a typed value. Raises a ``Refusal`` that names the question's key.

    Empty is allowed here: a draft may be incomplete. ``gaps`` says what submission lacks.
    """
    return CLEANERS[question.kind](question, value)


def empty(question: Question) -> Any:
    """What an unanswered question holds."""
    return EMPTY.get(question.kind, str)()


def is_empty(value: object) -> bool:
    """Whether nothing is answered. 0 is an answer, though Python holds it equal to False."""
    return value is None or value is False or value in ("", [], {}) or value == budget.empty()


def is_missing(question: Question, value: object) -> bool:
    """Whether a required answer is lacking. A declaration is given only when it is ticked."""
    return question.is_required and is_empty(value)
