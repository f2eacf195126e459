"""What the database says of how the site is doing: sums and ages, of nobody and no application."""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.db import Error
from django.db.models import Count, Min, Q
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from competition import clock
from competition.models import Answer, Heartbeat, Notice
from competition.models.notice import NoticeState
from competition.pace import WRITING
from reviews.models import SelectionRun
from reviews.models.selection_run import RunState

logger = logging.getLogger(__name__)


class Rows(Collector):
    """Five queries, whatever the number of rows; ages by the database's clock, in seconds."""

    def collect(self) -> Iterator[Metric]:
        try:
            found = [*letters(at := clock.now()), *runs(at), *signs_of_life(at), writers(at)]
        except Error as error:
            logger.warning("no numbers from the database: %s", error)
            found = []
        yield gauge("database_up", "1 if the database answered.", float(bool(found)))
        yield from found


def gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"modellkommune_{name}", told, value=value)


def age(at: datetime, since: datetime | None) -> float:
    """Seconds; 0 where nothing waits."""
    return max(0.0, (at - since).total_seconds()) if since else 0.0


def letters(at: datetime) -> Iterator[Metric]:
    """Also those that are put off until their next try: they are late all the same."""
    late = Q(state=NoticeState.WAITING, due_at__lte=at)
    found = Notice.objects.filter(late | Q(state=NoticeState.FAILED)).aggregate(
        late=Count("id", filter=late),
        failed=Count("id", filter=Q(state=NoticeState.FAILED)),
        since=Min("due_at", filter=late),
    )
    yield gauge("letters_due", "Letters that are due and have not left.", found["late"])
    yield gauge("letters_failed", "Letters given up, to be sent again by hand.", found["failed"])
    oldest = age(at, found["since"])
    yield gauge("letters_oldest_seconds", "For how long the oldest of them has been due.", oldest)


def runs(at: datetime) -> Iterator[Metric]:
    found = SelectionRun.objects.filter(state=RunState.QUEUED).aggregate(
        count=Count("id"), since=Min("requested_at")
    )
    yield gauge("runs_queued", "Selection runs asked for and not computed.", found["count"])
    oldest = age(at, found["since"])
    yield gauge("runs_oldest_seconds", "For how long the oldest of them has waited.", oldest)


def signs_of_life(at: datetime) -> Iterator[Metric]:
    """How old the last sign of each background process is; a process without one is not there."""
    told = "Seconds since the process has last shown that it works."
    family = GaugeMetricFamily("modellkommune_heartbeat_seconds", told, labels=("process",))
    for name, beat_at in Heartbeat.objects.values_list("name", "beat_at"):
        family.add_metric((name,), age(at, beat_at))
    yield family


def writers(at: datetime) -> Metric:
    recent = Answer.objects.filter(saved_at__gt=at - WRITING)
    count = recent.aggregate(count=Count("saved_by", distinct=True))["count"]
    return gauge("writers", "People who have saved an answer within ten minutes.", count)
