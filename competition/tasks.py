"""Tasks: nudges that load nothing but rows and make one service call."""

from celery import shared_task

from competition.letters import outbox
from competition.services import notices, retention, supplements
from competition.services.heartbeats import beat


@shared_task(name="competition.deliver")
def deliver() -> None:
    """Deliver a batch of due letters; where more are due, ask for the next batch."""
    if outbox.deliver_due() == outbox.BATCH:
        deliver.apply_async(retry=False)


@shared_task(name="competition.sweep")
def sweep() -> None:
    """Find what a lost nudge left behind, and show that the worker is alive."""
    beat("worker")
    deliver()
    for erasure_id in retention.unfinished_ids():
        retention.carry_out(erasure_id=erasure_id)


@shared_task(name="competition.erase")
def erase(erasure_id: int) -> None:
    """Carry out one confirmed erasure."""
    retention.carry_out(erasure_id=erasure_id)


@shared_task(name="competition.remind")
def remind() -> None:
    """Owe the reminders that have fallen due."""
    notices.remind_draft_holders()
    notices.remind_of_corrections()
    supplements.remind()
