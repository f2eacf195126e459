"""Which deadline counts for one application: its call's or, once admitted late, its own.

Instants are by the call's own clock, and every end is exclusive.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from competition.models import Application, Correction, LateAdmission
from competition.models.application import Occasion
from competition.phases import in_time


@dataclass(frozen=True, slots=True)
class Periods:
    """What runs for one application beside its call's deadline; None: nothing was granted."""

    late_until_at: datetime | None = None
    correction_due_at: datetime | None = None

    def may_submit_late(self, at: datetime) -> bool:
        """Whether a late admission runs at ``at``."""
        return _runs(self.late_until_at, at)

    def may_correct(self, at: datetime) -> bool:
        """Whether a correction is asked for and may still be submitted at ``at``."""
        return _runs(self.correction_due_at, at)


def _runs(end_at: datetime | None, at: datetime) -> bool:
    return end_at is not None and in_time(received_at=at, deadline_at=end_at)


NONE = Periods()


def periods_of(applications: Iterable[Application]) -> dict[int, Periods]:
    """The periods of many applications by id, in one query; ``NONE`` for one that is gone."""
    wanted = list(applications)
    late = LateAdmission.objects.valid().filter(application=OuterRef("pk"))
    correction = Correction.objects.open().filter(application=OuterRef("pk"))
    rows = (
        Application.objects.filter(pk__in=[each.pk for each in wanted])
        .order_by("pk")
        .values_list(
            "pk", Subquery(late.values("until_at")[:1]), Subquery(correction.values("due_at")[:1])
        )
    )
    found = dict.fromkeys((each.pk for each in wanted), NONE)
    return found | {pk: Periods(until_at, due_at) for pk, until_at, due_at in rows}


def late_until(application: Application) -> datetime | None:
    """Until when the application may be submitted late; None: no late admission is confirmed."""
    return (
        LateAdmission.objects.valid()
        .filter(application=application)
        .values_list("until_at", flat=True)
        .first()
    )


def occasion(application: Application, received_at: datetime) -> Occasion | None:
    """As what a submission that arrived at ``received_at`` counts; None: it is too late.

    Before the call's deadline a submission is a submission, whatever was admitted.
    """
    if in_time(received_at=received_at, deadline_at=application.call.deadline_at):
        return Occasion.SUBMISSION
    return Occasion.LATE if _runs(late_until(application), received_at) else None


def own_deadline(application: Application) -> datetime:
    """Until when this application may be submitted: its late admission counts where it is later."""
    until_at = late_until(application)
    deadline_at = application.call.deadline_at
    return deadline_at if until_at is None else max(deadline_at, until_at)
