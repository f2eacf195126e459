"""Granting awards: never more than the places, never more than the budget."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from competition import audit, clock, locks, policies, receipts
from competition.errors import Refusal
from competition.models import Application, Award, Call, User
from competition.models.application import ApplicationState
from competition.models.award import AwardState


def grant(*, call: Call, applications: Sequence[Application], by: User) -> list[Award]:
    """Grant the call's amount to each application: all of them or none.

    Takes the call exclusively, so ten hands at once still give exactly the places there are.
    Awards stay hidden until the announcement's instant (``Award.objects.public``). Raises
    ``unknown_move`` (not admitted, or granted already), ``no_places_left``, ``budget_exceeded``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        standing = Award.objects.filter(call=call, state=AwardState.GRANTED)
        if standing.count() + len(applications) > call.places_count:
            raise Refusal("no_places_left", places=call.places_count)
        spent = standing.aggregate(sum=Sum("amount_cents"))["sum"] or 0
        if spent + len(applications) * call.award_cents > call.budget_cents:
            raise Refusal("budget_exceeded")
        at = clock.now(call)
        awards = [_award(call, application, by, at) for application in applications]
        Award.objects.bulk_create(awards)
        audit.log(
            act="awards.granted",
            by=by,
            subject=call.slug,
            payload={
                "applications": sorted(application.public_id for application in applications),
                "amount_cents": call.award_cents,
            },
        )
        return awards


def _award(call: Call, application: Application, by: User, at: datetime) -> Award:
    version = application.valid_version
    if application.state != ApplicationState.ADMITTED or version is None:
        raise Refusal("unknown_move")
    if Award.objects.filter(application=application).exists():
        raise Refusal("unknown_move")
    return Award(
        call=call,
        municipality=application.municipality,
        application=application,
        title=version.title,
        amount_cents=call.award_cents,
        granted_at=at,
        granted_by=by,
    )


def digest_of(call: Call) -> str:
    """A digest over the granted awards: what an announcement is about."""
    rows = Award.objects.filter(call=call, state=AwardState.GRANTED).order_by("municipality__ags")
    return receipts.digest(
        {
            "call": call.slug,
            "awards": [
                {"ags": award.municipality.ags, "cents": award.amount_cents}
                for award in rows.select_related("municipality")
            ],
        }
    )
