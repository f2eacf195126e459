"""The site's own record of whether it was there: one row per minute of the database's clock.

A worker asks the site once a minute (``observe``); the web processes add how many requests they
have put off (``note_busy``, ``note_put_off``, written by ``write_notes``). A minute without a row
is one that nobody knows about; no row is ever written later for a minute that was not observed,
except the counts, which were made in their minute and only written afterwards.

How exact the counts are: each process counts by its own monotonic clock, in steps of five seconds,
and asks the database's clock when it writes. So a request near the end of a minute may be counted
in the next one or the one before; a computer that slept in between puts what came before too late
by its sleep; and what a process had not written when it was killed is lost. Counts are at least
what is told, and never invented.
"""

import threading
import time
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import Error, connection, transaction

from competition import clock
from competition.availability import probing
from competition.availability.timeline import minute_of
from competition.models import AvailabilityMinute

KEPT = timedelta(days=5 * 366)
STEP_SECONDS = 5

_TABLE = AvailabilityMinute._meta.db_table
_OBSERVED = f"""
    INSERT INTO {_TABLE} AS known
        (minute, asked_at, answered, milliseconds, fault, broker_answered, busy_count,
         put_off_count)
    VALUES (%s, %s, %s, %s, %s, %s, 0, 0)
    ON CONFLICT (minute) DO UPDATE SET
        asked_at = excluded.asked_at, answered = excluded.answered,
        milliseconds = excluded.milliseconds, fault = excluded.fault,
        broker_answered = excluded.broker_answered
    WHERE known.asked_at IS NULL
"""  # noqa: S608  # the table's fixed name
_COUNTED = f"""
    INSERT INTO {_TABLE} AS known (minute, fault, busy_count, put_off_count)
    VALUES (%s, '', %s, %s)
    ON CONFLICT (minute) DO UPDATE SET
        busy_count = known.busy_count + excluded.busy_count,
        put_off_count = known.put_off_count + excluded.put_off_count
"""  # noqa: S608  # the table's fixed name


def observe(*, at: datetime | None = None) -> bool:
    """Ask the site and the broker, and keep what came back in the row of this minute.

    ``at`` is the database's clock unless a test says otherwise. Whoever is first in a minute wins:
    a minute that was asked already is not asked again, and of two that ask at once the first to
    write stays. Returns whether this call has written. The network is asked outside of any
    transaction, so nothing is locked meanwhile.
    """
    asked_at = at or clock.now()
    minute = minute_of(asked_at)
    if AvailabilityMinute.objects.filter(minute=minute, asked_at__isnull=False).exists():
        return False
    answer = probing.site()
    told = (answer.answered, answer.milliseconds, answer.fault, probing.broker())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_OBSERVED, [_column(minute), _column(asked_at), *told])
        return bool(cursor.rowcount == 1)


def _column(instant: datetime) -> Any:
    """The instant as the database takes it without a model."""
    return connection.ops.adapt_datetimefield_value(instant)


class _Notes:
    """What this process has counted and not yet written, by steps of its monotonic clock."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.busy: Counter[int] = Counter()
        self.put_off: Counter[int] = Counter()
        self.write_at: float | None = None

    def add(self, kind: Counter[int]) -> None:
        moment = time.monotonic()
        with self.lock:
            kind[int(moment // STEP_SECONDS)] += 1
            if self.write_at is None:
                self.write_at = moment + settings.OBSERVE_SECONDS

    def take(self, *, moment: float, at_once: bool) -> tuple[Counter[int], Counter[int]] | None:
        """All notes, if they are due; nobody else has them then."""
        with self.lock:
            if self.write_at is None or (moment < self.write_at and not at_once):
                return None
            taken = (Counter(self.busy), Counter(self.put_off))
            self.clear()
            return taken

    def put_back(self, taken: tuple[Counter[int], Counter[int]], *, moment: float) -> None:
        with self.lock:
            self.busy.update(taken[0])
            self.put_off.update(taken[1])
            self.write_at = moment + settings.OBSERVE_SECONDS

    def clear(self) -> None:
        self.busy.clear()
        self.put_off.clear()
        self.write_at = None


_notes = _Notes()


def note_busy() -> None:
    """A request was answered with 503: count it. Touches nothing but this process's memory."""
    _notes.add(_notes.busy)


def note_put_off() -> None:
    """Saving while typing or reading was put off, so that submitting goes on: count it."""
    _notes.add(_notes.put_off)


def write_notes(*, at_once: bool = False) -> None:
    """Add what was counted to the rows of its minutes, once the first is ``OBSERVE_SECONDS`` old.

    Called after every request (competition/apps.py); costs nothing where nothing was counted. A
    database that is away makes it try again a little later, with nothing forgotten; several
    processes add to the same row.
    """
    moment = time.monotonic()
    taken = _notes.take(moment=moment, at_once=at_once)
    if taken is None:
        return
    try:
        with transaction.atomic():
            rows = _by_minute(taken, now=clock.now(), moment=time.monotonic())
            with connection.cursor() as cursor:
                cursor.executemany(_COUNTED, rows)
    except Error:
        _notes.put_back(taken, moment=moment)


def _by_minute(
    taken: tuple[Counter[int], Counter[int]], *, now: datetime, moment: float
) -> list[tuple[Any, int, int]]:
    """Steps of the process's clock as minutes of the database's, oldest first: two processes that
    write the same minutes never wait for each other in a circle."""
    minutes: dict[datetime, list[int]] = {}
    for place, counted in enumerate(taken):
        for step, count in counted.items():
            age = timedelta(seconds=max(moment - (step + 0.5) * STEP_SECONDS, 0))
            minutes.setdefault(minute_of(now - age), [0, 0])[place] += count
    return [(_column(minute), busy, put) for minute, (busy, put) in sorted(minutes.items())]


def forget_notes() -> None:
    """Drop what this process has counted: for tests, which share one process."""
    with _notes.lock:
        _notes.clear()


def forget(*, at: datetime) -> int:
    """Delete the rows from more than ``KEPT`` before ``at``; returns how many."""
    return AvailabilityMinute.objects.filter(minute__lt=at - KEPT).delete()[0]
