"""Letters in the portal: opened by an act, noted once, read again without a note."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from competition import clock
from competition.models import Application, Notice, Retrieval, User
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import submit

pytestmark = pytest.mark.django_db
SECRET = "ist als Fassung 1 eingegangen"


@pytest.fixture
def receipt(draft: Application, berta: User) -> Notice:
    submit(Application.objects.get(pk=draft.pk), berta)
    return Notice.objects.get()


def address(letter: Notice) -> str:
    return reverse("portal-notice", args=[letter.key])


def page(client: Client, letter: Notice) -> str:
    return client.get(address(letter)).content.decode()


def test_letter_waits_to_be_opened_and_reading_its_page_notes_nothing(
    client: Client, receipt: Notice, anna: User
) -> None:
    client.force_login(anna)
    client.get(reverse("portal"))

    with unchanged():
        found = page(client, receipt)
    assert SECRET not in found
    assert receipt.subject not in found
    assert "Schreiben öffnen" in found
    assert "noch nicht" in client.get(reverse("portal")).content.decode()


def test_opening_is_noted_once_and_the_letter_stays_readable(
    client: Client, receipt: Notice, anna: User
) -> None:
    client.force_login(anna)

    answer = client.post(address(receipt))

    assert answer.headers["Location"] == address(receipt)
    with unchanged():
        assert SECRET in page(client, receipt)
    client.post(address(receipt))
    assert Retrieval.objects.count() == 1
    assert "von Anna Beispiel" in client.get(reverse("portal")).content.decode()


def test_each_colleague_opens_the_letter_for_the_first_time(
    client: Client, receipt: Notice, anna: User, berta: User
) -> None:
    client.force_login(anna)
    client.post(address(receipt))
    client.force_login(berta)

    found = page(client, receipt)
    assert SECRET not in found
    assert "von Anna Beispiel" in found
    client.post(address(receipt))
    assert SECRET in page(client, receipt)
    assert Retrieval.objects.count() == 2


def test_c17_strangers_and_the_early_find_no_letter(
    client: Client, receipt: Notice, anna: User, boris: User
) -> None:
    client.force_login(boris)
    with unchanged():
        assert client.post(address(receipt)).status_code == 404

    Notice.objects.update(due_at=clock.now() + timedelta(minutes=1))
    client.force_login(anna)
    with unchanged():
        assert client.get(address(receipt)).status_code == 404
        assert client.post(address(receipt)).status_code == 404
        assert address(receipt) not in client.get(reverse("portal")).content.decode()
