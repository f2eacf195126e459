"""Texts, numbers and columns as SpreadsheetML writes them (ISO/IEC 29500-1, 18 and 22.9.2.19)."""

import re
from collections.abc import Iterator
from decimal import Decimal
from math import isfinite

CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def column_number(letters: str) -> int:
    """A column's letters as its number: "A" is 1, "AA" is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def number_text(raw: str) -> str:
    """A stored number as it was typed, at most 15 digits: "5.0999999999999996" is 5.1."""
    value = float(raw)
    if not isfinite(value):
        return raw
    return format(Decimal(f"{value:.15g}"), "f")


def decoded(text: str) -> str:
    """A text with its coded characters as themselves; half a character becomes U+FFFD."""
    plain = CODED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def letters(column: int) -> str:
    """A column's number as its letters: 27 is "AA"."""
    return "".join(reversed(list(_letters(column))))


def _letters(column: int) -> Iterator[str]:
    while column:
        column, rest = divmod(column - 1, 26)
        yield chr(65 + rest)
