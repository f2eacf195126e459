"""Shared mailboxes of a municipality: they get a copy of every letter to it once confirmed."""

from datetime import timedelta

from django.db import transaction

from competition import audit, clock, link_secrets, locks, memberships, policies
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.letters.members import tell_members
from competition.models import Mailbox, Municipality, User
from competition.services.invitations import PAUSE, clean_address

# Adding sends a letter to an address that nobody has confirmed: not without end.
A_DAY, ADDED_A_DAY = timedelta(days=1), 20


def add(*, municipality: Municipality, address: str, by: User) -> Mailbox:
    """A member enters a mailbox; it counts once somebody there has opened the link sent to it.

    One that was never confirmed may be entered again after five minutes: a new link goes out, the
    old one is void. Raises ``not_found`` for strangers, ``address_invalid``, ``mailbox_known``,
    ``too_many_tries``.
    """
    address = clean_address(address, field="address")
    _require_member(by, municipality)
    with transaction.atomic():
        locks.own_municipalities([municipality.pk])
        at, secret = clock.now(), link_secrets.new_secret()
        known = Mailbox.objects.filter(municipality=municipality, address=address).first()
        if known and known.confirmed_at:
            raise Refusal("mailbox_known", field="address")
        if known and at < known.added_at + PAUSE:
            raise Refusal("too_many_tries", minutes=PAUSE // timedelta(minutes=1))
        if Mailbox.objects.filter(added_by=by, added_at__gt=at - A_DAY).count() >= ADDED_A_DAY:
            raise Refusal("too_many_tries", minutes=A_DAY // timedelta(minutes=1))
        mailbox = known or Mailbox(municipality=municipality, address=address)
        mailbox.added_at, mailbox.added_by = at, by
        mailbox.secret_digest = link_secrets.digest(secret)
        mailbox.save()
        _send_link(mailbox, secret)
        _log("mailbox.added", mailbox, by)
        return mailbox


def confirm(*, secret: str) -> Mailbox:
    """Whoever reads the mailbox confirms it, without an account; all members are told.

    Works once and for 14 days: ``link_used`` otherwise.
    """
    with transaction.atomic():
        found = Mailbox.objects.filter(secret_digest=link_secrets.digest(secret)).first()
        if found is None:
            raise Refusal("link_used")
        locks.own_municipalities([found.municipality_id])
        at = clock.now()
        # Read again: it may have been confirmed, removed or given a new link meanwhile.
        mailbox = memberships.mailbox_of(secret, at)
        if mailbox is None:
            raise Refusal("link_used")
        mailbox.confirmed_at = at
        mailbox.save(update_fields=["confirmed_at"])
        tell_members(
            mailbox.municipality,
            happened="mailbox",
            at=at,
            by=mailbox.added_by,
            address=mailbox.address,
        )
        _log("mailbox.confirmed", mailbox, None)
        return mailbox


def remove(*, mailbox: Mailbox, by: User) -> None:
    """Take a mailbox out; it and all members are told if it had been confirmed."""
    with transaction.atomic():
        locks.own_municipalities([mailbox.municipality_id])
        _require_member(by, mailbox.municipality)
        standing = Mailbox.objects.select_related("municipality").filter(pk=mailbox.pk).first()
        if standing is None:
            return
        if standing.confirmed_at:
            tell_members(
                standing.municipality,
                happened="mailbox_removed",
                at=clock.now(),
                by=by,
                address=standing.address,
            )
        Mailbox.objects.filter(pk=standing.pk).delete()
        _log("mailbox.removed", standing, by)


def _require_member(by: User, municipality: Municipality) -> None:
    if not policies.actors(by, municipality):
        raise Refusal("not_found")


def _send_link(mailbox: Mailbox, secret: str) -> None:
    outbox.owe(
        outbox.written(
            kinds.MAILBOX_CONFIRMATION,
            call=None,
            recipient=None,
            address=mailbox.address,
            secret=secret,
            occasion=mailbox.secret_digest[:16],
            context={
                "municipality": mailbox.municipality,
                "mailbox": mailbox,
                "expires_at": mailbox.added_at + link_secrets.VALID,
                "secret": secret,
            },
            written_at=mailbox.added_at,
        )
    )


def _log(act: str, mailbox: Mailbox, by: User | None) -> None:
    audit.log(
        act=act,
        by=by,
        subject=mailbox.municipality.ags,
        payload={"mailbox": mailbox.pk},
    )
