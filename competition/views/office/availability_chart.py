"""The record of availability as a picture: a row per day, a mark per hour."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from competition import wording
from competition.availability import timeline, words
from competition.availability.timeline import Kind, Record
from kern.charts import Grid, GridGroup, GridRow, Mark, Sign, Table

MARKS: dict[Kind | None, Mark] = {
    Kind.UNANSWERED: "cross",
    Kind.REFUSED: "diamond",
    Kind.UNRECORDED: "ring",
    Kind.PUT_OFF: "square-open",
    None: "dash",
}
Days = Mapping[date, Mapping[int, Kind | None]]


def chart(record: Record) -> Grid | None:
    """The gravest of each hour, by the clock of the place; None where there is no record."""
    days = _days(timeline.by_hour(record))
    if not days:
        return None
    return Grid(
        key="hours",
        title=_("Stunde für Stunde"),
        description=_(
            "Jede Zeile ist ein Tag, jede Spalte eine Stunde, benannt nach ihrem Beginn. Das "
            "Zeichen steht für das Schwerste, was in der Stunde war, auch wenn es nur eine Minute "
            "dauerte."
        ),
        table=_table(days),
        columns=[str(hour) for hour in range(24)],
        groups=[GridGroup("", [_row(day, hours) for day, hours in days.items()])],
    )


def _days(hours: Mapping[datetime, Mapping[Kind, int]]) -> Days:
    """The hour that a night of October has twice is one column: the graver of both counts."""
    order = [*Kind, None]
    days: dict[date, dict[int, Kind | None]] = defaultdict(dict)
    for hour, counts in hours.items():
        local = timezone.localtime(hour)
        worst = next((kind for kind in Kind if counts.get(kind)), None)
        beside = days[local.date()].get(local.hour)
        days[local.date()][local.hour] = min(worst, beside, key=order.index)
    return days


def _sign(kind: Kind | None) -> Sign:
    meaning = words.KINDS[kind] if kind else _("aufgezeichnet, Seiten kamen")
    return Sign(MARKS[kind], str(meaning))


def _row(day: date, hours: Mapping[int, Kind | None]) -> GridRow:
    signs = [_sign(hours[hour]) if hour in hours else None for hour in range(24)]
    return GridRow(wording.plain_day(day), signs)


def _table(days: Days) -> Table:
    rows = []
    for day, hours in days.items():
        for kind in (*Kind, None):
            named = [str(hour) for hour, found in hours.items() if found == kind]
            if named:
                rows.append([wording.plain_day(day), _sign(kind).meaning, ", ".join(named)])
    return Table([_("Tag"), _("Das Schwerste"), _("In den Stunden ab … Uhr")], rows)
