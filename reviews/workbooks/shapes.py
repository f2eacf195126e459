"""What a workbook holds, there and back: plain data, and the names of its sheets and columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from reviews.workbooks.cells import Cell

MARK = "modellkommune-bewertungen-1"
SCORES, RUBRIC, HELP = "Bewertungen", "Bewertungsbogen", "Anleitung"
ID, VERSION, STATE, PLACE, TITLE = "id", "version", "state", "municipality", "title"
POINTS, REASON = "points-", "reason-"
HEADS = 4
"""Rows above the first application: whose it is, the keys, the names, what to write."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``kind`` says what may be typed; ``grid``: the allowed points, decimal texts, where
    they are few enough for a list to choose from."""

    key: str
    name: str
    hint: str
    kind: Literal["fixed", "points", "text"]
    width: int
    grid: tuple[str, ...] = ()
    max_chars: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One application. ``cells``: by column key; ``is_closed``: nothing of it can be changed."""

    cells: Mapping[str, str]
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A whole workbook. ``call`` and ``digest`` (of the rubric) say which round it belongs to, and
    ``owner`` whose it is: nobody saves another's points as their own."""

    call: str
    digest: str
    owner: str
    title: str
    made_at: datetime
    columns: Sequence[Column]
    lines: Sequence[Line]
    rubric: Sequence[Sequence[str]]
    instructions: Sequence[str]


@dataclass(frozen=True, slots=True)
class Filled:
    """A row that came back: its number in the sheet, and its cells by column key."""

    number: int
    cells: Mapping[str, Cell]

    def text(self, key: str) -> str:
        """What stands there, trimmed; empty where there is nothing."""
        return self.cells[key].text.strip() if key in self.cells else ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that came back. ``places``: the letters of each column."""

    call: str
    digest: str
    owner: str
    rows: Sequence[Filled]
    places: Mapping[str, str] = field(default_factory=dict)
