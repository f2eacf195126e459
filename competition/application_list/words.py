"""The values of the list in words, in the active language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from competition import addresses, wording
from competition.application_list.columns import Shown
from competition.models import Application, Call
from competition.tables.columns import Value
from competition.templatetags.states import state_badge

NOTHING = "–"
STATE = "state"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value in words. ``look``: the attributes of its column's cells."""

    text: str
    look: SafeString


@dataclass(frozen=True, slots=True)
class Line:
    """One application with its name, the address of its page and its cells."""

    name: str
    url: str
    cells: Sequence[Cell]


def lines(call: Call, applications: Iterable[Application], columns: Sequence[Shown]) -> list[Line]:
    """The rows of the page; addresses, looks and badges are made once for all of them."""
    address = addresses.of_each("office-application", call.slug)
    looks = [(column, _look(column)) for column in columns]
    badges: dict[str, SafeString] = {}

    def cell(row: Application, column: Shown) -> str:
        if column.key != STATE:
            return words(column.value(row), column)
        if row.state not in badges:
            badges[row.state] = state_badge(row)
        return badges[row.state]

    return [
        Line(
            str(row.municipality),
            address(row.public_id),
            [Cell(cell(row, column), look) for column, look in looks],
        )
        for row in applications
    ]


def _look(column: Shown) -> SafeString:
    if column.key == STATE:
        return SafeString("")
    kind = "numeric" if column.is_numeric else "nowrap" if column.kind != "text" else ""
    lang = format_html(' lang="{}"', column.lang) if column.lang else ""
    return format_html(' class="{}"{}', kind, lang)


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
