"""The page of the own matrix: sortable without JavaScript, blind, silent about conflicts."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from reviews.models import Score
from reviews.views import desk_lines
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


def seated(made: Round, client: Client, number: int = 0) -> str:
    client.force_login(made.jurors[number].user)
    return reverse("jury-matrix", args=[made.call.slug])


def test_own_points_sums_and_ways_to_the_reviews_are_shown(
    make_round: MakeRound, client: Client
) -> None:
    made = make_round(Stage.SCORED, applications=2)
    page = client.get(seated(made, client)).content.decode()
    assert '<td class="numeric">4,5</td>' in page
    assert '<td class="numeric">13,5</td>' in page
    assert reverse("review", args=[made.call.slug, made.applications[1].public_id]) in page
    assert page.count("<svg") >= 2


def test_nothing_of_another_juror_is_shown(make_round: MakeRound, client: Client) -> None:
    made = make_round(
        Stage.SCORED, points=lambda juror, _n: {"idea": "4" if juror else "1", "breadth": "1.5"}
    )
    path = seated(made, client)
    before = client.get(path).content
    Score.objects.filter(review__jury_member=made.jurors[1]).update(steps=0)
    assert b'<td class="numeric">4</td>' not in before
    assert client.get(path).content.split(b"<main")[1] == before.split(b"<main")[1]


def test_a_conflicted_row_says_so_and_holds_no_number(
    make_round: MakeRound, client: Client
) -> None:
    made = make_round(Stage.SCORED, applications=1)
    made.declare(made.jurors[0], made.applications[0], answer="kinship")
    page = client.get(seated(made, client)).content.decode()
    assert "befangen" in page
    assert '<td class="numeric">4,5</td>' not in page
    assert made.applications[0].public_id not in page


def test_the_heads_sort_and_say_how(make_round: MakeRound, client: Client) -> None:
    path = seated(make_round(Stage.SCORED), client)
    answer = client.get(path, {"order": "-points-idea"})
    assert [row.title for row in answer.context["rows"]] == [
        "Vorhaben 1",
        "Vorhaben 2",
        "Vorhaben 3",
    ]
    page = answer.content.decode()
    assert page.count("aria-sort") == 1
    assert 'aria-sort="descending"><a class="sort" href="?order=points-idea"' in page


@pytest.mark.parametrize("query", ["?order=rank", "?order=", "?order=title&order=total"])
def test_an_unknown_order_is_refused(make_round: MakeRound, client: Client, query: str) -> None:
    assert client.get(seated(make_round(Stage.SCORED), client) + query).status_code == 400


def test_before_reviewing_opens_there_is_no_matrix(make_round: MakeRound, client: Client) -> None:
    assert client.get(seated(make_round(Stage.READY), client)).status_code == 409


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(
    make_round: MakeRound,
    client: Client,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    path = seated(make_round(Stage.SCORED, applications=rows), client)
    with django_assert_num_queries(9):
        client.get(path)


def test_a_large_matrix_has_pages_in_the_order_asked_for(
    make_round: MakeRound, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_lines, "ROWS_PER_PAGE", 2)
    path = seated(make_round(Stage.SCORED), client)
    answer = client.get(path, {"order": "-title", "page": "2"})
    assert [row.title for row in answer.context["rows"]] == ["Vorhaben 1"]
    assert "?order=-title" in answer.content.decode()
    assert len(answer.context["matrix"].rows) == 3  # means and pictures are of all
    assert client.get(path, {"page": "3"}).status_code == 404
