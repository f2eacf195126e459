"""The office reads reports with their evidence, and settles them."""

import pytest
from django.test import Client

from competition import clock
from competition.errors import Refusal
from competition.models import Application, Disturbance, User
from competition.services import disturbances
from tests.fixtures.rounds import DEADLINE_AT, submit

pytestmark = pytest.mark.django_db
LIST = "/geschaeftsstelle/stoerungen/"


@pytest.fixture
def kept(draft: Application, berta: User) -> Disturbance:
    with pytest.raises(Refusal):
        submit(draft, berta, DEADLINE_AT)
    return disturbances.report(
        text="Zu spät, aber nicht durch uns.",
        by=berta,
        address="192.0.2.1",
        received_at=clock.now(),
        call=draft.call,
    )


def test_the_list_tells_open_from_settled(client: Client, kept: Disturbance, dora: User) -> None:
    client.force_login(dora)
    assert kept.number in client.get(LIST).content.decode()
    assert kept.number in client.get(LIST, {"is_settled": "false"}).content.decode()
    assert kept.number not in client.get(LIST, {"is_settled": "true"}).content.decode()
    assert "1 offen" in client.get("/geschaeftsstelle/").content.decode()


def test_the_attempts_stand_behind_the_report(
    client: Client, kept: Disturbance, dora: User
) -> None:
    client.force_login(dora)
    text = client.get(f"{LIST}{kept.number}/").content.decode()
    assert "nach Ablauf der Frist" in text
    assert "Berta Beispiel" in text
    assert "Beispielstadt" in text


def test_a_report_is_settled_with_a_remark(client: Client, kept: Disturbance, dora: User) -> None:
    client.force_login(dora)
    address = f"{LIST}{kept.number}/"
    assert client.post(address, {"remark": ""}).status_code == 400
    answer = client.post(address, {"remark": "Kein Ausfall."}, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert "Kein Ausfall." in answer.content.decode()
    assert client.post(address, {"remark": "Doch."}).status_code == 409


def test_a_made_up_number_is_not_found(client: Client, dora: User) -> None:
    client.force_login(dora)
    assert client.get(f"{LIST}0000-0000-0000/").status_code == 404
