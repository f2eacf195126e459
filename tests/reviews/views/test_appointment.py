"""Who sits in the jury: appointed by the office, with the ties that conflicts follow from."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from reviews.models import Conflict, JuryMember
from tests.fixtures.people import account
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound, client: Client) -> Round:
    made = make_round(Stage.READY)
    client.force_login(made.dora)
    account("Karla")
    return made


def address(round_: Round) -> str:
    return reverse("office-appointment", args=[round_.call.slug])


def appoint(client: Client, round_: Round, **more: str) -> Any:
    given = {"act": "appoint", "email": "Karla@example.org", "bench": "Länder"}
    return client.post(address(round_), given | more)


def test_a_person_with_an_account_gets_a_seat(client: Client, round_: Round) -> None:
    ags = round_.applications[0].municipality.ags
    assert appoint(client, round_, ags=ags, association="dstgb", state="BY").status_code == 302
    seat = JuryMember.objects.get(user__email="karla@example.org")
    assert (seat.bench, seat.association, seat.state) == ("Länder", "dstgb", "BY")
    assert seat.municipality == round_.applications[0].municipality
    page = client.get(address(round_)).content.decode()
    assert "Karla Beispiel" in page
    assert "Deutscher Städte- und Gemeindebund" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "niemand@example.org"},
        {"email": "dora@example.org"},  # of the office
        {"email": ""},
        {"email": "\x00"},
        {"ags": "12345678"},
        {"ags": "1" * 30},
        {"association": "adac"},
        {"state": "XX"},
        {"bench": "x" * 101},
        {"is_chair": "on"},  # Clara holds it
    ],
)
def test_a_wrong_appointment_is_shown_again(
    client: Client, round_: Round, wrong: dict[str, str]
) -> None:
    with unchanged():
        answer = appoint(client, round_, **wrong)
    assert answer.status_code == 400
    assert answer.context["appointing"].errors


def test_once_reviewing_is_open_nobody_is_appointed_but_ties_are_corrected(
    client: Client, round_: Round
) -> None:
    round_.open_reviewing()
    with unchanged():
        assert appoint(client, round_).status_code == 400
    seat = round_.jurors[1]
    given = {"act": "correct", "korrektur-juror": seat.pk, "korrektur-state": "BY"}
    assert client.post(address(round_), given).status_code == 302
    assert Conflict.objects.get().jury_member == seat
    assert "nicht mehr berufen" in client.get(address(round_)).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"korrektur-juror": ""}, {"korrektur-juror": "9" * 30}, {"korrektur-ags": "00000000"}],
)
def test_a_wrong_correction_is_shown_again(
    client: Client, round_: Round, wrong: dict[str, str]
) -> None:
    given = {"act": "correct", "korrektur-juror": str(round_.jurors[1].pk)}
    with unchanged():
        assert client.post(address(round_), given | wrong).status_code == 400


@pytest.mark.parametrize("jurors", [1, 3])
def test_appointment_query_count(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    jurors: int,
) -> None:
    made = make_round(Stage.READY, jurors=jurors)
    client.force_login(made.dora)
    with django_assert_num_queries(7):
        client.get(address(made))
