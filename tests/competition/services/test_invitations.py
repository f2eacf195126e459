"""Invitations: who may send which, what the link opens, and how often."""

from datetime import timedelta

import pytest
from django.core import mail

from competition.letters import outbox
from competition.link_secrets import digest
from competition.models import (
    AuditEntry,
    Invitation,
    Membership,
    Municipality,
    Notice,
    OfficeMember,
    User,
)
from competition.models.membership import Role
from competition.services import invitations
from tests.fixtures.people import account, acting
from tests.fixtures.refusals import refused, unchanged

pytestmark = pytest.mark.django_db
NINA = "nina@example.org"


def invite(by: User, town: Municipality | None, role: str = "editor", email: str = NINA) -> str:
    """Invite, and return the secret of the link in the letter."""
    invitations.invite(email=email, role=role, by=by, municipality=town, reason="Auf Bitte.")
    return Notice.objects.filter(kind="invitation").latest("pk").secret


def age(by: timedelta) -> None:
    """Everything was sent so much earlier."""
    for each in Invitation.objects.all():
        each.invited_at, each.expires_at = each.invited_at - by, each.expires_at - by
        each.save()


def test_link_goes_to_the_address_and_only_its_digest_is_kept(
    own_town: Municipality, anna: User
) -> None:
    secret = invite(anna, own_town, email="  Nina@Example.ORG ")

    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.secret_digest) == (NINA, digest(secret))
    assert invitation.expires_at - invitation.invited_at == timedelta(days=14)
    letter = Notice.objects.get(kind="invitation")
    assert (letter.address, letter.recipient) == (NINA, None)
    assert f"/einladung/{secret}/" in letter.body
    entry = AuditEntry.objects.get(act="invitation.sent")
    assert (entry.subject, entry.payload) == (
        own_town.ags,
        {"invitation": invitation.pk, "role": "editor"},
    )


def test_secret_is_gone_from_the_outbox_once_the_letter_has_left(
    own_town: Municipality, anna: User
) -> None:
    secret = invite(anna, own_town)

    outbox.deliver_due()

    assert secret in str(mail.outbox[0].body)
    assert secret not in Notice.objects.get(kind="invitation").body


def test_answer_is_the_same_with_an_account_and_without(own_town: Municipality, anna: User) -> None:
    account("Nina")
    invite(anna, own_town)
    invite(anna, own_town, email="niemand@example.org")

    with_account, without = Notice.objects.filter(kind="invitation").order_by("pk")
    assert with_account.body.replace(with_account.secret, "") == without.body.replace(
        without.secret, ""
    )


def test_invited_person_accepts_once(own_town: Municipality, anna: User, berta: User) -> None:
    secret, nina = invite(anna, own_town), account("Nina")

    accepted = invitations.accept(secret=secret, by=nina)

    assert Membership.objects.get(user=nina).role == "editor"
    assert accepted.accepted_by == nina
    changed = Notice.objects.filter(kind="membership_changed").order_by("address")
    assert [each.address for each in changed] == [anna.email, berta.email, nina.email]
    with unchanged():
        assert invitations.accept(secret=secret, by=nina) == accepted
    stefan = account("Stefan")
    with refused("link_used"):
        invitations.accept(secret=secret, by=stefan)


def test_account_of_another_address_accepts_after_seeing_which(
    own_town: Municipality, anna: User, stranger: User
) -> None:
    secret = invite(anna, own_town)
    with refused("invitation_for_another") as caught:
        invitations.accept(secret=secret, by=stranger)
    assert NINA in caught.sentence

    invitations.accept(secret=secret, by=stranger, seen=NINA)

    assert Membership.objects.filter(user=stranger, municipality=own_town).exists()


@pytest.mark.parametrize("secret", ["", "erfunden", "\udcff"])
def test_made_up_link_opens_nothing(stranger: User, secret: str) -> None:
    with refused("link_used"):
        invitations.accept(secret=secret, by=stranger)


def test_link_ends_after_14_days(own_town: Municipality, anna: User) -> None:
    secret = invite(anna, own_town)
    nina = account("Nina")
    age(timedelta(days=14))

    with refused("link_used"):
        invitations.accept(secret=secret, by=nina)


def test_revoked_link_opens_nothing(own_town: Municipality, anna: User, berta: User) -> None:
    secret = invite(anna, own_town)
    nina = account("Nina")
    invitation = invitations.revoke(invitation=Invitation.objects.get(), by=berta)

    with refused("link_used"):
        invitations.accept(secret=secret, by=nina)
    with refused("invitation_settled"):
        invitations.revoke(invitation=invitation, by=berta)
    with refused("invitation_settled"):
        invitations.resend(invitation=invitation, by=berta)


def test_new_link_voids_the_old_one(own_town: Municipality, anna: User) -> None:
    old = invite(anna, own_town)
    invitation = Invitation.objects.get()
    with refused("too_many_tries"):
        invitations.resend(invitation=invitation, by=anna)
    age(timedelta(days=20))

    invitations.resend(invitation=invitation, by=anna)

    nina = account("Nina")
    with refused("link_used"):
        invitations.accept(secret=old, by=nina)
    new = Notice.objects.filter(kind="invitation").latest("pk").secret
    assert invitations.accept(secret=new, by=nina).accepted_by == nina


def test_editor_invites_editors_only(own_town: Municipality, anna: User) -> None:
    for role in ("signatory", "deputy"):
        with refused("not_allowed"):
            invitations.invite(email=NINA, role=role, by=anna, municipality=own_town)


def test_signatory_invites_a_deputy(own_town: Municipality, berta: User) -> None:
    nina = account("Nina")

    invitations.accept(secret=invite(berta, own_town, "deputy"), by=nina)

    assert Membership.objects.get(user=nina).role == "deputy"


def test_stranger_invites_nobody_and_learns_nothing(own_town: Municipality, boris: User) -> None:
    with refused("not_found"):
        invitations.invite(email=NINA, role="editor", by=boris, municipality=own_town)


def test_editor_does_not_touch_an_invitation_to_sign(
    own_town: Municipality, anna: User, berta: User, boris: User
) -> None:
    invite(berta, own_town, "deputy")
    invitation = Invitation.objects.get()

    with refused("not_allowed"):
        invitations.revoke(invitation=invitation, by=anna)
    with refused("not_found"):
        invitations.revoke(invitation=invitation, by=boris)


def test_right_of_who_invited_is_looked_at_again(
    own_town: Municipality, anna: User, berta: User
) -> None:
    secret = invite(anna, own_town)
    nina = account("Nina")
    Membership.objects.filter(user=anna).delete()

    with refused("link_used"):
        invitations.accept(secret=secret, by=nina)


def test_office_invites_the_first_and_later_ones_with_a_reason(
    own_town: Municipality, dora: User, berta: User
) -> None:
    with refused("reason_required"):
        invitations.invite(email=NINA, role="deputy", by=dora, municipality=own_town)

    secret = invite(dora, own_town, "deputy")

    told = Notice.objects.get(kind="membership_changed")
    assert told.recipient == berta
    assert "Auf Bitte." in told.body
    assert NINA in told.body
    invitations.accept(secret=secret, by=account("Nina"))


def test_member_and_standing_invitation_are_not_invited_again(
    own_town: Municipality, anna: User, berta: User
) -> None:
    with refused("already_member") as caught:
        invitations.invite(email=berta.email, role="editor", by=anna, municipality=own_town)
    assert caught.field == "email"
    invite(anna, own_town)
    with refused("invitation_standing"):
        invitations.invite(email=NINA, role="editor", by=berta, municipality=own_town)


@pytest.mark.parametrize("email", ["", "nina", "nina@", "a b@example.org", "x" * 250 + "@e.org"])
def test_address_must_be_one(own_town: Municipality, anna: User, email: str) -> None:
    with refused("address_invalid") as caught:
        invitations.invite(email=email, role="editor", by=anna, municipality=own_town)
    assert caught.field == "email"


def test_role_and_municipality_fit_together(own_town: Municipality, dora: User) -> None:
    for role, town in (("editor", None), ("office", own_town), ("mayor", own_town)):
        with refused("unknown_choice"):
            invitations.invite(email=NINA, role=role, by=dora, municipality=town)


def test_nobody_invites_without_end(
    own_town: Municipality, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "INVITED_A_DAY", 1)
    invite(anna, own_town)

    with refused("too_many_tries"):
        invitations.invite(email="x@example.org", role="editor", by=anna, municipality=own_town)


def office_secret(by: User, second: User, email: str = NINA) -> str:
    """Of the link into the office, once a second member has confirmed it."""
    found = invitations.invite(email=email, role="office", by=by)
    invitations.confirm(invitation=found, by=second)
    return Notice.objects.filter(kind="invitation").latest("pk").secret


def test_two_of_the_office_invite_to_it(dora: User, emil: User) -> None:
    nina = account("Nina")

    invitations.accept(secret=office_secret(dora, emil), by=nina)

    assert OfficeMember.objects.filter(user=nina).exists()


def test_one_person_of_the_office_does_not_become_two(dora: User) -> None:
    found = invitations.invite(email=NINA, role="office", by=dora)

    assert not Notice.objects.filter(kind="invitation").exists()
    with refused("same_person"), unchanged():
        invitations.confirm(invitation=found, by=dora)
    with refused("invitation_unconfirmed"), unchanged():
        invitations.resend(invitation=found, by=dora)


def test_confirming_again_is_refused(dora: User, emil: User) -> None:
    office_secret(dora, emil)

    with refused("invitation_settled"), unchanged():
        invitations.confirm(invitation=Invitation.objects.get(), by=emil)


def test_resending_keeps_who_invited_and_who_confirmed(dora: User, emil: User) -> None:
    office_secret(dora, emil)
    age(timedelta(hours=1))

    invitations.resend(invitation=Invitation.objects.get(), by=emil)

    kept = Invitation.objects.get()
    assert (kept.invited_by, kept.confirmed_by) == (dora, emil)


def test_only_the_office_invites_to_the_office(berta: User) -> None:
    for role in ("office", "account"):
        with refused("not_allowed"):
            invitations.invite(email=NINA, role=role, by=berta)


def test_member_does_not_accept_into_the_office(berta: User, dora: User, emil: User) -> None:
    secret = office_secret(dora, emil, email=berta.email)

    with refused("roles_collide"):
        invitations.accept(secret=secret, by=berta)


def test_office_does_not_accept_into_a_municipality(
    own_town: Municipality, anna: User, emil: User
) -> None:
    secret = invite(anna, own_town, email=emil.email)

    with refused("roles_collide"):
        invitations.accept(secret=secret, by=emil)


def test_invitation_to_an_account_gives_no_right(dora: User) -> None:
    nina = account("Nina")

    invitations.accept(secret=invite(dora, None, "account"), by=nina)

    assert not Membership.objects.filter(user=nina).exists()
    assert not OfficeMember.objects.filter(user=nina).exists()


def test_invitation_takes_no_right_away(own_town: Municipality, anna: User, berta: User) -> None:
    secret = invite(anna, own_town, email="berta.privat@example.org")

    invitations.accept(secret=secret, by=berta, seen="berta.privat@example.org")

    assert Membership.objects.get(user=berta).role == "signatory"


def test_editor_invited_to_sign_gets_the_right(own_town: Municipality, berta: User) -> None:
    edith = acting("Edith", own_town, Role.EDITOR)
    secret = invite(berta, own_town, "deputy", email="edith.dienst@example.org")

    invitations.accept(secret=secret, by=edith, seen="edith.dienst@example.org")

    assert Membership.objects.get(user=edith).role == "deputy"
