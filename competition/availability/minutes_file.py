"""Every minute of a period as CSV, for whoever wants to count again."""

from collections.abc import Iterator
from datetime import datetime

from competition import receipts
from competition.availability import words
from competition.availability.timeline import MINUTE, Record
from competition.models import AvailabilityMinute
from competition.tables import Column, Value, csv_file

STEP_ROWS = 1_000
COLUMNS = [
    Column("Minute (Ortszeit)", "instant", 20),
    Column("Minute (UTC)", "text", 28),
    Column("Aufgezeichnet", "text", 14),
    Column("Gefragt (UTC)", "text", 28),
    Column("Seite kam", "text", 10),
    Column("Millisekunden", "count", 14),
    Column("Fehler", "text", 30),
    Column("Warteschlange antwortete", "text", 12),
    Column("Anfragen mit 503", "count", 12),
    Column("Aufgeschoben", "count", 12),
]
YES_NO = {True: "ja", False: "nein", None: "nicht gefragt"}


def as_csv(record: Record) -> Iterator[bytes]:
    """The record's minutes in pieces, also those without a row; in the notes, from when to when."""
    notes = [
        ("Von (UTC)", receipts.timestamp(record.begins_at)),
        ("Bis vor (UTC)", receipts.timestamp(record.until)),
    ]
    return csv_file.written(COLUMNS, _rows(record), notes)


def _rows(record: Record) -> Iterator[list[Value]]:
    kept = AvailabilityMinute.objects.filter(
        minute__gte=record.begins_at, minute__lt=record.until
    ).order_by("minute")
    expected = record.begins_at
    for each in kept.iterator(chunk_size=STEP_ROWS):
        yield from _missing(expected, each.minute)
        yield _cells(each)
        expected = each.minute + MINUTE
    yield from _missing(expected, record.until)


def _missing(since: datetime, until: datetime) -> Iterator[list[Value]]:
    while since < until:
        yield [since, receipts.timestamp(since), "nein", "", "", None, "", "", None, None]
        since += MINUTE


def _cells(each: AvailabilityMinute) -> list[Value]:
    return [
        each.minute,
        receipts.timestamp(each.minute),
        "ja",
        receipts.timestamp(each.asked_at) if each.asked_at else "",
        YES_NO[each.answered],
        each.milliseconds,
        words.fault(each.fault) if each.fault else "",
        "" if each.answered is None else YES_NO[each.broker_answered],
        each.busy_count,
        each.put_off_count,
    ]
