"""Invitations: a link sent to one address, that opens one role once."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction

from competition import audit, clock, link_secrets, locks, policies
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.letters.members import tell_members
from competition.models import Invitation, Membership, Municipality, User
from competition.models.invitation import FOR_A_MUNICIPALITY, InvitedRole
from competition.models.membership import SIGNING
from competition.services import memberships, people

ADDRESS_CHARS = 254
# Inviting sends letters to strangers: one account may not do it without end.
A_DAY, INVITED_A_DAY = timedelta(days=1), 50
# A link that was sent just now is still under way.
PAUSE = timedelta(minutes=5)


def invite(
    *,
    email: str,
    role: str,
    by: User,
    municipality: Municipality | None = None,
    reason: str = "",
) -> Invitation:
    """Send a link to an address; whoever opens it within 14 days may take the role, once.

    Members invite members (``policies.may_admit``), the office everybody; where somebody signs
    already, it says why, and the members are told at once. To the office itself two invite: the
    letter leaves when another member has confirmed it (``confirm``). The answer is the same whether
    the address has an account or not. Raises ``address_invalid``, ``unknown_choice``,
    ``not_allowed``, ``not_found``, ``already_member``, ``invitation_standing``,
    ``reason_required``, ``too_many_tries``.
    """
    email = clean_address(email)
    _require_right(by, role, municipality)
    with transaction.atomic():
        locks.own_municipalities([municipality.pk] if municipality else [])
        at = clock.now()
        _require_unknown(email, role, municipality)
        _require_calm(by, at)
        if municipality:
            reason = memberships.reason_of(by, municipality, reason)
        invitation = Invitation(
            email=email, municipality=municipality, role=role, invited_by=by, invited_at=at
        )
        if invitation.is_waiting:
            _keep(invitation, at)
        else:
            _send(invitation, at)
        if municipality and reason:
            _tell_of_intervention(invitation, municipality, reason)
        _log("invitation.sent", invitation, by)
        return invitation


def confirm(*, invitation: Invitation, by: User) -> Invitation:
    """A second member of the office confirms an invitation to it; now the letter leaves.

    Raises ``same_person`` for who invited, ``invitation_settled``.
    """
    with transaction.atomic():
        invitation = _locked(invitation, by)
        if not invitation.is_waiting:
            raise Refusal("invitation_settled")
        if invitation.invited_by_id == by.pk:
            raise Refusal("same_person")
        at = clock.now()
        invitation.confirmed_at, invitation.confirmed_by = at, by
        _send(invitation, at)
        _log("invitation.confirmed", invitation, by)
        return invitation


def resend(*, invitation: Invitation, by: User) -> Invitation:
    """Send a new link for an invitation that is still open or has expired; the old one is void.

    Raises ``invitation_settled``, ``invitation_unconfirmed``, and ``too_many_tries`` within five
    minutes of the last letter.
    """
    with transaction.atomic():
        invitation = _locked(invitation, by)
        if invitation.is_waiting:
            raise Refusal("invitation_unconfirmed")
        at = clock.now()
        if at < invitation.invited_at + PAUSE:
            raise Refusal("too_many_tries", minutes=PAUSE // timedelta(minutes=1))
        _require_calm(by, at)
        invitation.invited_at = at
        if not invitation.confirmed_by_id:  # else the two stay who they were
            invitation.invited_by = by
        _send(invitation, at)
        _log("invitation.resent", invitation, by)
        return invitation


def revoke(*, invitation: Invitation, by: User) -> Invitation:
    """Make the link void. By whoever may invite to this role. Raises ``invitation_settled``."""
    with transaction.atomic():
        invitation = _locked(invitation, by)
        invitation.revoked_at, invitation.revoked_by = clock.now(), by
        invitation.save(update_fields=["revoked_at", "revoked_by"])
        _log("invitation.revoked", invitation, by)
        return invitation


def accept(*, secret: str, by: User, seen: str = "") -> Invitation:
    """Take what the link offers. A second time by the same person changes nothing.

    The link itself proves that the invited mailbox is read. With an account of another address the
    person names the invited one as ``seen`` on the page, otherwise ``invitation_for_another``.
    The right of whoever invited is looked at again. Raises ``link_used`` and ``roles_collide``.
    """
    with transaction.atomic():
        invitation = Invitation.objects.filter(secret_digest=link_secrets.digest(secret)).first()
        if invitation is None:
            raise Refusal("link_used")
        locks.own_municipalities([invitation.municipality_id] if invitation.municipality_id else [])
        invitation = _reread(invitation)
        if invitation.accepted_by_id == by.pk:
            return invitation
        at = clock.now()
        _require_acceptable(invitation, at)
        if invitation.email not in (by.email, seen):
            raise Refusal("invitation_for_another", address=invitation.email)
        _take_role(invitation, by)
        invitation.accepted_at, invitation.accepted_by = at, by
        invitation.save(update_fields=["accepted_at", "accepted_by"])
        _log("invitation.accepted", invitation, by)
        return invitation


def clean_address(email: str, *, field: str = "email") -> str:
    """An address as it is compared: trimmed, in lower case. Raises ``address_invalid``."""
    cleaned = email.strip().lower()
    try:
        validate_email(cleaned)
        MaxLengthValidator(ADDRESS_CHARS)(cleaned)
    except ValidationError as error:
        raise Refusal("address_invalid", field=field) from error
    return cleaned


def _require_right(by: User, role: str, municipality: Municipality | None) -> None:
    if role not in InvitedRole.values or (role in FOR_A_MUNICIPALITY) != bool(municipality):
        raise Refusal("unknown_choice", field="role")
    if municipality is None:
        policies.require_office(by)
    else:
        policies.may_admit(by, municipality, role).enforce()


def _require_unknown(email: str, role: str, municipality: Municipality | None) -> None:
    """Refuse only what the inviting person can see anyway: members, standing invitations."""
    if (
        municipality
        and Membership.objects.filter(municipality=municipality, user__email=email).exists()
    ):
        raise Refusal("already_member", field="email")
    standing = Invitation.objects.filter(
        email=email, municipality=municipality, accepted_at=None, revoked_at=None
    )
    if municipality is None:
        standing = standing.filter(role=role)
    if standing.exists():
        raise Refusal("invitation_standing", field="email")


def _require_calm(by: User, at: datetime) -> None:
    sent = Invitation.objects.filter(invited_by=by, invited_at__gt=at - A_DAY)
    if sent.count() >= INVITED_A_DAY:
        raise Refusal("too_many_tries", minutes=A_DAY // timedelta(minutes=1))


def _keep(invitation: Invitation, at: datetime) -> None:
    """Keep an invitation that nobody can accept yet: its secret is thrown away."""
    invitation.secret_digest = link_secrets.digest(link_secrets.new_secret())
    invitation.expires_at = at + link_secrets.VALID
    invitation.save()


def _send(invitation: Invitation, at: datetime) -> None:
    secret = link_secrets.new_secret()
    invitation.secret_digest, invitation.expires_at = (
        link_secrets.digest(secret),
        at + link_secrets.VALID,
    )
    invitation.save()
    outbox.owe(
        outbox.written(
            kinds.INVITATION,
            call=None,
            recipient=None,
            address=invitation.email,
            secret=secret,
            occasion=invitation.secret_digest[:16],
            context={
                "municipality": invitation.municipality,
                "invitation": invitation,
                "role": invitation.get_role_display,
                "secret": secret,
            },
            written_at=at,
        )
    )


def _tell_of_intervention(invitation: Invitation, municipality: Municipality, reason: str) -> None:
    """The office acts in the members' place: they learn it before anybody comes."""
    tell_members(
        municipality,
        happened="invited",
        at=invitation.invited_at,
        by=invitation.invited_by,
        role=invitation.role,
        address=invitation.email,
        reason=reason,
    )


def _reread(invitation: Invitation) -> Invitation:
    locked = Invitation.objects.select_for_update().order_by("pk").values_list("pk", flat=True)
    return Invitation.objects.select_related("municipality", "invited_by").get(
        pk=locked.get(pk=invitation.pk)
    )


def _locked(invitation: Invitation, by: User) -> Invitation:
    """The invitation as it stands, for who may decide about it; a settled one is refused."""
    locks.own_municipalities([invitation.municipality_id] if invitation.municipality_id else [])
    invitation = _reread(invitation)
    _require_right(by, invitation.role, invitation.municipality)
    if invitation.accepted_at or invitation.revoked_at:
        raise Refusal("invitation_settled")
    return invitation


def _require_acceptable(invitation: Invitation, at: datetime) -> None:
    is_open = (
        not invitation.accepted_at and not invitation.revoked_at and at < invitation.expires_at
    )
    if not is_open:
        raise Refusal("link_used")
    if invitation.invited_by is None:
        return
    try:
        _require_right(invitation.invited_by, invitation.role, invitation.municipality)
    except Refusal as refusal:
        raise Refusal("link_used") from refusal


def _take_role(invitation: Invitation, by: User) -> None:
    """A member keeps the right to sign that it has; an invitation never takes anything away."""
    if invitation.municipality is None:
        if invitation.role == InvitedRole.OFFICE:
            people.admit_to_office(user=by, by=invitation.invited_by)
        return
    mine = Membership.objects.filter(user=by, municipality=invitation.municipality).first()
    if mine and (mine.role in SIGNING or invitation.role not in SIGNING):
        return
    memberships.put(
        user=by,
        municipality=invitation.municipality,
        role=invitation.role,
        by=invitation.invited_by,
    )


def _log(act: str, invitation: Invitation, by: User) -> None:
    audit.log(
        act=act,
        by=by,
        subject=invitation.municipality.ags if invitation.municipality else "office",
        payload={"invitation": invitation.pk, "role": invitation.role},
    )
