"""Shared mailboxes: entered by a member, confirmed from inside, then copied on every letter."""

from datetime import timedelta

import pytest

from competition.link_secrets import digest
from competition.models import AuditEntry, Mailbox, Municipality, Notice, User
from competition.services import mailboxes
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import Round, submit

pytestmark = pytest.mark.django_db
POST = "poststelle@example.org"


def add(town: Municipality, by: User, address: str = POST) -> str:
    """Enter a mailbox, and return the secret of the link in the letter to it."""
    mailboxes.add(municipality=town, address=address, by=by)
    return Notice.objects.filter(kind="mailbox_confirmation").latest("pk").secret


def age(by: timedelta) -> None:
    for each in Mailbox.objects.all():
        each.added_at -= by
        each.save()


def test_link_goes_to_the_mailbox(own_town: Municipality, anna: User) -> None:
    secret = add(own_town, anna, "  Poststelle@Example.ORG")

    mailbox = Mailbox.objects.get()
    assert (mailbox.address, mailbox.confirmed_at) == (POST, None)
    assert mailbox.secret_digest == digest(secret)
    letter = Notice.objects.get(kind="mailbox_confirmation")
    assert (letter.address, letter.recipient) == (POST, None)
    assert f"/postfach/{secret}/" in letter.body


def test_confirmed_mailbox_gets_copies_and_an_unconfirmed_one_none(open_round: Round) -> None:
    town, berta = open_round.place(0)
    mailboxes.confirm(secret=add(town, berta))
    add(town, berta, "vorzimmer@example.org")

    submit(open_round.draft(0), berta)

    receipts = Notice.objects.filter(kind="receipt").order_by("address")
    assert [each.address for each in receipts] == [berta.email, POST]


def test_confirming_is_told_to_all_and_logged(
    own_town: Municipality, anna: User, berta: User
) -> None:
    mailboxes.confirm(secret=add(own_town, anna))

    told = Notice.objects.filter(kind="membership_changed").order_by("address")
    assert [each.address for each in told] == [anna.email, berta.email, POST]
    assert [each.act for each in AuditEntry.objects.order_by("-sequence")[:2]] == [
        "mailbox.confirmed",
        "mailbox.added",
    ]


def test_link_works_once(own_town: Municipality, anna: User) -> None:
    secret = add(own_town, anna)
    mailboxes.confirm(secret=secret)

    with refused("link_used"):
        mailboxes.confirm(secret=secret)
    with refused("link_used"):
        mailboxes.confirm(secret="erfunden")


def test_link_ends_after_14_days(own_town: Municipality, anna: User) -> None:
    secret = add(own_town, anna)
    age(timedelta(days=14))

    with refused("link_used"):
        mailboxes.confirm(secret=secret)


def test_entered_again_sends_a_new_link(own_town: Municipality, anna: User) -> None:
    old = add(own_town, anna)
    with refused("too_many_tries"):
        mailboxes.add(municipality=own_town, address=POST, by=anna)
    age(timedelta(minutes=6))
    new = add(own_town, anna)

    with refused("link_used"):
        mailboxes.confirm(secret=old)
    assert mailboxes.confirm(secret=new).address == POST
    with refused("mailbox_known") as caught:
        mailboxes.add(municipality=own_town, address=POST, by=anna)
    assert caught.field == "address"


def test_nobody_enters_mailboxes_without_end(
    own_town: Municipality, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailboxes, "ADDED_A_DAY", 1)
    add(own_town, anna)

    with refused("too_many_tries"):
        mailboxes.add(municipality=own_town, address="x@example.org", by=anna)


def test_stranger_and_nonsense_are_refused(own_town: Municipality, anna: User, boris: User) -> None:
    with refused("not_found"):
        mailboxes.add(municipality=own_town, address=POST, by=boris)
    with refused("address_invalid") as caught:
        mailboxes.add(municipality=own_town, address="poststelle", by=anna)
    assert caught.field == "address"


def test_removed_mailbox_is_told(own_town: Municipality, anna: User, boris: User) -> None:
    mailboxes.confirm(secret=add(own_town, anna))
    mailbox = Mailbox.objects.get()
    with refused("not_found"):
        mailboxes.remove(mailbox=mailbox, by=boris)

    mailboxes.remove(mailbox=mailbox, by=anna)

    assert not Mailbox.objects.exists()
    last = Notice.objects.filter(kind="membership_changed", address=POST).latest("pk")
    assert "keine Kopien" in last.body
    with unchanged():
        mailboxes.remove(mailbox=mailbox, by=anna)


def test_unconfirmed_mailbox_goes_silently(own_town: Municipality, anna: User) -> None:
    add(own_town, anna)

    mailboxes.remove(mailbox=Mailbox.objects.get(), by=anna)

    assert not Notice.objects.filter(kind="membership_changed").exists()
