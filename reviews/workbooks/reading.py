"""A workbook that came back: read by its keys and marks, never by a heading or a place."""

from pathlib import Path

from reviews.workbooks import cells
from reviews.workbooks.cells import Rows
from reviews.workbooks.shapes import HEADS, ID, MARK, SCORES, VERSION, Filled, Returned
from reviews.workbooks.texts import letters


def read(path: Path) -> Returned | None:
    """A workbook that came back, or None where it is none of ours. Raises ``Unfit``."""
    found = cells.read(path, SCORES)
    if found is None:
        return None
    first = next((row for row in sorted(found) if _text(found, row, 1) == MARK), None)
    if first is None:
        return None
    keys = {column: cell.text for column, cell in found.get(first + 1, {}).items()}
    if len(set(keys.values())) < len(keys) or not {ID, VERSION} <= set(keys.values()):
        return None
    rows = [
        Filled(row, {keys[at]: cell for at, cell in found[row].items() if at in keys})
        for row in sorted(found)
        if row >= first + HEADS
    ]
    return Returned(
        call=_text(found, first, 2),
        digest=_text(found, first, 3),
        owner=_text(found, first, 4),
        rows=[row for row in rows if row.cells],
        places={key: letters(column) for column, key in keys.items()},
    )


def _text(found: Rows, row: int, column: int) -> str:
    cell = found.get(row, {}).get(column)
    return cell.text if cell else ""
