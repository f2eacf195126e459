"""The month in which a reported barrier has to be answered (§ 12b Abs. 4 BGG). Plain Python.

The day of the report does not count (§ 187 Abs. 1 BGB); the month ends with the day of the same
number, or with the last of a shorter month (§ 188 Abs. 2 and 3 BGB). That it may end on a Sunday
shortens the office's time and never lengthens it: who reports knows the day.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from competition.retention.periods import add_months

GERMANY = ZoneInfo("Europe/Berlin")
MONTHS = 1


def answer_by(received_at: datetime) -> datetime:
    """The first instant after the month, in UTC: exclusive. ``received_at`` is aware."""
    last_day = add_months(received_at, MONTHS).astimezone(GERMANY).date()
    midnight = datetime.combine(last_day + timedelta(days=1), time(), tzinfo=GERMANY)
    return midnight.astimezone(UTC)
