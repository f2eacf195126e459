"""The office's first page: what to do now, what waits for others, and where every round stands."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Call, User
from competition.services import awards, disturbances, extensions
from competition.services.heartbeats import beat
from reviews.services import selection
from tests.competition.views.test_office_notices import failed
from tests.fixtures.rounds import DEADLINE_AT, PUBLIC_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
STALLED = "Der Hintergrunddienst steht"


def page(client: Client, user: User) -> tuple[list[str], list[tuple[str, str]]]:
    """What the person can do now, and what waits for whom else, as the page shows it."""
    client.force_login(user)
    answer = client.get(reverse("office"))
    own, others = answer.context["own"], answer.context["others"]
    shown = answer.content.decode()
    assert all(task.text in shown and task.url in shown for task in (*own, *others))
    return [task.text for task in own], [(task.text, str(task.who)) for task in others]


@pytest.mark.parametrize(
    ("stage", "own", "others"),
    [
        (Stage.DRAFTED, ["Aufruf fertigstellen und veröffentlichen"], []),
        (Stage.CLOSED, ["3 Bewerbungen formal prüfen"], []),
        (Stage.SCREENED, ["Begutachtung öffnen"], []),
        (Stage.REVIEWING, [], [("Bewerten: 0 von 6 abgeschlossen", "jury")]),
        (Stage.SCORED, ["Bewertungen sperren"], []),
        (Stage.LOCKED, ["Auswahllauf starten"], []),
        (Stage.COMPUTED, ["Entscheidung vorschlagen"], []),
        (Stage.PROPOSED, ["Entscheidung bestätigen"], []),
        (Stage.DECIDED, ["Bekanntgabe vorbereiten"], []),
        (Stage.PREPARED, ["Bekanntgabe bestätigen"], []),
    ],
)
def test_due_at_each_stage(
    client: Client,
    make_round: MakeRound,
    stage: Stage,
    own: list[str],
    others: list[tuple[str, str]],
) -> None:
    assert page(client, make_round(stage).emil) == (own, others)


def test_open_round_waits_for_the_municipalities(client: Client, make_round: MakeRound) -> None:
    own, others = page(client, make_round(Stage.SUBMITTED).dora)
    assert own == []
    assert [who for _text, who in others] == ["applicants"]


def test_confirmed_announcement_waits_for_its_instant(
    client: Client, make_round: MakeRound
) -> None:
    own, others = page(client, make_round(Stage.CONFIRMED).dora)
    assert own == []
    assert [who for _text, who in others] == ["time"]


@pytest.mark.parametrize("stage", [Stage.PROPOSED, Stage.PREPARED])
def test_proposer_waits_for_the_second_person(
    client: Client, make_round: MakeRound, stage: Stage
) -> None:
    own, others = page(client, make_round(stage).dora)
    assert own == []
    assert [who for _text, who in others] == ["colleague"]


def test_extension_is_confirmed_by_the_other(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED)
    later = DEADLINE_AT.replace(day=DEADLINE_AT.day + 1)
    extensions.propose(call=round_.call, by=round_.dora, deadline_to=later, reason="Störung.")
    assert page(client, round_.emil)[0] == ["Verlängerung der Frist bestätigen"]
    assert page(client, round_.dora)[1][0] == (
        "Verlängerung der Frist wartet auf die zweite Person",
        "colleague",
    )


def test_instant_missed_needs_a_new_one(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.PREPARED)
    round_.at(PUBLIC_AT)
    assert page(client, round_.emil)[0] == ["Neuen Zeitpunkt der Bekanntgabe festlegen"]


def test_declined_award_leaves_a_place_to_decide_upon(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.ANNOUNCED)
    round_.call.notices.update(state="sent", sent_at=PUBLIC_AT)
    begins = "Umsetzung: Einrichtung"
    assert page(client, round_.dora) == ([begins], [])
    awards.decline(
        award=round_.call.awards.all()[0],
        by=round_.dora,
        reason="Kein Eigenanteil.",
        evidence="Schreiben vom 1.9.",
    )
    # The confirmation of it is still to be sent, which waits for nobody.
    assert page(client, round_.dora)[0] == [begins, "Über das Nachrücken entscheiden"]


def test_failed_letters_are_due(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED)
    failed(round_.call.notices.all()[0])
    assert page(client, round_.dora)[0] == ["Mitteilungen sind gescheitert"]
    assert "1 gescheitert" in client.get(reverse("office")).content.decode()


def test_silent_worker_is_shown(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED)
    client.force_login(round_.dora)
    assert STALLED in client.get(reverse("office")).content.decode()
    beat("worker")
    assert STALLED not in client.get(reverse("office")).content.decode()


def test_waiting_run_with_a_silent_worker_is_shown(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED)
    round_.call.notices.update(state="sent", sent_at=DEADLINE_AT)
    selection.request(call=round_.call, by=round_.dora)
    assert page(client, round_.dora)[1] == [("Auswahllauf: wartet auf die Berechnung", "worker")]
    shown = " ".join(client.get(reverse("office")).content.decode().split())
    assert STALLED in shown
    assert "1 Auswahllauf wartet auf die Berechnung" in shown


def test_open_disturbances_are_counted(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED)
    disturbances.report(
        call=round_.call, text="Die Seite lädt nicht.", received_at=DEADLINE_AT, address="192.0.2.1"
    )
    client.force_login(round_.dora)
    assert "1 offen" in client.get(reverse("office")).content.decode()


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
    with django_assert_num_queries(13):
        client.get(reverse("office"))
