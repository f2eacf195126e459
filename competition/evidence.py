"""What the system itself knows about the time of a report: what it refused, and what it did."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from competition.models import (
    Application,
    Attempt,
    AuditEntry,
    Disturbance,
    Heartbeat,
    Notice,
)
from competition.models.audit import AttemptKind

BEFORE, AFTER = timedelta(hours=1), timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The hour before a report and a quarter of an hour after it, in real time.

    ``own``: refused acts of the person, or on applications of the person's municipalities.
    ``counts``: all refused acts by kind and code, without persons. ``sealed_count``,
    ``letters_count``, ``reports_count``: what went through, and how many reported something.
    ``signs``: when each background process was last alive (as of now, not of then).
    """

    begins_at: datetime
    ends_at: datetime
    own: list[Attempt]
    counts: list[tuple[str, str, int]]
    sealed_count: int
    letters_count: int
    reports_count: int
    signs: list[Heartbeat]


def of(disturbance: Disturbance) -> Evidence:
    """The evidence for one report."""
    begins_at = disturbance.received_at - BEFORE
    ends_at = disturbance.received_at + AFTER
    around = (begins_at, ends_at)
    # What is counted of reports themselves was not refused.
    attempts = Attempt.objects.filter(logged_at__range=around).exclude(kind=AttemptKind.REPORT)
    return Evidence(
        begins_at,
        ends_at,
        _own(disturbance, attempts),
        _counted(attempts),
        AuditEntry.objects.filter(act="application.submitted", at__range=around).count(),
        Notice.objects.filter(sent_at__range=around).count(),
        Disturbance.objects.filter(received_at__range=around).exclude(pk=disturbance.pk).count(),
        list(Heartbeat.objects.order_by("name")),
    )


def _counted(attempts: QuerySet[Attempt]) -> list[tuple[str, str, int]]:
    rows = attempts.order_by("kind", "code").values_list("kind", "code")
    return list(rows.annotate(count=Count("pk")))


def _own(disturbance: Disturbance, attempts: QuerySet[Attempt]) -> list[Attempt]:
    person = disturbance.reported_by
    if person is None:
        return []
    mine = Q(user=person) | Q(application__in=Application.objects.of(person))
    found = attempts.filter(mine).select_related("user", "application__municipality")
    return list(found.order_by("logged_at", "pk"))
