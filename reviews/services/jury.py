"""The jury: who sits in it, and what ties its members have. Appointed before reviewing opens."""

from django.db import transaction

from competition import answers, audit, locks, policies
from competition.errors import Refusal
from competition.models import Call, Municipality, User
from competition.models.municipality import FederalState
from reviews.models import JuryMember, Rubric
from reviews.models.jury import Association
from reviews.services import derivation

BENCH_CHARS = 100


def appoint(
    *,
    call: Call,
    user: User,
    by: User,
    is_chair: bool = False,
    bench: str = "",
    municipality: Municipality | None = None,
    association: str = "",
    state: str = "",
) -> JuryMember:
    """Give a person a seat in the jury, with the ties from which conflicts are derived.

    ``municipality`` is the own town, ``association`` one in which the person holds an office or a
    mandate, ``state`` the one for whose ministry the person works. A second call changes the seat.
    Raises ``roles_collide`` for a person of the office, ``frozen`` once reviewing has opened,
    ``chair_taken`` where another holds the chair, ``unknown_choice``.
    """
    policies.require_office(by)
    if policies.is_office(user):
        raise Refusal("roles_collide")
    _require_known(association, state)
    bench = answers.text(bench, field="bench", max_chars=BENCH_CHARS)
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
            defaults={
                "is_chair": is_chair,
                "bench": bench,
                "municipality": municipality,
                "association": association,
                "state": state,
            },
        )
        audit.log(act="jury.appointed", by=by, subject=call.slug, payload={"user": user.pk})
        return member


def correct_ties(
    *,
    juror: JuryMember,
    by: User,
    municipality: Municipality | None,
    association: str,
    state: str,
) -> JuryMember:
    """Correct a member's ties, also while reviewing; what follows from them is entered at once.

    A conflict that stands already stays: one that rested on the mistake is contested and dismissed,
    so that it is written down. Raises ``unknown_choice``.
    """
    policies.require_office(by)
    _require_known(association, state)
    with transaction.atomic():
        call = locks.own_call(juror.call_id)
        member = JuryMember.objects.select_for_update(of=("self",)).get(pk=juror.pk)
        member.municipality, member.association, member.state = municipality, association, state
        member.save(update_fields=["municipality", "association", "state"])
        if Rubric.objects.filter(call=call, frozen_at__isnull=False).exists():
            derivation.derive_for(juror=member)
        audit.log(
            act="jury.ties_corrected", by=by, subject=call.slug, payload={"user": member.user_id}
        )
        return member


def _require_known(association: str, state: str) -> None:
    if association and association not in Association.values:
        raise Refusal("unknown_choice", field="association")
    if state and state not in FederalState.values:
        raise Refusal("unknown_choice", field="state")


def set_single_keys(*, juror: JuryMember, by: User, is_on: bool) -> None:
    """Switch the single keys of the review page on or off for oneself (WCAG 2.2, 2.1.4).

    Raises ``not_allowed`` for another person.
    """
    if juror.user_id != by.pk:
        raise Refusal("not_allowed")
    JuryMember.objects.filter(pk=juror.pk).update(single_keys=is_on)
