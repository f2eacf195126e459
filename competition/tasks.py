"""Tasks: nudges that load nothing but rows and make one service call."""

from celery import shared_task
from django.conf import settings

from competition import clock
from competition.letters import outbox
from competition.nudge import nudge
from competition.services import (
    availability,
    barrier_reports,
    heartbeats,
    notices,
    retention,
    supplements,
)

LANES = 4
"""So many may send side by side, each over a line of its own to the mail server."""


@shared_task(name="competition.deliver")
def deliver() -> None:
    """Deliver a batch of due letters; where more are due, let several carry on side by side."""
    if outbox.deliver_batch().is_cut and settings.REDIS_URL:
        for lane in range(1, LANES + 1):
            if heartbeats.take(_lane(lane)):
                nudge("competition.deliver_more", lane)


@shared_task(name="competition.deliver_more")
def deliver_more(lane: int) -> None:
    """Deliver a batch, and ask for the next one as long as more are due.

    There are never more than ``LANES`` of these, however many acts and sweeps have nudged: other
    tasks wait for a few batches at most. One whose nudge was lost is replaced after two minutes.
    """
    if outbox.deliver_batch().is_cut:
        heartbeats.beat(_lane(lane))
        nudge("competition.deliver_more", lane)
    else:
        heartbeats.rest(_lane(lane))


def _lane(lane: int) -> str:
    return f"letters {lane}"


@shared_task(name="competition.sweep")
def sweep() -> None:
    """Find what a lost nudge left behind, and show that the worker is alive."""
    heartbeats.beat("worker")
    deliver()
    for erasure_id in retention.unfinished_ids():
        retention.carry_out(erasure_id=erasure_id)


@shared_task(name="competition.erase")
def erase(erasure_id: int) -> None:
    """Carry out one confirmed erasure."""
    retention.carry_out(erasure_id=erasure_id)


@shared_task(name="competition.remind")
def remind() -> None:
    """Owe the reminders that have fallen due, and forget the addresses that nobody needs."""
    notices.remind_draft_holders()
    notices.remind_of_corrections()
    supplements.remind()
    at = clock.now()
    barrier_reports.forget(at=at)
    availability.forget(at=at)


@shared_task(name="competition.observe")
def observe() -> None:
    """Write down whether the site was there in this minute, unless somebody has."""
    availability.observe()
