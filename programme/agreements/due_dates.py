"""When a report is due: an offset in months and days from an agreement's first or last day.

Plain Python. A period of months ends on the day that its number says, or on the last of a shorter
month (§ 188 (2), (3) BGB); a report is due at the end of its day, whatever weekday that is: the
day is named in the agreement, and the page says so where it is no working day.
"""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

GERMANY = ZoneInfo("Europe/Berlin")


def due_on(
    *, starts_on: date, ends_on: date, counted_from: str, offset_months: int, offset_days: int
) -> date:
    """The last day on which a report is in time. ``counted_from``: "start" or "end"; offsets may
    be negative. Raises ``OverflowError`` or ``ValueError`` beyond the calendar."""
    origin = starts_on if counted_from == "start" else ends_on
    return add_months(origin, offset_months) + timedelta(days=offset_days)


def add_months(day: date, count: int) -> date:
    """The same day of the month ``count`` months later, or its last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def end_of(day: date) -> datetime:
    """The first instant after a German calendar day, in UTC: exclusive."""
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=GERMANY)
    return midnight.astimezone(UTC)
