"""Tables of labels and sums: the rows as they were typed, shown with some to go on with."""

from collections.abc import Iterator
from typing import Any

from competition.answers import written
from competition.errors import Refusal

# Without script: so many blank rows follow the filled ones; saving brings new ones.
SPARE_ROWS = 3
BLANK = {"label": "", "cents": ""}


def sent(data: Any, name: str, max_rows: int) -> Iterator[dict[str, str]]:
    """The rows as they were sent, up to the last that holds anything, and one beyond the limit."""
    rows = [
        {part: data.get(f"{name}.{at}.{part}", "") for part in BLANK} for at in range(max_rows + 1)
    ]
    filled = [at for at, row in enumerate(rows) if any(text.strip() for text in row.values())]
    yield from rows[: filled[-1] + 1 if filled else 0]


def table(name: str, rows: list[dict[str, Any]], max_rows: int) -> dict[str, Any]:
    """The rows that are shown, those that are filled and some to go on with; and one to copy."""
    count = min(len(rows) + SPARE_ROWS, max_rows)
    shown = [*rows, *[BLANK] * (count - len(rows))]
    return {
        "next": f"{name}.{min(len(rows), count - 1)}.label",
        "rows": [{**row, "name": f"{name}.{at}", "number": at + 1} for at, row in enumerate(shown)],
        "blank": {**BLANK, "name": f"{name}.__i__", "number": "__n__"},
    }


def total(rows: list[dict[str, Any]]) -> int:
    """The sum in cents of what can be read; what cannot is refused when it is saved."""
    found = 0
    for row in rows:
        try:
            found += written.cents(row["cents"], field="") or 0
        except Refusal:
            continue
    return found
