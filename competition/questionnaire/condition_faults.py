"""What makes a question's condition one that can be asked: it looks back, at listed answers."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from competition.answers.conditions import LISTED
from competition.models import Question
from competition.models.call import QuestionKind


def condition_faults(
    question: Question, earlier: Mapping[str, Question], keys: Collection[str]
) -> Iterator[tuple[str, str]]:
    """What is wrong with a question's condition, as part and sentence.

    ``earlier``: the questions before it by key; ``keys``: those of the whole form.
    """
    condition = question.condition
    if condition == {}:
        return
    if not isinstance(condition, dict) or set(condition) != {"question", "values"}:
        yield (
            "condition",
            _("Eine Bedingung hängt von einer einzigen Frage und von Antworten darauf ab."),
        )
        return
    key, values = condition["question"], condition["values"]
    if not isinstance(key, str) or key not in keys:
        yield "condition", _("Die Bedingung nennt eine Frage, die es nicht gibt.")
    elif key not in earlier:
        yield "condition", _("Die Bedingung darf nur von einer früheren Frage abhängen.")
    elif earlier[key].kind not in LISTED:
        yield "condition", _("Von einer Frage dieser Art kann nichts abhängen.")
    elif (
        not isinstance(values, list) or not values or not all(map(_answer_of(earlier[key]), values))
    ):
        yield "condition", _("Die Bedingung nennt Werte, die es bei jener Frage nicht gibt.")


def _answer_of(question: Question) -> Callable[[Any], bool]:
    """Whether a value is one that the question's answer may hold."""
    if question.kind == QuestionKind.DECLARATION:
        return lambda value: isinstance(value, bool)
    known = [choice["value"] for choice in question.choices]
    return lambda value: isinstance(value, str) and value in known
