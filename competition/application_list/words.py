"""The values of the list in words, in the active language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import formats, timezone

from competition import wording
from competition.application_list.columns import Shown
from competition.models import Application
from competition.tables.columns import Value

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value in words, with its column."""

    column: Shown
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One application with its cells."""

    application: Application
    cells: Sequence[Cell]


def lines(applications: Iterable[Application], columns: Sequence[Shown]) -> list[Line]:
    """The rows of the page."""
    return [
        Line(row, [Cell(column, words(column.value(row), column)) for column in columns])
        for row in applications
    ]


def instant(value: datetime) -> str:
    """An instant of a table, to the second, in local time: "21.04.2017 14:30:05"."""
    local = timezone.localtime(value)
    return f"{formats.date_format(local, 'SHORT_DATE_FORMAT')} {local:%H:%M:%S}"


def words(value: Value, column: Shown) -> str:
    """One value: sums with their sign, instants in local time; a dash where there is none."""
    match column.kind, value:
        case _, (None | ""):
            return NOTHING
        case "count", int():
            return wording.grouped(value)
        case "cents", int():
            return wording.euros(value)
        case "instant", datetime():
            return instant(value)
        case "day", date():
            return formats.date_format(value, "SHORT_DATE_FORMAT")
    return str(value)
