"""Tasks of the selection: nudges that make one service call."""

from celery import shared_task

from reviews.services import derivation, selection


@shared_task(name="reviews.compute")
def compute(run_id: int) -> None:
    """Compute one queued run."""
    selection.compute(run_id=run_id)


@shared_task(name="reviews.sweep")
def sweep() -> None:
    """Compute what a lost nudge left queued; enter conflicts that have come about since."""
    derivation.catch_up()
    for run_id in selection.queued_ids():
        selection.compute(run_id=run_id)
