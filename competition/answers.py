"""Answers: from what was typed to what is stored. Plain rules by the question's kind."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.formats import get_format

from competition.errors import Refusal
from competition.models import Question
from competition.models.call import QuestionKind

# Control characters besides tab and line breaks, and marks that turn the direction of writing.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
MAX_AMOUNT_CENTS = 10**13


def text(value: object, *, field: str, max_chars: int | None = None) -> str:
    """NFC text with unified line breaks, outer blanks trimmed. Length counts blanks inside.

    Raises ``control_characters`` and ``too_long``.
    """
    if not isinstance(value, str):
        raise Refusal("malformed", field=field)
    if FORBIDDEN.search(value):
        raise Refusal("control_characters", field=field)
    clean = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if max_chars is not None and len(clean) > max_chars:
        raise Refusal("too_long", field=field, limit=max_chars, count=len(clean))
    return clean


def separators() -> tuple[str, str]:
    """What sets thousands apart and cents off in the active language: "." and ",", or "," and ".".

    Nothing typed means one sum in German and another in English: it is refused in one of them.
    """
    return get_format("THOUSAND_SEPARATOR"), get_format("DECIMAL_SEPARATOR")


def _choice(question: Question, value: object) -> str:
    if value in ("", None):
        return ""
    if value not in [choice["value"] for choice in question.choices]:
        raise Refusal("unknown_choice", field=question.key)
    return str(value)


def _choices(question: Question, value: object) -> list[str]:
    if not isinstance(value, list):
        raise Refusal("malformed", field=question.key)
    known = [choice["value"] for choice in question.choices]
    if any(item not in known for item in value):
        raise Refusal("unknown_choice", field=question.key)
    return [item for item in known if item in value]


def _number(question: Question, value: object) -> int | None:
    if value in ("", None):
        return None
    group, _point = separators()
    written = text(str(value), field=question.key).replace("\u202f", group)
    if not re.fullmatch(rf"[0-9]{{1,3}}([{group}][0-9]{{3}}){{1,3}}|[0-9]{{1,12}}", written):
        raise Refusal("not_a_number", field=question.key)
    return int(written.replace(group, ""))


def _money(question: Question, value: object) -> int | None:
    """Cents from 50.000,00 or 50000 or 50.000,5 (two places at most); in English 50,000.00."""
    if value in ("", None):
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        if not 0 <= value < MAX_AMOUNT_CENTS:
            raise Refusal("not_an_amount", field=question.key)
        return value
    written = text(str(value), field=question.key).removeprefix("€").removesuffix("€").strip()
    group, point = separators()
    whole = rf"([0-9]{{1,3}}([{group}][0-9]{{3}})*|[0-9]{{1,11}})"
    if not re.fullmatch(rf"{whole}([{point}][0-9]{{1,2}})?", written):
        raise Refusal("not_an_amount", field=question.key)
    try:
        cents = Decimal(written.replace(group, "").replace(point, ".")) * 100
    except InvalidOperation as error:
        raise Refusal("not_an_amount", field=question.key) from error
    return int(cents)


def clean(question: Question, value: object) -> Any:
    """The stored form of a typed value. Raises a ``Refusal`` that names the question's key.

    Empty is allowed here: a draft may be incomplete. ``is_missing`` says what submission lacks.
    """
    kind = question.kind
    if kind in (QuestionKind.LINE, QuestionKind.TEXT):
        return text(value, field=question.key, max_chars=question.max_chars)
    if kind == QuestionKind.CHOICE:
        return _choice(question, value)
    if kind == QuestionKind.CHOICES:
        return _choices(question, value)
    if kind == QuestionKind.NUMBER:
        return _number(question, value)
    if kind == QuestionKind.MONEY:
        return _money(question, value)
    if not isinstance(value, bool):
        raise Refusal("malformed", field=question.key)
    return value


def empty(question: Question) -> Any:
    """What an unanswered question holds."""
    if question.kind == QuestionKind.CHOICES:
        return []
    if question.kind == QuestionKind.DECLARATION:
        return False
    if question.kind in (QuestionKind.NUMBER, QuestionKind.MONEY):
        return None
    return ""


def is_missing(question: Question, value: object) -> bool:
    """Whether a required answer is lacking. A declaration is given only when it is ticked."""
    if value is None or value is False:  # 0 is an answer, though Python holds it equal to False
        return question.is_required
    return question.is_required and value in ("", [])
