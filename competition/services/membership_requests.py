"""Asking to act for a municipality, and what becomes of it."""

from datetime import timedelta

from django.db import transaction

from competition import answers, audit, clock, locks, policies
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Membership, MembershipRequest, Municipality, OfficeMember, User
from competition.models.membership import SIGNING, Role
from competition.models.people import OfficeRole
from competition.services import memberships

NOTE_CHARS = 1_000
# Asking sends letters to people: one account may not do it without end. An Amt has fewer places.
A_DAY, ASKED_A_DAY = timedelta(days=1), 60


def ask(*, municipality: Municipality, role: str, by: User, note: str = "") -> MembershipRequest:
    """Ask to act for a municipality. Asking again while it is open changes nothing.

    Whoever may decide is told: those who sign; for an editor all members; where there is nobody,
    the office. The answer is the same in all these cases, so nobody learns who acts for a place.
    Raises ``roles_collide``, ``already_member``, ``unknown_choice``, ``too_many_tries``.
    """
    memberships.require_role(role)
    note = answers.text(note, field="note", max_chars=NOTE_CHARS)
    if policies.is_office(by):
        raise Refusal("roles_collide")
    with transaction.atomic():
        locks.own_municipalities([municipality.pk])
        if Membership.objects.filter(user=by, municipality=municipality).exists():
            raise Refusal("already_member")
        mine = MembershipRequest.objects.filter(user=by)
        standing = mine.filter(municipality=municipality, decided_at__isnull=True).first()
        if standing:
            return standing
        at = clock.now()
        if mine.filter(asked_at__gt=at - A_DAY).count() >= ASKED_A_DAY:
            raise Refusal("too_many_tries", minutes=A_DAY // timedelta(minutes=1))
        request = MembershipRequest.objects.create(
            user=by, municipality=municipality, role=role, note=note, asked_at=at
        )
        _tell_deciders(request)
        _log("membership.requested", request, by)
        return request


def admit(
    *, request: MembershipRequest, by: User, role: str = "", reason: str = ""
) -> MembershipRequest:
    """Let in who has asked, in the role asked for or in another one (``role``).

    Raises ``request_settled`` where a colleague was faster, ``not_found`` for strangers,
    ``not_allowed`` where an editor would give the right to sign, ``reason_required`` for the
    office where somebody signs, ``roles_collide``.
    """
    with transaction.atomic():
        request = _locked(request)
        role = role or request.role
        memberships.require_role(role)
        policies.may_admit(by, request.municipality, role).enforce()
        _require_open(request)
        reason = memberships.reason_of(by, request.municipality, reason)
        if Membership.objects.filter(user=request.user, municipality=request.municipality).exists():
            raise Refusal("already_member")
        _settle(request, by, is_admitted=True)
        memberships.put(
            user=request.user, municipality=request.municipality, role=role, by=by, reason=reason
        )
        return request


def decline(*, request: MembershipRequest, by: User) -> MembershipRequest:
    """Refuse who has asked; that person is told. By whoever could have admitted."""
    with transaction.atomic():
        request = _locked(request)
        policies.may_admit(by, request.municipality, request.role).enforce()
        _require_open(request)
        _settle(request, by, is_admitted=False)
        outbox.owe(
            outbox.written(
                kinds.MEMBERSHIP_DECLINED,
                call=None,
                recipient=request.user,
                occasion=str(request.pk),
                context={"municipality": request.municipality},
                written_at=request.decided_at,
            )
        )
        _log("membership.declined", request, by)
        return request


def withdraw(*, request: MembershipRequest, by: User) -> MembershipRequest:
    """Take one's own request back. Raises ``not_found`` for others, ``request_settled``."""
    with transaction.atomic():
        request = _locked(request)
        if request.user_id != by.pk:
            raise Refusal("not_found")
        _require_open(request)
        _settle(request, by, is_admitted=False)
        _log("membership.withdrawn", request, by)
        return request


def _locked(request: MembershipRequest) -> MembershipRequest:
    """The request as it stands, its municipality held: of two who decide, one is second."""
    locks.own_municipalities([request.municipality_id])
    return MembershipRequest.objects.select_related("user", "municipality").get(pk=request.pk)


def _require_open(request: MembershipRequest) -> None:
    if request.decided_at is not None:
        raise Refusal("request_settled")


def _settle(request: MembershipRequest, by: User, *, is_admitted: bool) -> None:
    request.decided_at, request.decided_by = clock.now(), by
    request.is_admitted = is_admitted
    request.save(update_fields=["decided_at", "decided_by", "is_admitted"])


def _tell_deciders(request: MembershipRequest) -> None:
    outbox.owe(
        *(
            outbox.written(
                kinds.MEMBERSHIP_REQUESTED,
                call=None,
                recipient=user,
                occasion=str(request.pk),
                context={
                    "municipality": request.municipality,
                    "person": request.user,
                    "role": Role(request.role).label,
                    "to_office": to_office,
                },
                written_at=request.asked_at,
            )
            for user, to_office in _deciders(request)
        )
    )


def _deciders(request: MembershipRequest) -> list[tuple[User, bool]]:
    """Who may decide, and whether as the office."""
    there = Membership.objects.filter(municipality=request.municipality).select_related("user")
    if request.role in SIGNING:
        there = there.filter(role__in=SIGNING)
    members = [(member.user, False) for member in there]
    clerks = OfficeMember.objects.filter(role=OfficeRole.CLERK).select_related("user")
    return members or [(member.user, True) for member in clerks]


def _log(act: str, request: MembershipRequest, by: User) -> None:
    audit.log(
        act=act,
        by=by,
        subject=request.municipality.ags,
        payload={"request": request.pk, "role": request.role},
    )
