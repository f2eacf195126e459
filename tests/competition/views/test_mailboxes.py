"""The link sent to a shared mailbox: a button confirms, opening alone does not."""

import pytest
from django.test import Client

from competition.models import Mailbox, Municipality, Notice, User
from competition.services import mailboxes

pytestmark = pytest.mark.django_db
PLACE = "/postfach/"


@pytest.fixture
def secret(own_town: Municipality, anna: User) -> str:
    mailboxes.add(municipality=own_town, address="post@example.org", by=anna)
    return Notice.objects.get(kind="mailbox_confirmation").secret


def opened(client: Client, secret: str) -> str:
    found = client.get(f"{PLACE}{secret}/")
    assert (found.status_code, found["Location"]) == (302, PLACE)
    answer = client.get(PLACE)
    assert found["Referrer-Policy"] == "no-referrer"
    return answer.content.decode()


def test_mailbox_is_confirmed_by_its_button(client: Client, secret: str) -> None:
    text = opened(client, secret)
    assert "post@example.org" in text
    assert secret not in text
    assert Mailbox.objects.get().confirmed_at is None

    found = client.post(PLACE, follow=True)

    assert Mailbox.objects.get().confirmed_at is not None
    assert "Das Postfach post@example.org erhält ab jetzt" in found.content.decode()
    assert "kein Link geöffnet" in client.get(PLACE).content.decode()


def test_used_and_made_up_links_say_so(client: Client, secret: str) -> None:
    mailboxes.confirm(secret=secret)
    for dead in (secret, "erfunden"):
        client.get(f"{PLACE}{dead}/")
        found = client.get(PLACE)
        assert found.status_code == client.post(PLACE).status_code == 400
        assert "gilt nicht mehr" in found.content.decode()


def test_without_a_link_there_is_nothing_to_confirm(client: Client) -> None:
    assert client.post(PLACE).status_code == 400
