"""The page of retention: read, propose, confirm by another."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Erasure
from competition.retention.periods import add_months
from competition.services import retention
from tests.competition.accounts.hands import text
from tests.fixtures.rounds import DEADLINE_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(make_round: MakeRound) -> Round:
    round_ = make_round(Stage.OPEN)
    round_.draft(0)
    round_.at(add_months(DEADLINE_AT, 12))
    return round_


def address(round_: Round) -> str:
    return reverse("office-retention", args=[round_.call.slug])


def read(client: Client, round_: Round) -> str:
    return text(client.get(address(round_)))


def value_of(name: str, page: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]


def test_one_proposes_another_confirms(client: Client, drafted: Round) -> None:
    client.force_login(drafted.dora)
    page = read(client, drafted)
    assert "Beispielstadt" in page
    body = {"act": "propose", "digest": value_of("digest", page), "left_out": ""}
    assert client.post(address(drafted), body).status_code == 302
    page = read(client, drafted)
    assert 'value="confirm"' not in page

    client.force_login(drafted.emil)
    page = read(client, drafted)
    body = {
        "act": "confirm",
        "proposal": value_of("proposal", page),
        "digest": value_of("digest", page),
    }
    assert client.post(address(drafted), body).status_code == 302
    assert "läuft" in read(client, drafted)
    retention.carry_out(erasure_id=Erasure.objects.get().pk)
    assert "Bewerbungen 1, Dateien 0" in read(client, drafted)


def test_what_stays_for_now_must_be_due(client: Client, drafted: Round) -> None:
    client.force_login(drafted.dora)
    digest = value_of("digest", read(client, drafted))
    body = {"act": "propose", "digest": digest, "left_out": "x\ny"}
    answer = client.post(address(drafted), body)
    assert answer.status_code == 400
    assert "x\ny" in text(answer)


def test_nobody_confirms_the_own_proposal_by_hand(client: Client, drafted: Round) -> None:
    client.force_login(drafted.dora)
    client.post(
        address(drafted), {"act": "propose", "digest": value_of("digest", read(client, drafted))}
    )
    erasure = Erasure.objects.get()
    body = {"act": "confirm", "proposal": erasure.pk, "digest": erasure.digest}
    assert client.post(address(drafted), body).status_code == 409
    assert client.post(address(drafted), {**body, "act": "reject"}).status_code == 302


@pytest.mark.parametrize(
    "body",
    [{}, {"act": "confirm"}, {"act": "confirm", "proposal": "x"}, {"act": "x", "proposal": "1"}],
)
def test_malformed_bodies(client: Client, drafted: Round, body: dict[str, str]) -> None:
    client.force_login(drafted.dora)
    assert client.post(address(drafted), body).status_code in (400, 404)


@pytest.mark.parametrize("count", [1, 3])
def test_queries(
    client: Client,
    make_round: MakeRound,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    round_ = make_round(Stage.OPEN)
    for number in range(count):
        round_.draft(number)
    round_.at(add_months(DEADLINE_AT, 12))
    client.force_login(round_.dora)
    with django_assert_num_queries(9):
        client.get(address(round_))
