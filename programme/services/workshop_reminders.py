"""Reminders of workshops: a week before one begins, to whoever has not answered, once."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from competition import clock
from competition.letters import kinds, outbox
from competition.models import Notice
from programme.models import Workshop
from programme.models.programme import round_time
from programme.queries import workshops as queries

BEFORE = timedelta(days=7)


def remind() -> int:
    """Owe a letter to the contact of each expected municipality that has not answered. Returns how
    many were owed. The unique key of the outbox holds that there is one per workshop."""
    with transaction.atomic():
        at = clock.now()
        silent = [
            (workshop, agreement)
            for workshop in _near()
            for agreement in queries.expected(workshop).exclude(
                attendances__in=workshop.attendances.filter(announced_at__isnull=False)
            )
        ]
        told = set(
            Notice.objects.filter(
                kind=kinds.WORKSHOP_REMINDER.kind,
                occasion__in={_occasion(workshop) for workshop, _agreement in silent},
            ).values_list("application", "occasion")
        )
        letters = [
            outbox.written(
                kinds.WORKSHOP_REMINDER,
                call=workshop.programme.call,
                application=application,
                recipient=application.contact,
                occasion=_occasion(workshop),
                written_at=at,
                context={"workshop": workshop},
            )
            for workshop, agreement in silent
            if (application := agreement.award.application) is not None
            and (application.pk, _occasion(workshop)) not in told
        ]
        if letters:
            outbox.owe(*letters)
        return len(letters)


def _near() -> list[Workshop]:
    """Announced workshops that begin within the week, by their call's clock."""
    at = clock.now()
    return list(
        Workshop.objects.alias(time=round_time(at, "programme__call"))
        .filter(
            published_at__isnull=False,
            cancelled_at__isnull=True,
            starts_at__gt=F("time"),
            starts_at__lte=F("time") + BEFORE,
        )
        .select_related("programme__call")
        .order_by("pk")
    )


def _occasion(workshop: Workshop) -> str:
    """A workshop that was put off is another one."""
    return f"workshop-{workshop.pk}-{workshop.starts_at:%Y%m%d}"
