"""The numbers of the site: to whoever shows the token, and to nobody else."""

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from competition.models import Application, Notice, User
from competition.models.notice import NoticeState
from competition.services import heartbeats
from tests.fixtures.rounds import MakeRound, Stage, submit

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-operator"
SHOWN = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture(autouse=True)
def token(settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN


def told(client: Client) -> dict[str, float]:
    """Each number by its name and labels."""
    answer = client.get("/metrics/", headers={**SHOWN, "host": "10.0.0.7:8000"})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = answer.content.decode().splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name.removeprefix("modellkommune_"): float(value) for name, value in pairs}


@pytest.mark.parametrize(
    "given", ["", "Bearer ", "Bearer wrong", f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}x", "Bearer ä"]
)
def test_c23_without_the_token_the_address_does_not_exist(client: Client, given: str) -> None:
    answer = client.get("/metrics/", headers={"authorization": given})
    other = client.get("/gibt-es-nicht/", headers={"authorization": given})
    assert answer.status_code == other.status_code == 404
    assert sorted(answer.headers) == sorted(other.headers)
    assert b"modellkommune_" not in answer.content


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("end", ["", "/", "/x", "//"])
def test_c23_without_the_token_no_method_and_no_spelling_finds_it(
    client: Client, method: str, end: str
) -> None:
    """A 405, or a redirect to the address with its slash, would say that it is there."""
    answer = client.generic(method, f"/metrics{end}", headers={"authorization": TOKEN})
    assert answer.status_code == 404
    assert client.get(f"/metrics{end}").status_code == 404


@pytest.mark.parametrize("given", [{}, {"authorization": "Bearer "}, SHOWN])
def test_c23_where_no_token_is_set_none_is_right(
    client: Client, settings: Settings, given: dict[str, str]
) -> None:
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics/", headers=given).status_code == 404


def test_requests_are_counted_by_kind_and_status(client: Client) -> None:
    before = told(client)
    client.get("/impressum/")
    client.get("/gibt-es-nicht/")
    after = told(client)
    for name in (
        'requests_total{kind="needed",status="200"}',
        'requests_total{kind="needed",status="404"}',
        'request_seconds_bucket{kind="needed",le="+Inf"}',
    ):
        assert after[name] > before.get(name, 0.0), name


def test_what_waits_is_told_with_its_age(client: Client, draft: Application, berta: User) -> None:
    submit(draft, berta)
    heartbeats.beat("worker")
    found = told(client)
    assert (found["letters_due"], found["letters_failed"], found["runs_queued"]) == (1, 0, 0)
    assert 0 <= found["letters_oldest_seconds"] < 3_600
    assert 0 <= found['heartbeat_seconds{process="worker"}'] < 3_600
    assert found["database_up"] == 1


def test_a_letter_that_is_given_up_is_told(client: Client, draft: Application, berta: User) -> None:
    submit(draft, berta)
    letter = Notice.objects.get()
    Notice.objects.update(state=NoticeState.FAILED, failed_at=letter.due_at)
    found = told(client)
    assert (found["letters_due"], found["letters_failed"]) == (0, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_are_as_many_whatever_waits(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    round_ = make_round(Stage.OPEN)
    for _ in range(count):
        round_.apply()
    with django_assert_num_queries(5):
        told(client)


def test_c23_no_number_tells_of_a_score_a_name_or_a_round(
    client: Client, make_round: MakeRound
) -> None:
    """All names, and the only labels that there are."""
    make_round(Stage.OPEN).apply()
    names = {name.partition("{")[0] for name in told(client)}
    assert {name for name in names if not name.startswith("request")} == {
        *("database_up", "letters_due", "letters_failed", "letters_oldest_seconds"),
        *("runs_queued", "runs_oldest_seconds", "writers"),
    }


def test_without_a_database_the_rest_is_told(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("competition.clock.now", away)
    found = told(client)
    assert found["database_up"] == 0
    assert "letters_due" not in found
