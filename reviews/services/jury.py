"""The jury: who sits in it. Appointed before reviewing opens."""

from django.db import transaction

from competition import audit, locks, policies
from competition.errors import Refusal
from competition.models import Call, Municipality, User
from reviews.models import JuryMember, Rubric


def appoint(
    *,
    call: Call,
    user: User,
    by: User,
    is_chair: bool = False,
    bench: str = "",
    municipality: Municipality | None = None,
) -> JuryMember:
    """Give a person a seat in the jury; ``municipality`` is the own town, for derived conflicts.

    Raises ``roles_collide`` for a person of the office, ``frozen`` once reviewing has opened,
    ``chair_taken`` where another holds the chair. A second call changes the seat.
    """
    policies.require_office(by)
    if policies.is_office(user):
        raise Refusal("roles_collide")
    with transaction.atomic():
        locks.own_call(call.pk)
        if Rubric.objects.filter(call=call, frozen_at__isnull=False).exists():
            raise Refusal("frozen")
        chair = JuryMember.objects.filter(call=call, is_chair=True).exclude(user=user)
        if is_chair and chair.exists():
            raise Refusal("chair_taken", field="is_chair")
        member, _ = JuryMember.objects.update_or_create(
            call=call,
            user=user,
            defaults={"is_chair": is_chair, "bench": bench, "municipality": municipality},
        )
        audit.log(act="jury.appointed", by=by, subject=call.slug, payload={"user": user.pk})
        return member
