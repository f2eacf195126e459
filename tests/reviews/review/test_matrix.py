"""The own matrix: only own numbers, none in conflict, exact means, declared orders."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews import agreement
from reviews.models import Rubric
from reviews.review import matrix
from reviews.review.matrix import Matrix
from reviews.services import abstentions, reviews
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MakeRound, Round, Stage


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    """Clara has scored two of four, is in conflict with one of them, has one undeclared."""
    made = make_round(Stage.REVIEWING, applications=4)
    clara, other = made.jurors
    made.declare(clara, *made.applications[:3])
    made.declare(other)
    for number, points in enumerate(("2", "3,5", "4")):
        made.review(clara, made.applications[number], {"idea": points, "breadth": "1"})
        made.review(other, made.applications[number], {"idea": "5", "breadth": "5"})
    made.declare(clara, made.applications[2], answer="kinship")
    return made


def shown(round_: Round) -> Matrix:
    return matrix.of(round_.jurors[0], Rubric.objects.get())


def titles(found: Matrix, order: str) -> list[str]:
    return [row.title[-1] for row in found.sorted_by(order)]


@pytest.mark.django_db
def test_own_points_and_weighted_sum_stand_in_the_rows(round_: Round) -> None:
    rows = {row.application.public_id: row for row in shown(round_).rows}
    first = rows[round_.applications[0].public_id]
    assert first.points == [Fraction(2), Fraction(1)]
    assert first.total == 5
    assert shown(round_).highest_total == 15


@pytest.mark.django_db
def test_conflicted_and_undeclared_rows_have_no_numbers(round_: Round) -> None:
    rows = {row.application.public_id: row for row in shown(round_).rows}
    for number, stage in ((2, "conflicted"), (3, "undeclared")):
        row = rows[round_.applications[number].public_id]
        assert (row.stage, row.points, row.total, row.is_open) == (stage, [None, None], None, False)


@pytest.mark.django_db
def test_mean_and_spread_leave_conflicted_points_out(round_: Round) -> None:
    idea, breadth = shown(round_).columns
    assert idea.spread.mean == Fraction(11, 4)
    assert idea.spread.variance == Fraction(9, 16)
    assert idea.spread.deviation == Fraction(3, 4)
    assert breadth.spread.variance == 0
    assert shown(round_).overall.mean == Fraction(13, 2)


@pytest.mark.django_db
def test_rows_come_in_every_declared_order_with_unknown_values_last(round_: Round) -> None:
    found = shown(round_)
    assert titles(found, "title") == ["1", "2", "3", "4"]
    assert titles(found, "-title") == ["4", "3", "2", "1"]
    assert titles(found, "points-idea")[:2] == ["1", "2"]
    assert titles(found, "-total")[:2] == ["2", "1"]
    assert titles(found, "-stage") == ["1", "2", "3", "4"]
    unscored = [title for title in titles(found, "municipality") if title in "34"]
    assert titles(found, "total")[2:] == titles(found, "-total")[2:] == unscored


@pytest.mark.django_db
def test_an_order_that_is_not_declared_is_refused(round_: Round) -> None:
    found = shown(round_)
    for order in ("", "--total", "points-secret", "?", "review__score", "total\x00"):
        with refused("unknown_filter"):
            found.sorted_by(order)


@pytest.mark.django_db
def test_a_row_without_all_points_has_no_sum(make_round: MakeRound) -> None:
    made = make_round(Stage.REVIEWING, applications=1)
    clara, application = made.jurors[0], made.applications[0]
    made.declare(clara)
    given_: dict[str, Any] = {"juror": clara, "application": application, "by": clara.user}
    reviews.save(**given_, scores={"idea": "3"}, comment="", version=0)
    (row,) = shown(made).rows
    assert (row.points, row.total) == ([Fraction(3), None], None)
    assert shown(made).overall.mean is None


@pytest.mark.django_db
def test_an_abstention_shows_no_points(make_round: MakeRound) -> None:
    made = make_round(Stage.REVIEWING, applications=1)
    clara = made.jurors[0]
    made.declare(clara)
    given_: dict[str, Any] = {"juror": clara, "application": made.applications[0], "by": clara.user}
    reviews.save(**given_, scores={"idea": "3"}, version=0)
    abstentions.abstain(**given_, reason="Kein Urteil.", version=1)
    (row,) = shown(made).rows
    assert row.points == [None, None]


@given(st.fractions(min_value=0, max_value=10**6))
@settings(max_examples=100)
def test_root_is_rounded_half_up(value: Fraction) -> None:
    found, half = agreement.root(value, places=2), Fraction(1, 200)
    assert max(found - half, Fraction(0)) ** 2 <= value < (found + half) ** 2
