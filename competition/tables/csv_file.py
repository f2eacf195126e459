"""A table as CSV, as German Excel opens it by a double click.

UTF-8 with a mark at its beginning (without it Excel takes umlauts apart), semicolons, decimal
commas, days as 21.04.2017, instants in local time, CRLF. The first row holds the names of the
columns; behind the rows, after an empty one, stand the notes. A file without them was cut off.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction

from competition.tables.columns import LOCAL, Column, Kind, Notes, Value, finite
from competition.tables.texts import inert

MEDIA_TYPE = "text/csv; charset=utf-8"
MARK = b"\xef\xbb\xbf"
STEP_BYTES = 32_768
ROWS = "Zeilen"


class _Lines(list[str]):
    """What the writer of the csv module writes to."""

    write = list.append


def written(
    columns: Sequence[Column], rows: Iterable[Sequence[Value]], notes: Notes
) -> Iterator[bytes]:
    """The table, in pieces of some size. Each row has as many values as there are columns.

    The number of rows is added to the notes.
    """
    lines = _Lines()
    writer = csv.writer(lines, delimiter=";", lineterminator="\r\n")
    writer.writerow([inert(column.name) for column in columns])
    yield MARK
    count, size = 0, 0
    for row in rows:
        writer.writerow(cells(columns, row))
        count, size = count + 1, size + len(lines[-1])
        if size >= STEP_BYTES:
            yield "".join(lines).encode()
            lines.clear()
            size = 0
    writer.writerow([])
    writer.writerows([inert(name), inert(text)] for name, text in notes)
    writer.writerow([ROWS, count])
    yield "".join(lines).encode()


def cells(columns: Sequence[Column], row: Sequence[Value]) -> list[str]:
    """The values of one row as texts."""
    return [cell(column.kind, value) for column, value in zip(columns, row, strict=True)]


def cell(kind: Kind, value: Value) -> str:
    """One value as its text; None is empty. Raises ``TypeError`` for a value of another kind."""
    if value is None:
        return ""
    match kind, value:
        case "text", str():
            return inert(value)
        case "count", int():
            return str(value)
        case "cents", int():
            return f"{'-' if value < 0 else ''}{abs(value) // 100},{abs(value) % 100:02}"
        case "instant", datetime():
            return f"{value.astimezone(LOCAL):%d.%m.%Y %H:%M:%S}"
        case "day", date():
            return f"{value:%d.%m.%Y}"
        case "exact", Fraction():
            decimal = finite(value)
            return inert(str(value)) if decimal is None else decimal.replace(".", ",")
    raise TypeError(f"{kind} does not take {type(value).__name__}")
