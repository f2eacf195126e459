"""Pages about who acts for a municipality: the members' door and the office's."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import (
    Invitation,
    Mailbox,
    Membership,
    MembershipRequest,
    Municipality,
    Notice,
    User,
)
from competition.models.membership import Role
from competition.services import invitations, mailboxes, membership_requests
from tests.fixtures.people import account, acting
from tests.fixtures.refusals import unchanged

pytestmark = pytest.mark.django_db
AGS = "99001001"


def page(client: Client, name: str, *parts: object) -> str:
    found = client.get(reverse(name, args=parts))
    assert found.status_code == 200
    return found.content.decode()


def post(client: Client, name: str, *parts: object, **body: Any) -> Any:
    return client.post(reverse(name, args=parts), body)


@pytest.fixture
def asked(own_town: Municipality, anna: User, berta: User) -> MembershipRequest:
    """Nina asks to write for Beispielstadt."""
    nina = account("Nina")
    return membership_requests.ask(
        municipality=own_town, role="editor", by=nina, note="Zimmer 12 & Kasse"
    )


def test_member_sees_people_requests_invitations_and_mailboxes(
    client: Client, asked: MembershipRequest, own_town: Municipality, anna: User
) -> None:
    invitations.invite(email="neu@example.org", role="editor", by=anna, municipality=own_town)
    mailboxes.add(municipality=own_town, address="post@example.org", by=anna)
    client.force_login(anna)

    text = page(client, "portal-municipality", AGS)

    for words in ("Anna Beispiel", "Berta Beispiel", "Nina Beispiel möchte mitarbeiten"):
        assert words in text
    for words in ("neu@example.org", "post@example.org", "wartet auf Bestätigung"):
        assert words in text


def test_municipality_without_a_signatory_is_told_so(
    client: Client, anna: User, dora: User
) -> None:
    client.force_login(anna)
    assert "Niemand ist vertretungsberechtigt" in page(client, "portal-municipality", AGS)
    client.force_login(dora)
    assert "geben Sie einem Mitglied dieses Recht" in page(client, "office-municipality", AGS)


@pytest.mark.parametrize("name", ["portal-municipality", "portal-invite", "mailbox-add"])
def test_other_town_s_people_are_like_those_of_a_made_up_one(
    client: Client, anna: User, boris: User, name: str
) -> None:
    client.force_login(boris)
    for ags in (AGS, "99999999"):
        assert client.get(reverse(name, args=[ags])).status_code == 404


def test_members_of_another_town_are_out_of_reach_through_one_s_own_door(
    client: Client, asked: MembershipRequest, anna: User, boris: User
) -> None:
    client.force_login(boris)
    foreign = Membership.objects.get(user=anna).pk
    with unchanged():
        for name, pk in (("portal-membership", foreign), ("portal-membership-end", foreign)):
            assert post(client, name, "99002001", pk).status_code == 404
        assert post(client, "portal-request", "99002001", asked.pk).status_code == 404


def test_request_is_admitted(client: Client, asked: MembershipRequest, anna: User) -> None:
    client.force_login(anna)
    assert "Zimmer 12 &amp; Kasse" in page(client, "portal-request", AGS, asked.pk)

    found = post(client, "portal-request", AGS, asked.pk, act="admit", role="editor")

    assert found["Location"] == reverse("portal-municipality", args=[AGS])
    assert Membership.objects.get(user=asked.user).role == "editor"


def test_request_is_declined(client: Client, asked: MembershipRequest, anna: User) -> None:
    client.force_login(anna)

    post(client, "portal-request", AGS, asked.pk, act="decline")

    asked.refresh_from_db()
    assert asked.is_admitted is False


def test_editor_is_offered_the_editor_s_role_alone(
    client: Client, asked: MembershipRequest, anna: User
) -> None:
    client.force_login(anna)
    assert 'value="signatory"' not in page(client, "portal-request", AGS, asked.pk)
    assert 'value="signatory"' not in page(client, "portal-invite", AGS)

    with unchanged():
        found = post(client, "portal-request", AGS, asked.pk, act="admit", role="signatory")

    assert found.status_code == 400


def test_editor_may_admit_a_future_signatory_to_write(
    client: Client, own_town: Municipality, anna: User, berta: User
) -> None:
    nina = account("Nina")
    asked = membership_requests.ask(municipality=own_town, role="deputy", by=nina)
    client.force_login(anna)
    text = page(client, "portal-request", AGS, asked.pk)
    assert "Zur Bearbeitung aufnehmen" in text
    assert 'value="decline"' not in text

    assert post(client, "portal-request", AGS, asked.pk, act="decline").status_code == 403
    assert post(client, "portal-request", AGS, asked.pk, role="editor").status_code == 302


def test_slower_colleague_is_told_that_it_is_decided(
    client: Client, asked: MembershipRequest, anna: User, berta: User
) -> None:
    membership_requests.decline(request=asked, by=berta)
    client.force_login(anna)

    found = client.post(reverse("portal-request", args=[AGS, asked.pk]), follow=True)

    assert "bereits entschieden" in found.content.decode()


def test_invitation_is_sent_again_and_revoked(
    client: Client, own_town: Municipality, anna: User
) -> None:
    client.force_login(anna)
    found = post(client, "portal-invite", AGS, email="neu@example.org", role="editor")
    assert found.status_code == 302
    invitation = Invitation.objects.get()

    again = client.post(
        reverse("portal-invitation", args=[AGS, invitation.pk]), {"act": "resend"}, follow=True
    )
    assert "Zu viele Versuche" in again.content.decode()
    Invitation.objects.update(invited_at=invitation.invited_at.replace(year=2020))
    post(client, "portal-invitation", AGS, invitation.pk, act="resend")
    assert Notice.objects.filter(kind="invitation").count() == 2

    post(client, "portal-invitation", AGS, invitation.pk, act="revoke")

    invitation.refresh_from_db()
    assert invitation.revoked_by == anna
    assert post(client, "portal-invitation", AGS, invitation.pk).status_code == 404


def test_wrong_invitation_keeps_what_was_typed(client: Client, anna: User, berta: User) -> None:
    client.force_login(anna)
    with unchanged():
        found = post(client, "portal-invite", AGS, email=berta.email, role="editor")
    assert found.status_code == 409
    text = found.content.decode()
    assert "handelt bereits für diese Kommune" in text
    assert f'value="{berta.email}"' in text
    assert post(client, "portal-invite", AGS, email="x").status_code == 400


def test_signatory_names_a_deputy(client: Client, anna: User, berta: User) -> None:
    client.force_login(berta)
    member = Membership.objects.get(user=anna)

    found = post(client, "portal-membership", AGS, member.pk, role="deputy")

    assert found.status_code == 302
    member.refresh_from_db()
    assert member.role == "deputy"


def test_editor_does_not_open_a_colleague_s_page(client: Client, anna: User, berta: User) -> None:
    client.force_login(anna)
    pk = Membership.objects.get(user=berta).pk
    for name in ("portal-membership", "portal-membership-end"):
        assert client.get(reverse(name, args=[AGS, pk])).status_code == 403
        assert post(client, name, AGS, pk, role="editor").status_code == 403


def test_one_s_own_role_can_only_be_given_up(
    client: Client, own_town: Municipality, anna: User, berta: User
) -> None:
    doris = acting("Doris", own_town, Role.DEPUTY)
    client.force_login(doris)
    mine = Membership.objects.get(user=doris)

    assert 'value="signatory"' not in page(client, "portal-membership", AGS, mine.pk)
    assert post(client, "portal-membership", AGS, mine.pk, role="signatory").status_code == 400
    assert post(client, "portal-membership", AGS, mine.pk, role="editor").status_code == 302


def test_last_signatory_is_told_why_not(client: Client, anna: User, berta: User) -> None:
    client.force_login(berta)
    mine = Membership.objects.get(user=berta)
    assert "Nicht mehr für Beispielstadt handeln" in page(
        client, "portal-membership-end", AGS, mine.pk
    )

    with unchanged():
        found = post(client, "portal-membership-end", AGS, mine.pk)
        role = post(client, "portal-membership", AGS, mine.pk, role="editor")

    assert found.status_code == role.status_code == 409
    assert "letzte vertretungsberechtigte Person" in found.content.decode()


def test_editor_leaves_and_sees_nothing_more(client: Client, anna: User, berta: User) -> None:
    client.force_login(anna)

    found = post(client, "portal-membership-end", AGS, Membership.objects.get(user=anna).pk)

    assert found["Location"] == reverse("portal-municipalities")
    assert client.get(reverse("portal-municipality", args=[AGS])).status_code == 404


def test_signatory_removes_an_editor(client: Client, anna: User, berta: User) -> None:
    client.force_login(berta)

    found = post(client, "portal-membership-end", AGS, Membership.objects.get(user=anna).pk)

    assert found["Location"] == reverse("portal-municipality", args=[AGS])
    assert not Membership.objects.filter(user=anna).exists()


def test_mailbox_is_entered_and_removed(client: Client, anna: User) -> None:
    client.force_login(anna)
    assert post(client, "mailbox-add", AGS, address="kein Postfach").status_code == 400
    assert post(client, "mailbox-add", AGS, address="post@example.org").status_code == 302

    post(client, "mailbox-remove", AGS, Mailbox.objects.get().pk)

    assert not Mailbox.objects.exists()
    assert post(client, "mailbox-remove", AGS, 1).status_code == 404


def test_office_acts_with_its_reason_where_somebody_signs(
    client: Client, asked: MembershipRequest, anna: User, dora: User
) -> None:
    client.force_login(dora)
    member = Membership.objects.get(user=anna)
    for name, pk, body in (
        ("office-membership", member.pk, {"role": "deputy"}),
        ("office-membership-end", member.pk, {}),
        ("office-request", asked.pk, {"act": "admit", "role": "editor"}),
    ):
        found = post(client, name, AGS, pk, **body)
        assert found.status_code == 400
        assert "Bitte begründen Sie diesen Schritt." in found.content.decode()

    found = post(
        client, "office-membership", AGS, member.pk, role="deputy", reason="Krankheit, Anruf 15 Uhr"
    )

    assert found["Location"] == reverse("office-municipality", args=[AGS])
    member.refresh_from_db()
    assert member.role == "deputy"


def test_office_invites_the_first_without_a_reason(
    client: Client, own_town: Municipality, dora: User
) -> None:
    client.force_login(dora)
    assert "Begründung" not in page(client, "office-invite", AGS)

    found = post(client, "office-invite", AGS, email="erste@example.org", role="signatory")

    assert found.status_code == 302
    assert "erste@example.org" in page(client, "office-municipalities")


def test_office_lists_what_only_it_can_decide(
    client: Client, asked: MembershipRequest, other_town: Municipality, dora: User
) -> None:
    oskar = account("Oskar")
    membership_requests.ask(municipality=other_town, role="editor", by=oskar)
    client.force_login(dora)

    text = page(client, "office-municipalities")

    assert "Oskar Beispiel" in text
    assert "Nina Beispiel" not in text
    assert "(1 Anfrage wartet)" in page(client, "office")


def test_office_finds_a_municipality(client: Client, own_town: Municipality, dora: User) -> None:
    client.force_login(dora)
    found = client.get(reverse("office-municipalities"), {"q": "beispiel"})
    assert reverse("office-municipality", args=[AGS]) in found.content.decode()


def test_office_invites_to_itself_and_revokes(client: Client, dora: User) -> None:
    client.force_login(dora)
    assert post(client, "office-invitations", email="x", role="office").status_code == 400
    assert post(client, "office-invitations", email="", role="editor").status_code == 400
    assert (
        post(client, "office-invitations", email="a@example.org", role="office").status_code == 302
    )
    text = page(client, "office-invitations")
    assert "a@example.org" in text

    invitation = Invitation.objects.get()
    post(client, "office-account-invitation", invitation.pk, act="revoke")

    invitation.refresh_from_db()
    assert invitation.revoked_by == dora
    assert post(client, "office-account-invitation", invitation.pk).status_code == 404
