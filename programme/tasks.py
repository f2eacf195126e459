"""Tasks of the programme: nudges that make one service call each."""

from celery import shared_task

from programme.services import comment_erasure, registrants, report_reminders, workshop_reminders


@shared_task(name="programme.sweep")
def sweep() -> None:
    """Do what has fallen due: places that were not confirmed lapse, whoever waits moves up,
    addresses are erased."""
    comment_erasure.erase_due()
    registrants.sweep()


@shared_task(name="programme.remind")
def remind() -> None:
    """Owe the reminders that have fallen due."""
    report_reminders.remind()
    registrants.remind()
    workshop_reminders.remind()
