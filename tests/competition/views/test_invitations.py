"""The link of an invitation: out of the address at once, and accepted with open eyes."""

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import Membership, Municipality, Notice, User
from competition.services import invitations
from tests.fixtures.people import account
from tests.fixtures.refusals import unchanged

pytestmark = pytest.mark.django_db
PLACE = "/einladung/"


@pytest.fixture
def secret(own_town: Municipality, anna: User) -> str:
    """Of the link that was sent to Nina."""
    invitations.invite(email="nina@example.org", role="editor", by=anna, municipality=own_town)
    return Notice.objects.get(kind="invitation").secret


def opened(client: Client, secret: str) -> str:
    """The page behind the link."""
    found = client.get(f"/einladung/{secret}/")
    assert (found.status_code, found["Location"]) == (302, PLACE)
    assert found["Referrer-Policy"] == "no-referrer"
    answer = client.get(PLACE)
    return answer.content.decode()


def test_link_leaves_the_address_and_opens_the_page(client: Client, secret: str) -> None:
    text = opened(client, secret)

    assert secret not in text
    assert client.session["invitation"] == secret
    for words in ("Beispielstadt", "Anna Beispiel", "nina@example.org", "Konto anlegen"):
        assert words in text


def test_opening_the_link_accepts_nothing(client: Client, secret: str) -> None:
    nina = account("Nina")
    client.force_login(nina)
    opened(client, secret)
    assert not Membership.objects.filter(user=nina).exists()


def test_invited_person_accepts(client: Client, secret: str) -> None:
    nina = account("Nina")
    client.force_login(nina)
    assert "is_meant" not in opened(client, secret)

    found = client.post(PLACE)

    assert found["Location"] == reverse("portal-municipality", args=["99001001"])
    assert Membership.objects.filter(user=nina).exists()
    assert "invitation" not in client.session


def test_another_account_sees_which_address_was_invited_and_says_so(
    client: Client, secret: str, stranger: User
) -> None:
    client.force_login(stranger)
    assert "eingeladen wurde nina@example.org" in opened(client, secret)
    with unchanged():
        found = client.post(PLACE)
    assert found.status_code == 400
    assert "Bitte bestätigen Sie das" in found.content.decode()

    client.post(PLACE, {"is_meant": "on"})

    assert Membership.objects.filter(user=stranger).exists()


def test_visitor_is_sent_to_sign_in_and_back(client: Client, secret: str) -> None:
    opened(client, secret)
    found = client.post(PLACE)
    assert found["Location"] == "/anmelden/?next=/einladung/"


@pytest.mark.parametrize("dead", ["erfunden", "x" * 900, "%F0%9F%92%A9"])
def test_dead_link_says_so(client: Client, dead: str, stranger: User) -> None:
    client.get(f"/einladung/{dead}/")
    found = client.get(PLACE)
    assert found.status_code == 400
    assert "gilt nicht mehr" in found.content.decode()
    client.force_login(stranger)
    assert client.post(PLACE).status_code == 400


def test_without_a_link_there_is_nothing_to_accept(client: Client, stranger: User) -> None:
    assert "keine Einladung geöffnet" in client.get(PLACE).content.decode()
    client.force_login(stranger)
    assert client.post(PLACE).status_code == 400


def test_office_member_reads_why_not(client: Client, secret: str, dora: User) -> None:
    client.force_login(dora)
    opened(client, secret)
    found = client.post(PLACE, {"is_meant": "on"})
    assert found.status_code == 409
    assert "§ 20 VwVfG" in found.content.decode()


@pytest.mark.parametrize(("role", "target"), [("office", "/geschaeftsstelle/"), ("account", "/")])
def test_invitations_of_the_office_lead_to_its_rooms(
    client: Client, dora: User, emil: User, role: str, target: str
) -> None:
    found = invitations.invite(email="nina@example.org", role=role, by=dora)
    if role == "office":
        invitations.confirm(invitation=found, by=emil)
    client.force_login(account("Nina"))
    opened(client, Notice.objects.get(kind="invitation").secret)
    assert client.post(PLACE)["Location"] == target
