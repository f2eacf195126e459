"""The own history: every version, what it changed, and an older one brought back into the form."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Application
from reviews.services import reviews
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound, client: Client) -> Round:
    """Clara is signed in; of her first review there are two versions."""
    made = make_round(Stage.REVIEWING, applications=2)
    for juror in made.jurors:
        made.declare(juror)
    client.force_login(made.jurors[0].user)
    save(made, 0, comment="Erste Fassung.", scores={"idea": "3"})
    save(made, 1, comment="Zweite Fassung.", scores={"idea": "3.5"})
    return made


def save(round_: Round, version: int, **typed: Any) -> None:
    clara, first = round_.jurors[0], round_.applications[0]
    reviews.save(juror=clara, application=first, by=clara.user, version=version, **typed)


def address(application: Application, name: str = "review-history") -> str:
    return reverse(name, args=[application.call.slug, application.public_id])


def test_all_versions_are_told_with_what_they_changed(client: Client, round_: Round) -> None:
    answer = client.get(address(round_.applications[0]))

    newest, oldest = answer.context["versions"]
    assert [(change.label, change.before, change.after) for change in newest.changes] == [
        ("Überzeugungskraft", "3", "3,5"),
        ("Kommentar für die Jury", "Erste Fassung.", "Zweite Fassung."),
    ]
    assert (newest.is_current, oldest.is_current) == (True, False)
    page = answer.content.decode()
    assert "<del>" in page
    assert "?fassung=1" in page


def test_an_older_version_comes_into_the_form_and_is_not_written(
    client: Client, round_: Round
) -> None:
    review = address(round_.applications[0], "review")
    with unchanged():
        answer = client.get(review, {"fassung": "1"})
    form = answer.context["form"]
    assert (form["comment"].value(), form["version"].value()) == ("Erste Fassung.", 2)
    page = answer.content.decode()
    assert "Eine ältere Fassung steht im Formular" in page
    assert "data-saving=" not in page  # nothing saves itself before it was meant

    client.post(review, {"version": "2", "comment": "Erste Fassung.", "points-idea": "3"})
    assert client.get(address(round_.applications[0])).context["versions"][0].snapshot.version == 3


@pytest.mark.parametrize("wanted", ["3", "0", "x", "-1", "1" * 30, "１"])
def test_a_version_that_there_is_not_is_not_found(
    client: Client, round_: Round, wanted: str
) -> None:
    review = address(round_.applications[0], "review")
    assert client.get(review, {"fassung": wanted}).status_code == 404


@pytest.mark.parametrize("page", ["x", "-1", "1" * 30])
def test_a_page_that_is_none_is_not_found(client: Client, round_: Round, page: str) -> None:
    assert client.get(address(round_.applications[0]), {"seite": page}).status_code == 404


def test_the_history_is_read_by_its_author_alone(client: Client, round_: Round) -> None:
    client.force_login(round_.jurors[1].user)
    page = client.get(address(round_.applications[0])).content.decode()
    assert "Fassung." not in page
    assert "noch nichts gespeichert" in page
    client.force_login(round_.dora)
    assert client.get(address(round_.applications[0])).status_code == 404


def test_in_a_conflict_the_history_is_hidden_like_the_content(
    client: Client, round_: Round
) -> None:
    first = round_.applications[0]
    round_.declare(round_.jurors[0], first, answer="kinship")
    for answer in (
        client.get(address(first)),
        client.get(address(first, "review"), {"fassung": "1"}),
    ):
        assert answer.status_code == 403
        assert "Erste Fassung." not in answer.content.decode()


def test_after_the_lock_it_is_read_and_nothing_is_brought_back(
    client: Client, round_: Round
) -> None:
    round_.lock()
    page = client.get(address(round_.applications[0])).content.decode()
    assert "Erste" in page
    assert "?fassung=" not in page
    shown = client.get(address(round_.applications[0], "review"), {"fassung": "1"})
    assert "Erste Fassung." not in shown.content.decode()


@pytest.mark.parametrize("versions", [3, 5])
def test_history_query_count(
    client: Client,
    round_: Round,
    django_assert_num_queries: DjangoAssertNumQueries,
    versions: int,
) -> None:
    for version in range(2, versions):
        save(round_, version, comment=f"Fassung {version}.")
    with django_assert_num_queries(12):
        client.get(address(round_.applications[0]))
