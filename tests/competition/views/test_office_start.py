"""The office's first page: every round and what is due in it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Call, User
from competition.services.heartbeats import beat
from tests.competition.views.test_office_notices import STALLED, failed
from tests.fixtures.rounds import PUBLIC_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


def due(client: Client, user: User) -> list[str]:
    """What is due for the person in the only round."""
    client.force_login(user)
    answer = client.get(reverse("office"))
    (round_,) = answer.context["rounds"]
    page = answer.content.decode()
    assert all(each.text in page for each in round_.due)
    return [each.text for each in round_.due]


@pytest.mark.parametrize(
    ("stage", "texts"),
    [
        (Stage.DRAFTED, []),
        (Stage.SUBMITTED, []),
        (Stage.CLOSED, ["3 Bewerbungen formal prüfen"]),
        (Stage.SCREENED, ["Begutachtung eröffnen"]),
        (Stage.REVIEWING, ["Begutachtung und Auswahl begleiten"]),
        (Stage.DECIDED, ["Bekanntgabe vorbereiten"]),
        (Stage.PREPARED, ["Bekanntgabe bestätigen"]),
        (Stage.CONFIRMED, []),
        (Stage.ANNOUNCED, []),
    ],
)
def test_due_at_each_stage(
    client: Client, make_round: MakeRound, stage: Stage, texts: list[str]
) -> None:
    assert due(client, make_round(stage).emil) == texts


def test_preparer_waits_for_the_second_person(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.PREPARED)
    assert due(client, round_.dora) == ["Bekanntgabe wartet auf die zweite Person"]


def test_instant_missed_needs_a_new_one(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.PREPARED)
    round_.at(PUBLIC_AT)
    assert due(client, round_.emil) == ["Neuen Zeitpunkt der Bekanntgabe festlegen"]


def test_failed_letters_are_due(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED)
    failed(round_.call.notices.all()[0])
    assert due(client, round_.dora) == ["Mitteilungen sind gescheitert"]


def test_silent_worker_is_shown(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED)
    client.force_login(round_.dora)
    assert STALLED in client.get(reverse("office")).content.decode()
    beat("worker")
    assert STALLED not in client.get(reverse("office")).content.decode()


def test_archive_is_not_run_by_the_office(client: Client, dora: User, call: Call) -> None:
    Call.objects.update(is_archive=True)
    client.force_login(dora)
    assert "Es gibt noch keinen Wettbewerb." in client.get(reverse("office")).content.decode()


def test_editor_finds_no_office(client: Client, anna: User) -> None:
    client.force_login(anna)
    assert client.get(reverse("office")).status_code == 404


def test_start_takes_no_post(client: Client, dora: User) -> None:
    client.force_login(dora)
    assert client.post(reverse("office")).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_start_query_count(
    client: Client, dora: User, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for number in range(rows):
        Round(fields={"slug": f"runde-{number}"})
    client.force_login(dora)
    with django_assert_num_queries(9):
        client.get(reverse("office"))
