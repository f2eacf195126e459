"""The cells of an XLSX file as they were typed: values alone, nothing evaluated, all bounded.

Plain Python. The parts are unpacked by ``competition.inspection``, which has checked the archive;
the parser resolves nothing. A formula is told as such and never computed. Of a number the 15
digits are kept that a program for tables keeps itself, so that points stay exact: 5.1 may be stored
as 5.0999999999999996.
Source: ISO/IEC 29500-1, 18 (SpreadsheetML) and 22.9.2.19 (``_x000D_`` in texts).
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from xml.parsers import expat

from competition.inspection.archives import Entry, entries
from competition.inspection.finding import Unfit
from reviews.workbooks.texts import column_number, decoded, number_text

MAX_UNPACKED_BYTES = 30_000_000
"""Of all parts: 500 applications with every text at its longest, three times over."""
MAX_ROW, MAX_COLUMN = 5_000, 200
MAX_CELLS = 200_000
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"

Kind = Literal["text", "number", "formula", "other"]
KINDS: dict[str, Kind] = {"n": "number", "s": "text", "inlineStr": "text", "str": "text"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell. ``other``: an error, a truth value, a date, as the file spells it."""

    kind: Kind
    text: str


Rows = dict[int, dict[int, Cell]]
"""By row and column, both from 1; empty cells have no entry."""


def read(path: Path, sheet: str) -> Rows | None:
    """The cells of the sheet of that name, or None where there is none.

    Raises ``Unfit``: ``unpacked_too_large`` beyond the bounds, ``file_damaged``. Whether it is a
    workbook at all, and one without macros, is for ``inspection.inspect`` to say.
    """
    parts = {entry.name: entry for entry in entries(path)}
    if sum(entry.info.file_size for entry in parts.values()) > MAX_UNPACKED_BYTES:
        raise Unfit("unpacked_too_large")
    place = _place(parts, sheet)
    if place is None:
        return None
    strings = _Strings()
    if STRINGS in parts:
        strings.parse(parts[STRINGS])
    cells = _Cells(strings.found)
    cells.parse(parts[place])
    return cells.rows


def _place(parts: dict[str, Entry], sheet: str) -> str | None:
    """The name of the part that holds the sheet."""
    if WORKBOOK not in parts or RELATIONS not in parts:
        return None
    named, targets = _Elements("sheet"), _Elements("Relationship")
    named.parse(parts[WORKBOOK])
    targets.parse(parts[RELATIONS])
    by_id = {each.get("Id"): each.get("Target", "") for each in targets.found}
    for each in named.found:
        if each.get("name") == sheet:
            target = by_id.get(each.get("id"), "")
            place = target[1:] if target.startswith("/") else f"xl/{target}"
            return place if place in parts else None
    return None


class _Reader:
    """Reads one part; tags and attributes come without their namespaces."""

    def parse(self, entry: Entry) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, given: self.started(
            tag.rpartition(" ")[2], {key.rpartition(" ")[2]: each for key, each in given.items()}
        )
        parser.EndElementHandler = lambda tag: self.ended(tag.rpartition(" ")[2])
        parser.CharacterDataHandler = self.text
        try:
            for piece in entry.pieces():
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError) as error:
            raise Unfit("file_damaged") from error

    def started(self, tag: str, given: dict[str, str]) -> None:
        """A tag begins."""

    def ended(self, tag: str) -> None:
        """A tag ends."""

    def text(self, piece: str) -> None:
        """Some text inside."""


class _Elements(_Reader):
    """The attributes of all elements of one name."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        self.found: list[dict[str, str]] = []

    def started(self, tag: str, given: dict[str, str]) -> None:
        if tag == self.wanted:
            self.found.append(given)


class _Strings(_Reader):
    """The texts that cells share. What says how a word is spoken (``rPh``) is no part of them."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.pieces: list[str] = []
        self.is_text = self.is_spoken = False

    def started(self, tag: str, given: dict[str, str]) -> None:  # noqa: ARG002  # tags alone
        if tag == "rPh":
            self.is_spoken = True
        self.is_text = tag == "t" and not self.is_spoken

    def text(self, piece: str) -> None:
        if self.is_text:
            self.pieces.append(piece)

    def ended(self, tag: str) -> None:
        self.is_text = False
        if tag == "rPh":
            self.is_spoken = False
        if tag == "si":
            self.found.append("".join(self.pieces))
            self.pieces = []


@dataclass
class _Open:
    """A cell while it is read."""

    row: int
    column: int
    type: str
    is_formula: bool = False
    pieces: list[str] = field(default_factory=list)


class _Cells(_Reader):
    """The cells of a sheet."""

    def __init__(self, strings: list[str]) -> None:
        self.strings = strings
        self.rows: Rows = {}
        self.count = self.row = self.column = 0
        self.cell: _Open | None = None
        self.is_value = self.is_spoken = False

    def started(self, tag: str, given: dict[str, str]) -> None:
        if tag == "row":
            self.row, self.column = int(given.get("r", self.row + 1)), 0
        elif tag == "c":
            self._place(given.get("r"))
            self.cell = _Open(self.row, self.column, given.get("t", "n"))
        elif tag == "f" and self.cell:
            self.cell.is_formula = True
        elif tag == "rPh":
            self.is_spoken = True
        self.is_value = tag in ("v", "t") and not self.is_spoken

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
            return
        found = REFERENCE.fullmatch(reference)
        if found is None:
            raise ValueError(reference)
        self.row, self.column = int(found[2]), column_number(found[1])

    def text(self, piece: str) -> None:
        if self.is_value and self.cell:
            self.cell.pieces.append(piece)

    def ended(self, tag: str) -> None:
        self.is_value = False
        if tag == "rPh":
            self.is_spoken = False
        if tag == "c" and self.cell:
            self._keep(self.cell)
            self.cell = None

    def _keep(self, cell: _Open) -> None:
        raw = "".join(cell.pieces)
        if not raw and not cell.is_formula:
            return
        self.count += 1
        if cell.row > MAX_ROW or cell.column > MAX_COLUMN or self.count > MAX_CELLS:
            raise Unfit("unpacked_too_large")
        self.rows.setdefault(cell.row, {})[cell.column] = self._read(cell, raw)

    def _read(self, cell: _Open, raw: str) -> Cell:
        if cell.is_formula:
            return Cell("formula", raw)
        kind = KINDS.get(cell.type, "other")
        if cell.type == "s":
            place = int(raw)
            if not 0 <= place < len(self.strings):
                raise ValueError(raw)
            raw = self.strings[place]
        return Cell(kind, number_text(raw) if kind == "number" else decoded(raw))
