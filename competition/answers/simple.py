"""Answers that hold one thing: a text, a choice or several, a number, a sum, a day, a tick."""

from datetime import date

from competition import wording
from competition.answers import written
from competition.errors import Refusal
from competition.models import Question

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


def line(question: Question, value: object) -> str:
    """A text of at most ``max_chars`` characters, blanks included."""
    return written.text(value, field=question.key, max_chars=question.max_chars)


def choice(question: Question, value: object) -> str:
    """One of the choices, or "" for none. Raises ``unknown_choice``."""
    if value in ("", None):
        return ""
    if value not in [choice["value"] for choice in question.choices]:
        raise Refusal("unknown_choice", field=question.key)
    return str(value)


def choices(question: Question, value: object) -> list[str]:
    """Some of the choices, each once, in the order of the question. Raises ``unknown_choice``."""
    if not isinstance(value, list):
        raise Refusal("malformed", field=question.key)
    known = [choice["value"] for choice in question.choices]
    if any(item not in known for item in value):
        raise Refusal("unknown_choice", field=question.key)
    return [item for item in known if item in value]


def number(question: Question, value: object) -> int | None:
    """A whole number within the question's bounds. Raises ``out_of_range``."""
    found = written.whole(value, field=question.key)
    low, high = bounds(question, written.MAX_NUMBER)
    if found is not None and not low <= found <= high:
        raise Refusal("out_of_range", field=question.key, minimum=low, maximum=high)
    return found


def money(question: Question, value: object) -> int | None:
    """Cents within the question's bounds. Raises ``out_of_range``."""
    found = written.cents(value, field=question.key)
    low, high = bounds(question, written.MAX_AMOUNT_CENTS - 1)
    if found is not None and not low <= found <= high:
        least, most = wording.euros(low), wording.euros(high)
        raise Refusal("out_of_range", field=question.key, minimum=least, maximum=most)
    return found


def bounds(question: Question, highest: int) -> tuple[int, int]:
    """The least and the most that a question takes; without its own, 0 and ``highest``."""
    low = 0 if question.minimum is None else question.minimum
    return low, highest if question.maximum is None else question.maximum


def day(question: Question, value: object) -> str:
    """A day of the years 1900 to 2100 in ISO 8601, or "". Raises ``out_of_range``."""
    found = written.day(value, field=question.key)
    if found is None:
        return ""
    if not FIRST_DAY <= found <= LAST_DAY:
        first, last = wording.plain_day(FIRST_DAY), wording.plain_day(LAST_DAY)
        raise Refusal("out_of_range", field=question.key, minimum=first, maximum=last)
    return found.isoformat()


def declaration(question: Question, value: object) -> bool:
    """Whether it is ticked."""
    if not isinstance(value, bool):
        raise Refusal("malformed", field=question.key)
    return value


def files(question: Question, _value: object) -> object:
    """Files are answers of their own: they come by upload only. Raises ``files_apart``."""
    raise Refusal("files_apart", field=question.key)
