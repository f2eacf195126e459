"""A table as XLSX, row by row: typed cells, texts inert, no hidden sheet, nobody as its author.

openpyxl writes each row away as it comes; what is kept in memory is one row.
"""

import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from competition.tables.columns import LOCAL, Column, Kind, Notes, Value, finite
from competition.tables.texts import STARTS, encoded

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: dict[Kind, str] = {
    "cents": '#,##0.00" €"',
    "day": "DD.MM.YYYY",
    "instant": "DD.MM.YYYY HH:MM:SS",
}
NOTES, ROWS = "Hinweis", "Zeilen"
# What openpyxl would take for something else than a text: formulas, and names of errors.
SUSPECT = (*STARTS, "#", "'")
# A cell holds a number as a double: 15 digits are exact.
MOST_DIGITS = 15
BOLD = Font(bold=True)


def written(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    notes: Notes,
    made_at: datetime,
) -> IO[bytes]:
    """The table as an open file at its beginning, which is gone when it is closed.

    ``title``: name of the sheet. The notes stand on a second sheet and at the foot of each page.
    """
    book = Workbook(write_only=True)
    try:
        return _saved(book, title, columns, rows, notes, made_at)
    except BaseException:
        _discard(book)
        raise


def _saved(
    book: Workbook,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    notes: Notes,
    made_at: datetime,
) -> IO[bytes]:
    sheet: Any = book.create_sheet(title)
    _dress(sheet, columns, notes)
    sheet.append([_text(sheet, column.name, bold=True) for column in columns])
    count = 0
    for row in rows:
        sheet.append(
            [_cell(sheet, column.kind, value) for column, value in zip(columns, row, strict=True)]
        )
        count += 1
    _add_notes(book.create_sheet(NOTES), [*notes, (ROWS, str(count))])
    book.properties.title, book.properties.creator = encoded(title), ""
    book.properties.language = "de-DE"
    book.properties.created = book.properties.modified = made_at.replace(tzinfo=None)
    file = tempfile.TemporaryFile()  # noqa: SIM115  # closed by whoever sends it
    book.save(file)
    file.seek(0)
    return file


def _discard(book: Workbook) -> None:
    """Leave no file behind of a table that could not be written to its end."""
    sheets: list[Any] = book.worksheets
    for sheet in sheets:
        with suppress(Exception):  # half-written: what matters is that its file goes
            sheet.close()
        if sheet._writer is not None:
            sheet._writer.cleanup()


def _dress(sheet: Any, columns: Sequence[Column], notes: Notes) -> None:
    """Widths, the first row that stays, and how it is printed; all before the first row."""
    sheet.freeze_panes = "B2"
    for at, column in enumerate(columns, start=1):
        sheet.column_dimensions[_letters(at)].width = column.width
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    foot = " · ".join(f"{name}: {text}" for name, text in notes)
    sheet.oddFooter.left.text = encoded(foot.replace("&", "&&"))[:200]
    sheet.oddFooter.left.size = 8


def _add_notes(sheet: Any, notes: Notes) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 90
    for name, text in notes:
        sheet.append([_text(sheet, name, bold=True), _text(sheet, text)])


def _cell(sheet: Any, kind: Kind, value: Value) -> Any:
    match kind, value:
        case _, None:
            return None
        case "text", str():
            return _text(sheet, value)
        case "count", int():
            return value
        case "cents", int():
            return _formatted(sheet, Decimal(value).scaleb(-2), FORMATS[kind])
        case "instant", datetime():
            local = value.astimezone(LOCAL).replace(tzinfo=None, microsecond=0)
            return _formatted(sheet, local, FORMATS[kind])
        case "day", date():
            return _formatted(sheet, value, FORMATS[kind])
        case "exact", Fraction():
            return _exact(sheet, value)
    raise TypeError(f"{kind} does not take {type(value).__name__}")


def _exact(sheet: Any, value: Fraction) -> Any:
    """A number where a cell holds it exactly; else a text that does."""
    decimal = finite(value)
    if decimal is None:
        return _text(sheet, str(value))
    if len(decimal) > MOST_DIGITS:
        return _text(sheet, decimal.replace(".", ","))
    return Decimal(decimal)


def _formatted(sheet: Any, value: Any, number_format: str) -> Any:
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = number_format
    return cell


def _text(sheet: Any, text: str, *, bold: bool = False) -> Any:
    """A text that stays one: never a formula, nor when somebody edits it."""
    safe = encoded(text)
    if not bold and not safe.startswith(SUSPECT):
        return safe or None
    cell = WriteOnlyCell(sheet, safe)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(STARTS)
    if bold:
        cell.font = BOLD
    return cell


def _letters(column: int) -> str:
    """A column's number as its letters: 27 is "AA"."""
    column, rest = divmod(column - 1, 26)
    return (_letters(column) if column else "") + chr(65 + rest)
