"""A workbook as XLSX: data in, bytes out. Every cell is inert.

A text that begins like a formula stays a text, also when somebody edits it.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell as Written
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from competition.tables.texts import STARTS, encoded
from reviews.workbooks.shapes import HEADS, HELP, MARK, RUBRIC, SCORES, Book, Column, Line
from reviews.workbooks.texts import letters

GRID_COLUMN = 6
"""On the sheet of the rubric, where the lists of allowed points begin."""
TEXT = "@"
SHADE = PatternFill("solid", fgColor="E7EAF0")
BOLD, ITALIC = Font(bold=True), Font(italic=True)
TOP = Alignment(wrap_text=True, vertical="top")
OPEN = Protection(locked=False)


def write(book: Book) -> bytes:
    """The workbook as XLSX."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = SCORES
    _fill_scores(sheet, book)
    _fill_rubric(made.create_sheet(RUBRIC), book)
    _fill_help(made.create_sheet(HELP), book)
    made.properties.title = encoded(book.title)
    made.properties.creator = ""
    made.properties.language = "de-DE"
    made.properties.created = made.properties.modified = book.made_at.replace(tzinfo=None)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _fill_scores(sheet: Worksheet, book: Book) -> None:
    for at, text in enumerate((MARK, book.call, book.digest, book.owner), start=1):
        _put(sheet, 1, at, text)
    for at, column in enumerate(book.columns, start=1):
        _put(sheet, 2, at, column.key)
        _put(sheet, 3, at, column.name).font = BOLD
        _put(sheet, 4, at, column.hint).font = ITALIC
        for row in (3, 4):
            sheet.cell(row, at).fill = SHADE
        sheet.column_dimensions[letters(at)].width = column.width
        for row, line in enumerate(book.lines, start=HEADS + 1):
            _fill(sheet, row, at, column, line)
    sheet.row_dimensions[1].hidden = sheet.row_dimensions[2].hidden = True
    fixed = sum(column.kind == "fixed" for column in book.columns)
    sheet.freeze_panes = f"{letters(fixed + 1)}{HEADS + 1}"
    _validate(sheet, book)
    _protect(sheet)
    sheet.print_title_rows = "3:4"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _fill(sheet: Worksheet, row: int, at: int, column: Column, line: Line) -> None:
    value = line.cells.get(column.key, "")
    if column.kind == "points":
        cell = sheet.cell(row, at, Decimal(value) if value else None)
        cell.number_format = "General"
    else:
        cell = _put(sheet, row, at, value)
    cell.alignment = TOP
    if column.kind == "fixed" or line.is_closed:
        cell.fill = SHADE  # and locked, as cells of a protected sheet are
    else:
        cell.protection = OPEN


def _put(sheet: Worksheet, row: int, at: int, text: str) -> Written:
    """A text that stays one: never a formula, nor when somebody edits it."""
    cell = sheet.cell(row, at)
    if not isinstance(cell, Written):
        raise TypeError("no cells are merged here")
    cell.value = encoded(text) or None
    if text:
        cell.data_type = "s"
    cell.number_format = TEXT
    cell.quotePrefix = text.startswith(STARTS)
    cell.alignment = TOP
    return cell


def _validate(sheet: Worksheet, book: Book) -> None:
    """What a program for tables offers and refuses while it is typed; we judge again ourselves."""
    if not book.lines:
        return
    grids = _grids(book.columns)
    for at, column in enumerate(book.columns, start=1):
        if column.kind == "fixed" or (column.kind == "points" and column.key not in grids):
            continue
        rule = _rule(column, grids)
        rule.showErrorMessage, rule.errorTitle = True, "Bitte prüfen"
        rule.error = column.hint[:250] if column.grid else f"Höchstens {column.max_chars} Zeichen."
        rule.add(f"{letters(at)}{HEADS + 1}:{letters(at)}{HEADS + len(book.lines)}")
        sheet.add_data_validation(rule)


def _rule(column: Column, grids: Mapping[str, str]) -> DataValidation:
    if column.key in grids:
        return DataValidation(type="list", formula1=grids[column.key], allow_blank=True)
    return DataValidation(
        type="textLength", operator="lessThanOrEqual", formula1=str(column.max_chars)
    )


def _grids(columns: Iterable[Column]) -> dict[str, str]:
    """Where the allowed points of each criterion stand, by column key."""
    return {
        column.key: f"'{RUBRIC}'!${letters(at)}$2:${letters(at)}${1 + len(column.grid)}"
        for at, column in enumerate(_with_grid(columns), start=GRID_COLUMN)
    }


def _with_grid(columns: Iterable[Column]) -> list[Column]:
    return [column for column in columns if column.grid]


def _fill_rubric(sheet: Worksheet, book: Book) -> None:
    for row, texts in enumerate(book.rubric, start=1):
        for at, text in enumerate(texts, start=1):
            cell = _put(sheet, row, at, text)
            if row == 1:
                cell.font, cell.fill = BOLD, SHADE
    for at, column in enumerate(_with_grid(book.columns), start=GRID_COLUMN):
        head = _put(sheet, 1, at, f"Erlaubt: {column.name}")
        head.font, head.fill = BOLD, SHADE
        for row, allowed in enumerate(column.grid, start=2):
            sheet.cell(row, at, Decimal(allowed))
        sheet.column_dimensions[letters(at)].width = 18
    for letter, width in zip("ABCDE", (30, 50, 10, 10, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "B2"
    _protect(sheet)


def _fill_help(sheet: Worksheet, book: Book) -> None:
    for row, text in enumerate(book.instructions, start=1):
        cell = _put(sheet, row, 1, text)
        if row == 1:
            cell.font = BOLD
    sheet.column_dimensions["A"].width = 110
    _protect(sheet)


def _protect(sheet: Worksheet) -> None:
    """Against mistakes, without a password; widths and heights may be changed."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
