"""Who acts for a municipality: admitting, changing the role, removing, leaving."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from competition import answers, audit, clock, link_secrets, locks, policies
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.letters.members import tell_members
from competition.models import Application, Invitation, Membership, Municipality, User
from competition.models.membership import SIGNING, Role

REASON_CHARS = 1_000
# What else ends with a right to act for a municipality, like tokens; each app enters its own
# (person, by whom; None for the console).
ENDINGS: list[Callable[[User, User | None], object]] = []


def admit(
    *, user: User, municipality: Municipality, role: str, by: User | None, reason: str = ""
) -> Membership:
    """The office lets a person act for a municipality; a second call changes the role.

    This is how the first one comes in. Where somebody signs for the municipality already, the
    office says why it acts in that one's place (``reason_required``). ``by`` is None for the
    console, which sends no letters. Raises ``not_allowed``, ``roles_collide``,
    ``unknown_choice`` and ``last_signatory``.
    """
    if by is not None:
        policies.require_office(by)
    require_role(role)
    with transaction.atomic():
        locks.own_municipalities([municipality.pk])
        reason = reason_of(by, municipality, reason)
        existing = Membership.objects.filter(user=user, municipality=municipality).first()
        if existing and role not in SIGNING:
            _require_other_signatory(existing)
        return put(user=user, municipality=municipality, role=role, by=by, reason=reason)


def change_role(*, membership: Membership, role: str, by: User, reason: str = "") -> Membership:
    """Give or take the right to sign. The same role again changes nothing.

    By somebody who signs, never for oneself (``own_role``; giving it up is allowed); or by the
    office, with its reason where somebody signs: so a deputy is named on the last day when nobody
    else can. Everybody is told. Raises ``not_found``, ``not_allowed``, ``unknown_choice`` and
    ``last_signatory``.
    """
    require_role(role)
    with transaction.atomic():
        membership = _locked(membership, by)
        _require_signing(by, membership.municipality)
        if membership.role == role:
            return membership
        if membership.user_id == by.pk and role in SIGNING:
            raise Refusal("own_role", field="role")
        reason = reason_of(by, membership.municipality, reason)
        if role not in SIGNING:
            _require_other_signatory(membership)
        return put(
            user=membership.user,
            municipality=membership.municipality,
            role=role,
            by=by,
            reason=reason,
        )


def remove(*, membership: Membership, by: User, reason: str = "") -> None:
    """Somebody who signs, or the office with its reason, ends another's membership.

    Everybody is told, the removed person too; what that person had invited is revoked. Members
    cannot remove the last one, nor the last who signs; the office can. Raises ``not_found``,
    ``not_allowed``, ``reason_required``, ``last_member``, ``last_signatory``.
    """
    with transaction.atomic():
        membership = _locked(membership, by)
        _require_signing(by, membership.municipality)
        if policies.is_office(by):
            reason = require_reason(reason)
        else:
            _require_successor(membership)
        _end(membership, by=by, reason=reason)


def leave(*, membership: Membership, by: User) -> None:
    """End one's own membership.

    Refused to the last member (``last_member``) and to the last who signs (``last_signatory``): a
    municipality must not lose its application by a slip. The office can help.
    """
    with transaction.atomic():
        membership = _locked(membership, by)
        if membership.user_id != by.pk:
            raise Refusal("not_allowed")
        _require_successor(membership)
        _end(membership, by=by)


def put(
    *, user: User, municipality: Municipality, role: str, by: User | None, reason: str = ""
) -> Membership:
    """Write the role and tell everybody: the step that every admission ends with.

    Needs the transaction that holds the municipality. Raises ``roles_collide`` for a person of
    the office.
    """
    if policies.is_office(user):
        raise Refusal("roles_collide")
    membership, is_new = Membership.objects.update_or_create(
        user=user, municipality=municipality, defaults={"role": role}
    )
    if not is_new and role not in SIGNING:
        _revoke_invitations(membership, by, Q(role__in=SIGNING))
    _keep_contacts(municipality)
    if not is_new and role not in SIGNING:
        _end_else(user, by)
    if by is not None:
        _tell_of(membership, is_new=is_new, by=by, reason=reason)
    audit.log(
        act="membership.admitted" if is_new else "membership.changed",
        by=by,
        subject=municipality.ags,
        payload={"user": user.pk, "role": str(role), **_digest_of(reason)},
    )
    return membership


def reason_of(by: User | None, municipality: Municipality, reason: str) -> str:
    """The office's reason, cleaned; ``reason_required`` where it acts in a signatory's place."""
    if by is None or not policies.is_office(by):
        return ""
    if policies.must_give_reason(by, municipality):
        return require_reason(reason)
    return answers.text(reason, field="reason", max_chars=REASON_CHARS)


def require_reason(reason: str) -> str:
    """The reason, cleaned; ``reason_required`` without one."""
    cleaned = answers.text(reason, field="reason", max_chars=REASON_CHARS)
    if not cleaned:
        raise Refusal("reason_required", field="reason")
    return cleaned


def require_role(role: str) -> None:
    """Raise ``unknown_choice`` for what is no role."""
    if role not in Role.values:
        raise Refusal("unknown_choice", field="role")


def _locked(membership: Membership, by: User) -> Membership:
    """The membership as it stands, its municipality held; gone meanwhile: ``not_found``."""
    locks.own_municipalities([membership.municipality_id])
    found = (
        Membership.objects.select_related("user", "municipality").filter(pk=membership.pk).first()
    )
    if found is None:
        raise Refusal("not_found")
    policies.may_admit(by, found.municipality, Role.EDITOR).enforce()
    return found


def _require_signing(by: User, municipality: Municipality) -> None:
    policies.may_admit(by, municipality, Role.SIGNATORY).enforce()


def _others(membership: Membership) -> "tuple[bool, bool]":
    """Whether anybody else acts for the municipality, and whether anybody else signs."""
    others = Membership.objects.filter(municipality=membership.municipality).exclude(
        pk=membership.pk
    )
    roles = set(others.order_by("role").values_list("role", flat=True))
    return bool(roles), bool(roles.intersection(SIGNING))


def _require_successor(membership: Membership) -> None:
    if not _others(membership)[0]:
        raise Refusal("last_member")
    _require_other_signatory(membership)


def _require_other_signatory(membership: Membership) -> None:
    if membership.role in SIGNING and not _others(membership)[1]:
        raise Refusal("last_signatory")


def _end(membership: Membership, *, by: User, reason: str = "") -> None:
    at = clock.now()
    _revoke_invitations(membership, by, Q())
    municipality, user = membership.municipality, membership.user
    membership.delete()
    _keep_contacts(municipality)
    _end_else(user, by)
    tell_members(
        municipality, happened="left", at=at, by=by, person=user, reason=reason, also=[user]
    )
    audit.log(
        act="membership.ended",
        by=by,
        subject=municipality.ags,
        payload={"user": user.pk, **_digest_of(reason)},
    )


def _end_else(user: User, by: User | None) -> None:
    for end in ENDINGS:
        end(user, by)


def _tell_of(membership: Membership, *, is_new: bool, by: User, reason: str) -> None:
    """Tell everybody; who has just come in gets a letter of its own besides."""
    at, municipality = clock.now(), membership.municipality
    happened = "joined" if is_new else "role"
    tell_members(
        municipality,
        happened=happened,
        at=at,
        by=by,
        person=membership.user,
        role=membership.role,
        reason=reason,
    )
    if is_new:
        outbox.owe(
            outbox.written(
                kinds.MEMBERSHIP_ADMITTED,
                call=None,
                recipient=membership.user,
                occasion=f"{municipality.ags} {at:%y%m%d%H%M%S%f}",
                context={
                    "municipality": municipality,
                    "role": Role(membership.role).label,
                    "can_sign": membership.role in SIGNING,
                },
                written_at=at,
            )
        )


def _revoke_invitations(membership: Membership, by: User | None, which: Q) -> None:
    """What somebody has invited and no longer may: nobody comes in through a door left open."""
    at: datetime = clock.now()
    Invitation.objects.open(at).filter(
        which, municipality=membership.municipality, invited_by=membership.user
    ).update(revoked_at=at, revoked_by=by or membership.user)


def _keep_contacts(municipality: Municipality) -> None:
    """Letters go to an application's contact: it is always somebody who still acts for it."""
    members = list(Membership.objects.filter(municipality=municipality).order_by("since_at", "pk"))
    if not members:
        return
    heir = next((member for member in members if member.role in SIGNING), members[0])
    Application.objects.filter(municipality=municipality).exclude(
        contact__in=[member.user_id for member in members]
    ).update(contact=heir.user)


def _digest_of(reason: str) -> dict[str, str]:
    """A reason stands in the letters; the log proves which one it was."""
    return {"reason_sha256": link_secrets.digest(reason)} if reason else {}
