"""The office tries its rubric out: reading only, nothing is stored."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound, client: Client) -> Round:
    made = make_round(Stage.DRAFTED, rubric_fields={"quorum": 2})
    made.define()
    client.force_login(made.dora)
    return made


def tried(client: Client, round_: Round, status: int = 200, **points: str) -> str:
    blank = {f"review-{number}.{at}": "" for number in (1, 2, 3) for at in (0, 1)}
    sent = {name.replace("_", "-", 1).replace("_", "."): value for name, value in points.items()}
    with unchanged():
        answer = client.get(
            reverse("office-rubric-trial", args=[round_.call.slug]), {**blank, **sent}
        )
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_trial_says_in_words_what_the_weights_do(client: Client, round_: Round) -> None:
    page = tried(client, round_, review_1_0="4,5", review_1_1="3")

    assert "Alle Mindestpunkte sind erreicht" in page
    assert "Mit Gewichten ergibt die Probe 12,00 von höchstens 15,00 Punkten" in page
    assert '<abbr title="genau 15/2">7,50</abbr> von 10,00' in page
    assert "Mit 1 gültigen Bewertung wäre die Mindestzahl von 2 noch nicht erreicht." in page
    assert 'value="4,5"' in page


def test_trial_refuses_points_off_the_grid_at_their_field(client: Client, round_: Round) -> None:
    page = tried(client, round_, status=400, review_1_0="4,3", review_2_1="viel")

    assert page.count("Erlaubt sind 0 bis 5 in Schritten von 0,5.") == 4  # summary and field
    assert 'value="4,3"' in page
    assert "Ergebnis der Probe" not in page


def test_trial_without_any_points_asks_for_them(client: Client, round_: Round) -> None:
    assert "Bitte füllen Sie dieses Feld aus." in tried(client, round_, status=400)


def test_trial_names_reviews_that_do_not_count(client: Client, round_: Round) -> None:
    page = tried(client, round_, review_1_0="5")
    assert "Keine Bewertung zählt" in page
    assert "Bewertung 1 zählt nicht: Es fehlen Punkte für „Breitenwirkung“." in page
