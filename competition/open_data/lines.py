"""CSV for programs: UTF-8, commas, CRLF, names in the first row (RFC 4180); no cell computes.

Texts pass the house's one function (``tables.inert``), keys too: what a spreadsheet would compute
or take for a number stands behind an apostrophe. A German spreadsheet parts cells
at semicolons and at every line end: what would begin to compute there stands behind one, too. Sums
stand in cents and in euros with a point, instants in ISO 8601 with their offset.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from competition.tables import inert
from competition.tables.columns import LOCAL

MEDIA_TYPE = "text/csv"
# Where another cell would begin for a program that parts at semicolons, and would compute.
INSIDE = re.compile(r"([;\r\n][\"]*)(?=[=+\-@\t])")
Cell = str | int | bool | datetime | None


def written(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table as the bytes of its file."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return lines.getvalue().encode()


def euros(cents: int) -> "Amount":
    """Integer cents as a decimal number: 5000000 is 50000.00."""
    return Amount(f"{cents // 100}.{cents % 100:02}")


class Amount(str):
    """A number that has been written already."""

    __slots__ = ()


def iso(instant: datetime) -> str:
    """An instant in local time with its offset: "2017-05-17T00:00:00+02:00"."""
    return instant.astimezone(LOCAL).isoformat(timespec="seconds")


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case int() | Amount():
            return str(cell)
        case datetime():
            return iso(cell)
    return INSIDE.sub(r"\1'", inert(cell))
