"""Refused acts that must be remembered: who asked for what belongs to others.

Refused submissions and uploads are remembered by their own services, beside the rule.
"""

from datetime import datetime, timedelta

from django.db import transaction

from competition import clock
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
