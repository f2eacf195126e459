"""The office reads its own trial as a juror would; nothing can be saved, and no juror sees it."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import User
from competition.services import trials
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import ANSWERS, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound, client: Client) -> Round:
    """A round that is not published yet; Dora looks at it."""
    made = make_round(Stage.DRAFTED)
    client.force_login(made.dora)
    return made


def address(round_: Round) -> str:
    return reverse("office-trial-juror", args=[round_.call.slug])


def text(content: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).split())


def test_without_a_trial_it_says_what_to_do(client: Client, round_: Round) -> None:
    found = client.get(address(round_)).content

    assert "Dazu braucht es eine Probe" in text(found)
    assert reverse("office-trial", args=[round_.call.slug]) in found.decode()


def test_without_a_rubric_the_answers_stand_alone(client: Client, round_: Round) -> None:
    trials.save(call=round_.call, values=ANSWERS, by=round_.dora)

    found = text(client.get(address(round_)).content)

    assert "Alle Vorlagen des Rates werden offene Daten." in found
    assert "Es ist noch kein Bewertungsbogen gespeichert." in found


def test_answers_stand_beside_the_rubric_with_its_scale(client: Client, round_: Round) -> None:
    trials.save(call=round_.call, values=ANSWERS, by=round_.dora)
    round_.define()

    page = client.get(address(round_)).content

    assert "Überzeugungskraft" in text(page)
    assert "Offenes Rathaus" in text(page)
    assert "Transparenz" in text(page)
    assert 'name="points-idea"' in page.decode()


def test_nothing_can_be_saved(client: Client, round_: Round) -> None:
    trials.save(call=round_.call, values=ANSWERS, by=round_.dora)
    round_.define()

    main = client.get(address(round_)).content.decode().partition("<main")[2]
    assert "<form" not in main.partition("</main>")[0]
    with unchanged():
        assert client.post(address(round_), {"points-idea": "5"}).status_code == 405


def test_colleague_s_trial_is_not_shown(client: Client, round_: Round) -> None:
    trials.save(call=round_.call, values=ANSWERS, by=round_.emil)

    assert "Offenes Rathaus" not in client.get(address(round_)).content.decode()


def test_juror_finds_nothing(client: Client, make_round: MakeRound, clara: User) -> None:
    round_ = make_round(Stage.READY, applications=1, jurors=1)
    client.force_login(clara)

    assert client.get(address(round_)).status_code == 404


def test_page_takes_as_many_queries_with_many_answers(
    client: Client, round_: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    round_.define()
    for values in ({"title": "Probe"}, ANSWERS):
        trials.save(call=round_.call, values=values, by=round_.dora)
        with django_assert_num_queries(9):
            client.get(address(round_))
