"""What waits in the background, and whether somebody is there to do it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Value

from competition import memberships, queries
from competition.models import AvailabilityMinute, BarrierReport, Disturbance, Heartbeat, Notice
from competition.models.notice import NoticeState
from competition.services.heartbeats import TOLERANCE
from reviews.models import SelectionRun
from reviews.models.selection_run import RunState

RECORD_TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Running:
    """Counts of what is due or open at one instant; ``workers_count``: processes that give signs
    of life and would do it; ``minutes_count``: rows of the record of availability lately."""

    waiting: int = 0
    failed: int = 0
    queued: int = 0
    disturbances: int = 0
    barriers: int = 0
    late_barriers: int = 0
    requests: int = 0
    workers_count: int = 0
    minutes_count: int = 0

    @property
    def is_alive(self) -> bool:
        return self.workers_count > 0

    @property
    def is_stalled(self) -> bool:
        """Something is due, and nobody is there who would do it."""
        return bool(self.waiting or self.queued) and not self.is_alive

    @property
    def is_unrecorded(self) -> bool:
        """Nobody writes the record of availability, though somebody is there who would."""
        return self.is_alive and not self.minutes_count


def running(at: datetime) -> Running:
    """How it stands at ``at`` by the database's clock, in one query."""
    rows = {
        "waiting": Notice.objects.due(at),
        "failed": queries.standing_letters().filter(state=NoticeState.FAILED),
        "queued": SelectionRun.objects.filter(state=RunState.QUEUED),
        "disturbances": Disturbance.objects.filter(settled_at=None),
        "barriers": BarrierReport.objects.filter(answered_at=None),
        "late_barriers": BarrierReport.objects.filter(answered_at=None, answer_by_at__lte=at),
        "requests": memberships.waiting_for_office(),
        "workers_count": Heartbeat.objects.filter(name="worker", beat_at__gte=at - TOLERANCE),
        "minutes_count": AvailabilityMinute.objects.filter(minute__gte=at - RECORD_TOLERANCE),
    }
    first, *rest = [
        found.order_by().values_list(Value(name)).annotate(number=Count("pk"))
        for name, found in rows.items()
    ]
    return Running(**dict(first.union(*rest, all=True)))
