"""Where accounts meet the rest: an invitation's link, and an act that cannot be undone."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from competition import link_secrets
from competition.forms.office import ConfirmationForm
from competition.models import Invitation, Municipality, Notice, User
from competition.services import invitations
from tests.competition.accounts.hands import PASSWORD, give_password, link_in, post, sign_in, text
from tests.fixtures.announcing import read_of
from tests.fixtures.rounds import MakeRound, Round, Stage
from tests.fixtures.second_factors import code_of

pytestmark = pytest.mark.django_db
NEW = "neu@stadt.example"


@pytest.fixture
def invited(client: Client, anna: User, own_town: Municipality) -> Client:
    """A visitor who has opened the link that Anna sent to a new colleague."""
    invitations.invite(email=NEW, role="editor", municipality=own_town, by=anna)
    client.get(link_in(NEW))
    return client


def test_invited_colleague_needs_no_second_letter(invited: Client) -> None:
    body = {"name": "Nele Neu", "email": NEW, "password1": PASSWORD}
    assert post(invited, "account_signup", body)["Location"] == reverse("invitation")

    assert not Notice.objects.filter(kind="address_confirmation").exists()
    assert "Beispielstadt" in text(invited.get(reverse("invitation")))
    post(invited, "invitation")
    assert User.objects.get(email=NEW).memberships.get().municipality.name == "Beispielstadt"


def test_invitation_confirms_no_other_address(invited: Client) -> None:
    body = {"name": "Nele Neu", "email": "privat@example.org", "password1": PASSWORD}
    answer = post(invited, "account_signup", body)
    assert answer["Location"] == reverse("account_email_verification_sent")


def test_void_invitation_confirms_nothing(invited: Client) -> None:
    Invitation.objects.update(secret_digest=link_secrets.digest("ein anderes"))
    body = {"name": "Nele Neu", "email": NEW, "password1": PASSWORD}
    answer = post(invited, "account_signup", body)
    assert answer["Location"] == reverse("account_email_verification_sent")


def test_signing_in_leads_to_the_open_invitation(invited: Client, boris: User) -> None:
    give_password(boris)
    assert sign_in(invited, boris.email)["Location"] == reverse("invitation")


def prepared(make_round: MakeRound, client: Client, emil: User, minutes: int) -> tuple[Round, str]:
    """A prepared announcement before Emil, who has proven who he is so many minutes ago."""
    round_ = make_round(Stage.PREPARED)
    client.force_login(emil)
    session = client.session
    session["account_authentication_methods"][0]["at"] = time.time() - 60 * minutes
    session.save()
    return round_, reverse("office-announcement", args=[round_.call.slug])


def confirm(client: Client, round_: Round, address: str) -> str:
    read = ConfirmationForm.of(read_of(round_.call)).initial
    answer = client.post(address, {"act": "confirm", **read})
    return str(answer["Location"])


def test_announcing_asks_again_after_half_an_hour(
    make_round: MakeRound, client: Client, emil: User
) -> None:
    round_, address = prepared(make_round, client, emil, minutes=31)

    asked = confirm(client, round_, address)

    assert asked == f"{reverse('account_reauthenticate')}?next={address}"
    round_.call.announcement.refresh_from_db()
    assert round_.call.announcement.confirmed_at is None
    proof = {"code": code_of(), "next": address}
    assert post(client, "mfa_reauthenticate", proof)["Location"] == address
    assert confirm(client, round_, address) == address
    round_.call.announcement.refresh_from_db()
    assert round_.call.announcement.confirmed_at


def test_announcing_soon_after_signing_in_asks_for_nothing(
    make_round: MakeRound, client: Client, emil: User
) -> None:
    round_, address = prepared(make_round, client, emil, minutes=29)
    assert confirm(client, round_, address) == address
