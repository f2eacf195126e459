"""The one clock: the database's. Rules take an instant as an argument; only this leaf reads it.

PostgreSQL's ``clock_timestamp()`` goes on inside a transaction, ``now()`` would stand still. The
web server's own clock decides nothing.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from django.db import connection
from django.db.models import functions
from django.utils import formats, timezone
from django.utils.translation import gettext as _


class HasClock(Protocol):
    """A round with its own clock: example rounds may be shifted, real ones never are."""

    clock_shift: timedelta


def now(round_: HasClock | None = None) -> datetime:
    """The instant by the database's clock, aware, in UTC; of an example round by its own clock.

    SQLite has milliseconds, PostgreSQL microseconds.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            instant: datetime = cursor.fetchone()[0]
        else:
            cursor.execute("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")
            instant = datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=UTC)
    return instant if round_ is None else instant + round_.clock_shift


class Now(functions.Now):
    """The same instant as a column of a query that is made anyway: ``annotate(read_at=Now())``."""

    def as_postgresql(
        self, compiler: Any, connection: Any, **extra_context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        return self.as_sql(compiler, connection, template="CLOCK_TIMESTAMP()", **extra_context)


def spoken(instant: datetime) -> str:
    """An instant in words of the place: "21.04.2017, 23:59:59,999999 Uhr" in Europe/Berlin."""
    local = timezone.localtime(instant)
    return _("%(day)s, %(time)s,%(microseconds)s Uhr") % {
        "day": formats.date_format(local, "SHORT_DATE_FORMAT"),
        "time": f"{local:%H:%M:%S}",
        "microseconds": f"{local:%f}",
    } + which_of_two(local)


def which_of_two(local: datetime) -> str:
    """In the hour that a night of October has twice, which one: " (Winterzeit, MEZ)"; else ""."""
    other = local.replace(fold=1 - local.fold)
    if local.utcoffset() == other.utcoffset():
        return ""
    return _(" (Winterzeit, MEZ)") if local.fold else _(" (Sommerzeit, MESZ)")
