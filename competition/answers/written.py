"""What is written by hand: texts, whole numbers, sums and days, in the notation of the page."""

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.formats import get_format

from competition.errors import Refusal

# Control characters besides tab and line breaks, and marks that turn the direction of writing.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
MAX_NUMBER = 10**12 - 1
MAX_AMOUNT_CENTS = 10**13
ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
GERMAN_DAY = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")


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


def whole(value: object, *, field: str) -> int | None:
    """A whole number from 4500 or 4.500; None where nothing is written. Raises ``not_a_number``."""
    if value in ("", None):
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        if not 0 <= value <= MAX_NUMBER:
            raise Refusal("not_a_number", field=field)
        return value
    group, _point = separators()
    written = text(str(value), field=field).replace("\u202f", group)
    if not written:
        return None
    if not re.fullmatch(rf"[0-9]{{1,3}}([{group}][0-9]{{3}}){{1,3}}|[0-9]{{1,12}}", written):
        raise Refusal("not_a_number", field=field)
    return int(written.replace(group, ""))


def cents(value: object, *, field: str) -> int | None:
    """Cents from 50.000,00 or 50000 or 50.000,5 (two places at most); in English 50,000.00.

    A number is cents already. None where nothing is written. Raises ``not_an_amount``.
    """
    if value in ("", None):
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        if not 0 <= value < MAX_AMOUNT_CENTS:
            raise Refusal("not_an_amount", field=field)
        return value
    written = text(str(value), field=field).removeprefix("€").removesuffix("€").strip()
    if not written:
        return None
    group, point = separators()
    whole_part = rf"([0-9]{{1,3}}([{group}][0-9]{{3}})*|[0-9]{{1,11}})"
    if not re.fullmatch(rf"{whole_part}([{point}][0-9]{{1,2}})?", written):
        raise Refusal("not_an_amount", field=field)
    try:
        amount = int(Decimal(written.replace(group, "").replace(point, ".")) * 100)
    except InvalidOperation as error:
        raise Refusal("not_an_amount", field=field) from error
    if amount >= MAX_AMOUNT_CENTS:
        raise Refusal("not_an_amount", field=field)
    return amount


def day(value: object, *, field: str) -> date | None:
    """A day from 31.10.2027, or as a browser's calendar sends it, 2027-10-31.

    None where nothing is written. Raises ``not_a_date``, also for days that do not exist.
    """
    if value in ("", None):
        return None
    written = text(value, field=field)
    if not written:
        return None
    iso, german = ISO_DAY.fullmatch(written), GERMAN_DAY.fullmatch(written)
    parts = iso.groups() if iso else german.groups()[::-1] if german else None
    if parts is None:
        raise Refusal("not_a_date", field=field)
    try:
        return date(*map(int, parts))
    except ValueError as error:
        raise Refusal("not_a_date", field=field) from error
