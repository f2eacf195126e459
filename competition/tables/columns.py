"""What a table holds: columns of one kind each, and notes on who made it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from fractions import Fraction
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

Kind = Literal["text", "count", "cents", "day", "instant", "exact"]
Value = str | int | date | datetime | Fraction | None
Notes = Sequence[tuple[str, str]]
LOCAL: tzinfo = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``kind``: what each of its values is: a text, a count, integer cents, a day, an
    instant, an exact number; None anywhere is an empty cell. ``width`` in characters."""

    name: str
    kind: Kind = "text"
    width: int = 16


@lru_cache(maxsize=1_024)
def finite(value: Fraction) -> str | None:
    """The exact decimal text of a number ("3.5"); None where it has none (1/3). In a table the
    same few numbers come again and again."""
    rest, places = value.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest, count = rest // prime, count + 1
        places = max(places, count)
    if rest != 1:
        return None
    scaled = abs(value.numerator) * 10**places // value.denominator
    digits = str(scaled).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
