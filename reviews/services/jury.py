"""The jury: who sits in it, and what ties its members have. Appointed before reviewing opens."""

from collections.abc import Callable

from django.db import transaction

from competition import answers, audit, locks, policies
from competition.errors import Refusal
from competition.models import Call, Municipality, User
from competition.models.municipality import FederalState
from reviews.models import JuryMember, Rubric
from reviews.models.jury import Association
from reviews.services import derivation

BENCH_CHARS = 100
# What else ends with a seat, like tokens; each app enters its own (person, of which call, by whom).
ENDINGS: list[Callable[[User, Call, User], object]] = []


def appoint(
    *,
    call: Call,
    user: User,
    by: User,
    is_chair: bool = False,
    is_deputy_chair: bool = False,
    bench: str = "",
    municipality: Municipality | None = None,
    association: str = "",
    state: str = "",
) -> JuryMember:
    """Give a person a seat in the jury, with the ties from which conflicts are derived.

    ``municipality`` is the own town, ``association`` one in which the person holds an office or a
    mandate, ``state`` the one for whose ministry the person works. A second call changes the seat.
    Raises ``roles_collide`` for a person of the office, ``frozen`` once reviewing has opened,
    ``chair_taken`` where another holds the chair, ``deputy_taken``, ``chair_or_deputy`` (one
    person cannot be both), ``unknown_choice``.
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
        _require_deputy_free(call, user, is_chair=is_chair, is_deputy_chair=is_deputy_chair)
        member, _ = JuryMember.objects.update_or_create(
            call=call,
            user=user,
            defaults={
                "is_chair": is_chair,
                "is_deputy_chair": is_deputy_chair,
                "bench": bench,
                "municipality": municipality,
                "association": association,
                "state": state,
            },
        )
        audit.log(act="jury.appointed", by=by, subject=call.slug, payload={"user": user.pk})
        return member


def _require_deputy_free(call: Call, user: User, *, is_chair: bool, is_deputy_chair: bool) -> None:
    if not is_deputy_chair:
        return
    if is_chair:
        raise Refusal("chair_or_deputy", field="is_deputy_chair")
    deputy = JuryMember.objects.filter(call=call, is_deputy_chair=True).exclude(user=user)
    if deputy.exists():
        raise Refusal("deputy_taken", field="is_deputy_chair")


def name_deputy(*, call: Call, juror: JuryMember | None, by: User) -> None:
    """Name the deputy chair, also while reviewing; None: nobody is. Audited.

    Nothing that was decided changes. Raises ``not_found`` (of another jury), ``chair_or_deputy``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        if juror is not None:
            juror = JuryMember.objects.filter(call=call, pk=juror.pk).first()
            if juror is None:
                raise Refusal("not_found")
            if juror.is_chair:
                raise Refusal("chair_or_deputy", field="deputy")
        JuryMember.objects.filter(call=call, is_deputy_chair=True).update(is_deputy_chair=False)
        if juror is not None:
            JuryMember.objects.filter(pk=juror.pk).update(is_deputy_chair=True)
        payload = {"user": juror.user_id if juror else None}
        audit.log(act="jury.deputy_named", by=by, subject=call.slug, payload=payload)


def dismiss(*, juror: JuryMember, by: User) -> None:
    """Take a seat back before reviewing opens: the member resigns or is replaced. Audited.

    The person is not told: nothing has been asked of them yet. Raises ``frozen`` once reviewing has
    opened (then a conflict is recorded, or assignments are ended), ``not_found``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(juror.call_id)
        if Rubric.objects.filter(call=call, frozen_at__isnull=False).exists():
            raise Refusal("frozen")
        member = JuryMember.objects.filter(pk=juror.pk).select_related("user").first()
        if member is None:
            raise Refusal("not_found")
        user = member.user
        member.delete()
        for end in ENDINGS:
            end(user, call, by)
        audit.log(act="jury.dismissed", by=by, subject=call.slug, payload={"user": user.pk})


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
