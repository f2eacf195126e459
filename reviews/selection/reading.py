"""Reading untrusted JSON values: each function returns what it names or raises `CaseError`.

Every error is one line that says where in the file the fault lies and what was expected.
Quoted contents are shortened and escaped, so a hostile file cannot forge a second line.
"""

import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

MAX_DIGITS = 40  # of a decimal text; a rubric needs four
MAX_RATIO_LENGTH = 200  # of an aggregate "p/q"
MAX_INTEGER = 10**9

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_RATIO = re.compile(r"-?[0-9]+(/[0-9]*[1-9][0-9]*)?")


class CaseError(ValueError):
    """The case does not have the published format; the message is one line."""


def quote(value: object) -> str:
    """A value of the file as it may stand in an error message: short, one line, plain ASCII."""
    shown = ascii(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def mapping(value: object, where: str) -> Mapping[str, Any]:
    """A JSON object whose keys are texts."""
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise CaseError(f"{where}: must be an object")
    return value


def sequence(value: object, where: str) -> list[Any]:
    """A JSON list."""
    if not isinstance(value, list | tuple):
        raise CaseError(f"{where}: must be a list")
    return list(value)


def member(parent: Mapping[str, Any], key: str, where: str) -> Any:
    """The value of a key that must be there."""
    if key not in parent:
        raise CaseError(f"{where}: {key!r} is missing")
    return parent[key]


def only(parent: Mapping[str, Any], allowed: Collection[str], where: str) -> None:
    """Refuse keys nobody knows, so that a misspelled rule is never silently ignored."""
    for key in parent:
        if key not in allowed:
            raise CaseError(f"{where}: unknown key {quote(key)}")


def text(value: object, where: str) -> str:
    """A text that is not empty and can be written as UTF-8."""
    if not isinstance(value, str):
        raise CaseError(f"{where}: must be a text, not {quote(value)}")
    if not value:
        raise CaseError(f"{where}: must not be empty")
    return encodable(value, where)


def encodable(value: str, where: str) -> str:
    """A text that can be written as UTF-8 (JSON admits lone surrogates, the lot does not)."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise CaseError(f"{where}: {quote(value)} is not valid Unicode") from None
    return value


def choice(value: object, allowed: Collection[str], where: str) -> str:
    """One of the given words."""
    if not isinstance(value, str) or value not in allowed:
        words = ", ".join(allowed)
        raise CaseError(f"{where}: must be one of {words}, not {quote(value)}")
    return value


def integer(value: object, where: str, *, least: int) -> int:
    """A JSON integer (no text, no fraction, no truth value) from `least` to a thousand million."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise CaseError(f"{where}: must be an integer, not {quote(value)}")
    if not least <= value <= MAX_INTEGER:
        raise CaseError(f"{where}: must lie between {least} and {MAX_INTEGER}")
    return value


def flag(value: object, where: str) -> bool:
    """A JSON truth value."""
    if not isinstance(value, bool):
        raise CaseError(f"{where}: must be true or false, not {quote(value)}")
    return value


def decimal(value: object, where: str) -> Fraction:
    """A decimal number written as a text, such as "3.5"; never a JSON number, which is a float."""
    if not isinstance(value, str):
        raise CaseError(f"{where}: must be a decimal number as text, not {quote(value)}")
    if len(value) > MAX_DIGITS or not _DECIMAL.fullmatch(value):
        raise CaseError(f"{where}: {quote(value)} is not a decimal number")
    return _fraction(value)


def ratio(value: object, where: str) -> Fraction:
    """An exact number written as "p/q" or as an integer text."""
    if not isinstance(value, str):
        raise CaseError(f'{where}: must be an exact number "p/q" as text, not {quote(value)}')
    if len(value) > MAX_RATIO_LENGTH or not _RATIO.fullmatch(value):
        raise CaseError(f'{where}: {quote(value)} is not an exact number "p/q"')
    return _fraction(value)


@lru_cache(maxsize=4_096)
def _fraction(text: str) -> Fraction:
    """A round says the same few numbers thousands of times."""
    return Fraction(text)


def distinct(ids: Collection[str], where: str) -> None:
    """Refuse an id that is given twice."""
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise CaseError(f"{where}: {quote(each)} is given twice")
        seen.add(each)
