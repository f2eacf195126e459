"""What makes the questions of a call a form that can be filled in."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from competition.answers.conditions import LISTED
from competition.errors import Refusal
from competition.models import Question
from competition.models.call import QuestionKind

# "version-<key>" travels beside each answer and says what it was typed over.
RESERVED_PREFIX = "version-"
WITH_CHOICES = (QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.PERSPECTIVES)
# Of files, the choices are the kinds that are taken.
MAY_HAVE_CHOICES = (*WITH_CHOICES, QuestionKind.FILES)
WITH_LENGTH = (QuestionKind.LINE, QuestionKind.TEXT, QuestionKind.PERSPECTIVES)
WITH_BOUNDS = (QuestionKind.NUMBER, QuestionKind.MONEY, QuestionKind.FILES)


def require_usable(questions: Sequence[Question]) -> None:
    """Raise ``call_invalid`` with the first fault: the question's key and what is wrong with it.

    A condition looks back at a question of the same form whose answers can be listed, and names
    some of them. Looking back only, conditions may follow one another but never form a circle.
    """
    earlier: dict[str, Question] = {}
    keys = {question.key for question in questions}
    for question in questions:
        for why in (*_faults(question), *_condition_faults(question, earlier, keys)):
            raise Refusal("call_invalid", field="questions", why=f"„{question.key}“: {why}")
        earlier[question.key] = question


def _faults(question: Question) -> Iterator[str]:
    if question.key.startswith(RESERVED_PREFIX):
        yield _("Ein Schlüssel darf nicht mit „version-“ beginnen.")
    if question.kind not in MAY_HAVE_CHOICES and question.choices:
        yield _("Diese Art hat keine Auswahl.")
    elif question.kind in WITH_CHOICES and not question.choices:
        yield _("Diese Art braucht eine Auswahl.")
    elif not _are_choices(question.choices):
        yield _("Jede Auswahl hat einen eigenen Wert und einen Text.")
    if question.max_chars is not None and question.kind not in WITH_LENGTH:
        yield _("Diese Art hat keine Höchstlänge.")
    if question.deadline_at and question.deadline_at <= question.call.deadline_at:
        yield _("Eine eigene Frist endet nach dem Bewerbungsschluss.")
    yield from _bound_faults(question)


def _are_choices(value: Any) -> bool:
    if not isinstance(value, list):
        return False
    pairs = [each for each in value if isinstance(each, dict) and set(each) == {"value", "label"}]
    texts = [text for pair in pairs for text in pair.values()]
    values = [pair["value"] for pair in pairs]
    return (
        len(pairs) == len(value)
        and all(isinstance(text, str) and text for text in texts)
        and len(set(values)) == len(values)
    )


def _bound_faults(question: Question) -> Iterator[str]:
    low, high = question.minimum, question.maximum
    if (low is not None or high is not None) and question.kind not in WITH_BOUNDS:
        yield _("Diese Art hat keine Grenzen.")
    if (low is not None and low < 0) or (high is not None and high < (low or 0)):
        yield _("Die Grenzen sind nicht verwendbar: 0 ≤ minimum ≤ maximum.")


def _condition_faults(
    question: Question, earlier: dict[str, Question], keys: set[str]
) -> Iterator[str]:
    condition = question.condition
    if condition == {}:
        return
    if not isinstance(condition, dict) or set(condition) != {"question", "values"}:
        yield _("Eine Bedingung nennt eine Frage und Werte.")
        return
    key, values = condition["question"], condition["values"]
    if not isinstance(key, str) or key not in keys:
        yield _("Die Bedingung nennt eine Frage, die es nicht gibt.")
    elif key not in earlier:
        yield _("Die Bedingung darf nur von einer früheren Frage abhängen.")
    elif earlier[key].kind not in LISTED:
        yield _("Von einer Frage dieser Art kann nichts abhängen.")
    elif (
        not isinstance(values, list) or not values or not all(map(_answer_of(earlier[key]), values))
    ):
        yield _("Die Bedingung nennt Werte, die es bei jener Frage nicht gibt.")


def _answer_of(question: Question) -> Callable[[Any], bool]:
    """Whether a value is one that the question's answer may hold."""
    if question.kind == QuestionKind.DECLARATION:
        return lambda value: isinstance(value, bool)
    known = [choice["value"] for choice in question.choices]
    return lambda value: isinstance(value, str) and value in known
