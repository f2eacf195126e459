"""Days on which a deadline does not end well: weekends, holidays, nights in which clocks change.

Plain Python. Nothing here moves a deadline: § 31 (3) VwVfG lets a period that ends on a Saturday,
Sunday or holiday run on to the next working day, unless a certain day was named as its end; so
whoever sets one is told before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

GERMANY = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
# By month and day, and by the distance in days from Easter Sunday.
FIXED = {
    (1, 1): "Neujahr",
    (5, 1): "Tag der Arbeit",
    (10, 3): "Tag der Deutschen Einheit",
    (12, 25): "erster Weihnachtstag",
    (12, 26): "zweiter Weihnachtstag",
}
MOVABLE = {-2: "Karfreitag", 1: "Ostermontag", 39: "Christi Himmelfahrt", 50: "Pfingstmontag"}
# Holidays of some of the Länder only; applicants come from all of them.
FIXED_REGIONAL = {
    (1, 6): "Heilige Drei Könige",
    (3, 8): "Frauentag",
    (8, 15): "Mariä Himmelfahrt",
    (9, 20): "Weltkindertag",
    (10, 31): "Reformationstag",
    (11, 1): "Allerheiligen",
}
MOVABLE_REGIONAL = {60: "Fronleichnam"}


class Kind(StrEnum):
    """Why an end of a period is unfortunate."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    REGIONAL_HOLIDAY = "regional_holiday"
    CLOCK_CHANGE = "clock_change"


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to think of before a deadline is set. ``name``: the holiday's, in German."""

    kind: Kind
    name: str = ""


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones, Butcher)."""
    golden, century = year % 19, year // 100
    shift = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    moon = shift - (shift // 28) * (1 - (29 // (shift + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    days = moon - weekday
    month = 3 + (days + 40) // 44
    return date(year, month, days + 28 - 31 * (month // 4))


def repentance_day(year: int) -> date:
    """Buß- und Bettag (Saxony): the Wednesday before 23 November."""
    last = date(year, 11, 22)
    return last - DAY * ((last.weekday() - 2) % 7)


@cache
def holidays(year: int) -> dict[date, str]:
    """The holidays of all of Germany, by law of the Länder and of the Unification Treaty."""
    found = {date(year, month, day): name for (month, day), name in FIXED.items()}
    found |= {easter(year) + DAY * days: name for days, name in MOVABLE.items()}
    if year == 2017:  # five hundred years of Reformation: a holiday everywhere, once
        found[date(2017, 10, 31)] = "Reformationstag"
    return found


@cache
def regional_holidays(year: int) -> dict[date, str]:
    """Holidays of some of the Länder, as of 2024."""
    found = {date(year, month, day): name for (month, day), name in FIXED_REGIONAL.items()}
    found |= {easter(year) + DAY * days: name for days, name in MOVABLE_REGIONAL.items()}
    return found | {repentance_day(year): "Buß- und Bettag"}


def last_day(deadline_at: datetime) -> date:
    """The last day of a period whose end is exclusive: of midnight, the day before."""
    return (deadline_at.astimezone(GERMANY) - timedelta(microseconds=1)).date()


def cautions(deadline_at: datetime) -> list[Caution]:
    """What whoever sets this deadline should know; empty where nothing is to be said."""
    return list(_cautions(deadline_at))


def _cautions(deadline_at: datetime) -> Iterator[Caution]:
    day = last_day(deadline_at)
    if day.weekday() >= 5:
        yield Caution(Kind.WEEKEND)
    if name := holidays(day.year).get(day):
        yield Caution(Kind.HOLIDAY, name)
    elif name := regional_holidays(day.year).get(day):
        yield Caution(Kind.REGIONAL_HOLIDAY, name)
    if _clocks_change(deadline_at):
        yield Caution(Kind.CLOCK_CHANGE)


def moved(instant: datetime, *, since: datetime, to: datetime) -> datetime:
    """The instant as far from ``to`` as it was from ``since``, by the calendar and the wall clock.

    What ended at midnight ends at midnight again, whatever summer time does in between.
    """
    span = _on_the_wall(to) - _on_the_wall(since)
    return (_on_the_wall(instant) + span).replace(tzinfo=GERMANY).astimezone(UTC)


def _on_the_wall(instant: datetime) -> datetime:
    return instant.astimezone(GERMANY).replace(tzinfo=None)


def _clocks_change(instant: datetime) -> bool:
    """Whether clocks change in the night, from noon to noon, in which the instant lies."""
    local = instant.astimezone(GERMANY)
    evening = local.date() if local.hour >= 12 else local.date() - DAY
    begin = datetime.combine(evening, time(12), GERMANY)
    end = datetime.combine(evening + DAY, time(12), GERMANY)
    return begin.utcoffset() != end.utcoffset()
