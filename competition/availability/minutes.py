"""Reads the record of availability: what it says of a period, in four queries however long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import Lag, TruncMinute

from competition.availability import timeline
from competition.availability.timeline import MINUTE, Minute, Outage, Record
from competition.models import Attempt, AvailabilityMinute, Call, Disturbance
from competition.models.audit import AttemptKind

BEFORE_DEADLINE = timedelta(hours=24)
FAULTY = Q(answered=False) | Q(busy_count__gt=0) | Q(put_off_count__gt=0)


@dataclass(frozen=True, slots=True)
class Beside:
    """An outage and what else is known of its time: refused attempts, reported disturbances."""

    outage: Outage
    attempts_count: int
    reports_count: int


def record(*, since: datetime, until: datetime, at: datetime) -> Record:
    """The record from ``since`` until before ``until``, whole minutes, as it stands at ``at``.

    A period that is not over ends with the last minute that is. Three queries.
    """
    begin = timeline.minute_of(since)
    end = max(min(timeline.next_minute(until), timeline.last_told(at)), begin)
    rows = AvailabilityMinute.objects.order_by()
    first = rows.order_by("minute").values_list("minute", flat=True).first()
    rows = rows.filter(minute__gte=begin, minute__lt=end)
    told = rows.aggregate(
        rows=Count("pk"), last=Max("minute"), silent=Count("pk", filter=Q(broker_answered=False))
    )
    covered_from = end if first is None else min(max(begin, first), end)
    marked = list(_marked(rows))
    edges = [(each["before"], each["minute"]) for each in marked if _is_edge(each)]
    missing = timeline.gaps(edges, last=told["last"], since=covered_from, until=end)
    return Record(
        since=begin,
        until=end,
        recorded_from=first,
        rows_count=told["rows"],
        silent_broker_count=told["silent"],
        outages=timeline.outages(map(_minute, marked), missing),
    )


def _marked(rows: "QuerySet[AvailabilityMinute]") -> "QuerySet[Any, Any]":
    """The rows that tell something: faulty ones, and those that do not follow another at once."""
    followed = rows.annotate(before=Window(Lag("minute"), order_by="minute"))
    columns = ("minute", "before", "answered", "fault", "busy_count", "put_off_count")
    is_edge = Q(before=None) | Q(before__lt=F("minute") - MINUTE)
    marked: QuerySet[Any, Any] = followed.filter(FAULTY | is_edge)
    return marked.order_by("minute").values(*columns)


def _is_edge(row: dict[str, Any]) -> bool:
    return row["before"] is None or row["minute"] - row["before"] > MINUTE


def _minute(row: dict[str, Any]) -> Minute:
    return Minute(
        at=row["minute"],
        answered=row["answered"],
        fault=row["fault"],
        busy_count=row["busy_count"],
        put_off_count=row["put_off_count"],
    )


def deadline_of(call: Call) -> datetime:
    """The call's deadline by the clock of the record, which no example round shifts."""
    return call.deadline_at - call.clock_shift


def before_deadline(call: Call, *, at: datetime) -> Record:
    """The 24 hours before the call's deadline, or the last ones while it has not passed.

    In real time: an example round's deadline by its own clock may be any day.
    """
    until = min(deadline_of(call), at)
    return record(since=until - BEFORE_DEADLINE, until=until, at=at)


def beside(outages: Sequence[Outage]) -> list[Beside]:
    """Each outage with what was refused and reported in it. Two queries."""
    if not outages:
        return []
    since, until = outages[0].begins_at, outages[-1].ends_at
    refused = Attempt.objects.exclude(kind=AttemptKind.REPORT)
    attempts = _per_minute(refused, "logged_at", since, until)
    reports = _per_minute(Disturbance.objects.all(), "received_at", since, until)
    counts = (timeline.within(outages, each) for each in (attempts, reports))
    return [Beside(*each) for each in zip(outages, *counts, strict=True)]


def _per_minute(
    rows: "QuerySet[Any]", column: str, since: datetime, until: datetime
) -> dict[datetime, int]:
    within = rows.filter(**{f"{column}__gte": since, f"{column}__lt": until}).order_by()
    minutes = within.values_list(TruncMinute(column, tzinfo=UTC))
    return dict(minutes.annotate(number=Count("pk")))
