"""The page of scenarios: what is supposed, and that nobody takes it for a result."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from reviews.decisions.scenario import Change
from reviews.models import SelectionRun
from reviews.services import selection
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


def address(round_: Round) -> str:
    return reverse("office-scenario", args=[round_.call.slug])


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def computed(make_round: MakeRound, client: Client) -> Round:
    made = make_round(Stage.COMPUTED)
    client.force_login(made.dora)
    return made


def test_a_scenario_is_queued_computed_and_compared(client: Client, computed: Round) -> None:
    sent = {"title": "Ein Platz", "seats": "1", "criterion": "idea", "weight": "1,5"}
    place = client.post(address(computed), sent).headers["Location"]
    run = SelectionRun.objects.get(is_scenario=True)
    assert run.scenario == {"seats": 1, "weight": {"criterion": "idea", "weight": "1.5"}}
    assert "SZENARIO: Ein Platz" in text(client.get(place))
    selection.compute(run_id=run.pk)
    page = text(client.get(place))
    assert "<li>Plätze: 1.</li>" in page
    assert "<li>Gewicht von „Überzeugungskraft“: 1,5.</li>" in page
    assert "Im Szenario fielen heraus" in page
    assert "Als Entscheidung vorschlagen" not in page


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"title": "", "seats": "1"}, "title"),
        ({"title": "X"}, "__all__"),
        ({"title": "X", "seats": "0"}, "seats"),
        ({"title": "X", "seats": "9" * 40}, "seats"),
        ({"title": "X", "seats": "viele"}, "seats"),
        ({"title": "X", "rule": "gibt-es-nicht"}, "rule"),
        ({"title": "X", "criterion": "idea", "weight": "viel"}, "weight"),
        ({"title": "X", "juror": "J9"}, "juror"),
        ({"title": "X\x00", "seats": "1"}, "title"),
    ],
)
def test_what_cannot_be_supposed_is_said_at_its_field(
    client: Client, computed: Round, sent: dict[str, str], field: str
) -> None:
    with unchanged():
        answer = client.post(address(computed), sent)
    assert answer.status_code == 400
    assert answer.context["form"].errors[field]


def test_there_is_no_scenario_before_the_lock(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.READY)
    client.force_login(round_.dora)
    assert client.get(address(round_)).status_code == 409


@pytest.mark.parametrize("rows", [1, 3])
def test_scenario_query_count(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    fields = {"places_count": 1, "budget_cents": 50_000_00}
    round_ = make_round(Stage.LOCKED, applications=rows, fields=fields)
    client.force_login(round_.dora)
    with django_assert_num_queries(10):
        client.get(address(round_))


@pytest.mark.parametrize("rows", [1, 3])
def test_computed_scenario_query_count(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    fields = {"places_count": 1, "budget_cents": 50_000_00}
    round_ = make_round(Stage.COMPUTED, applications=rows + 1, fields=fields)
    queued = selection.suppose(
        call=round_.call, title="Ohne J1", change=Change(juror="J1"), by=round_.dora
    )
    selection.compute(run_id=queued.pk)
    client.force_login(round_.dora)
    with django_assert_num_queries(11):
        client.get(reverse("office-run", args=[round_.call.slug, queued.public_id]))
