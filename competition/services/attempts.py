"""Refused acts that must be remembered: who asked for what belongs to others.

Refused submissions and uploads are remembered by their own services, beside the rule.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, OperationalError, transaction

from competition import clock, locks
from competition.models import Application, Attempt, User
from competition.models.audit import AttemptKind

CODE = "not_found"
# More than this of one person within an hour is known by then, and only fills the table.
REMEMBERED = 200
WINDOW = timedelta(hours=1)


def remember_foreign(
    *, person: User, application: Application | None, subject: str, received_at: datetime
) -> None:
    """Somebody asked for an application that is not theirs, or (None) for one that is not there.

    Both cost the same work, so that not even the time of the answer tells which it was.
    ``subject``: method and path. ``received_at``: the arrival by the database's clock. In a
    transaction of its own: the refusal that follows takes nothing of it back.
    """
    with transaction.atomic():
        at = clock.now()
        recent = Attempt.objects.filter(
            kind=AttemptKind.FOREIGN, user=person, logged_at__gt=at - WINDOW
        )
        if recent.count() < REMEMBERED:
            Attempt.objects.create(
                kind=AttemptKind.FOREIGN,
                code=CODE,
                application=application,
                user=person,
                subject=subject[:300],
                received_at=received_at,
                logged_at=at,
            )


def keep(attempt: Attempt) -> None:
    """Store a refused act on an application, after the rollback that took the act itself back.

    Where a colleague has discarded the draft at this moment, or somebody still holds its row, it
    is kept under the application's public id alone: who has waited for a lock once is answered now,
    and on record all the same.
    """
    try:
        with transaction.atomic():
            locks.barely_wait()
            attempt.save()
            locks.ask_now()
    except (IntegrityError, OperationalError):
        if attempt.application:
            attempt.subject = attempt.application.public_id
        attempt.application = None
        attempt.save(force_insert=True)
