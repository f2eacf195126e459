"""Which reviews count, how they are put together, and the order of the gate."""

from fractions import Fraction

import pytest

from reviews.ranking import (
    Aggregate,
    Criterion,
    Review,
    aggregate,
    combine,
    gate,
    interpolated_median,
    is_valid,
    median,
    weighted_sum,
)

BREADTH = Criterion(
    "breadth", Fraction(2), Fraction(0), Fraction(5), Fraction(1, 2), threshold=Fraction(3)
)
DEPTH = Criterion("depth", Fraction(1, 2), Fraction(1), Fraction(4), Fraction(1))
RUBRIC = (BREADTH, DEPTH)


def clara(breadth: str | None = "3.5", depth: str | None = "2", submitted: bool = True) -> Review:
    given = {"breadth": breadth, "depth": depth}
    points = {name: None if text is None else Fraction(text) for name, text in given.items()}
    return Review("clara", "A1", submitted, points)


def gated(
    status: str = "submitted",
    n: int = 3,
    breadth: Fraction = Fraction(3),
    overall: Fraction | None = None,
    quorum: int = 3,
) -> str:
    values = {"breadth": breadth, "depth": Fraction(2)} if n else {}
    return gate(
        status=status,
        result=Aggregate(n, values),
        criteria=RUBRIC,
        overall_threshold=overall,
        quorum=quorum,
    )


@pytest.mark.parametrize("points", ["0", "0.5", "5"])
def test_grid_admits_its_points(points: str) -> None:
    assert BREADTH.allows(Fraction(points))


@pytest.mark.parametrize("points", ["-0.5", "5.5", "0.25", "0.1"])
def test_grid_refuses_other_points(points: str) -> None:
    assert not BREADTH.allows(Fraction(points))


def test_grid_starts_at_its_lowest_point() -> None:
    shifted = Criterion("x", Fraction(1), Fraction("0.3"), Fraction(2), Fraction("0.5"))
    assert shifted.allows(Fraction("0.8"))
    assert not shifted.allows(Fraction("0.5"))


def test_complete_submitted_review_is_valid() -> None:
    assert is_valid(clara(), RUBRIC, set())


@pytest.mark.parametrize(
    "review",
    [clara(submitted=False), clara(depth=None), clara(breadth="3.3"), clara(depth="4.5")],
    ids=["draft", "abstention", "off the grid", "above the highest point"],
)
def test_review_is_not_valid(review: Review) -> None:
    assert not is_valid(review, RUBRIC, set())


def test_review_without_an_entry_for_a_criterion_is_not_valid() -> None:
    assert not is_valid(Review("clara", "A1", True, {"breadth": Fraction(3)}), RUBRIC, set())


def test_conflict_voids_the_review_of_that_pair_only() -> None:
    assert not is_valid(clara(), RUBRIC, {("clara", "A1")})
    assert is_valid(clara(), RUBRIC, {("clara", "A2"), ("dora", "A1")})


def test_median_of_an_even_number_is_the_mean_of_the_middle_two() -> None:
    assert median([Fraction(1), Fraction(5), Fraction(2), Fraction(4)]) == 3


def test_interpolated_median_moves_towards_the_heavier_side() -> None:
    assert interpolated_median(
        [Fraction(2), Fraction(3), Fraction(3), Fraction(4), Fraction(4)], Fraction(1)
    ) == Fraction(3) + Fraction(1, 4)


def test_interpolated_median_is_the_median_where_no_value_equals_it() -> None:
    assert interpolated_median([Fraction(1), Fraction(4)], Fraction(1)) == Fraction(5, 2)


def test_mean_is_exact() -> None:
    assert combine(
        "mean", [Fraction("0.1"), Fraction("0.2"), Fraction("0.3")], Fraction("0.1")
    ) == Fraction(1, 5)


def test_aggregate_counts_the_reviews_and_combines_each_criterion() -> None:
    reviews = [clara(), clara(breadth="4", depth="3")]
    assert aggregate("mean", RUBRIC, reviews) == Aggregate(
        2, {"breadth": Fraction(15, 4), "depth": Fraction(5, 2)}
    )


def test_aggregate_of_no_reviews_has_no_values() -> None:
    assert aggregate("median", RUBRIC, []) == Aggregate(0, {})


def test_weighted_sum_is_exact() -> None:
    assert weighted_sum(RUBRIC, {"breadth": Fraction(1, 3), "depth": Fraction(1, 3)}) == Fraction(
        5, 6
    )


def test_gate_names_the_first_reason() -> None:
    assert gated(status="withdrawn", n=0) == "withdrawn"
    assert gated(status="ineligible", n=0) == "ineligible"
    assert gated(n=2, breadth=Fraction(1)) == "quorum"
    assert gated(breadth=Fraction(1)) == "threshold"


def test_gate_admits_what_reaches_a_threshold_exactly() -> None:
    assert gated(breadth=Fraction(3), overall=Fraction(7)) == "ok"
    assert gated(breadth=Fraction(3) - Fraction(1, 10**9)) == "threshold"
    assert gated(overall=Fraction(7) + Fraction(1, 10**9)) == "threshold"


def test_gate_needs_one_review_even_where_the_quorum_is_zero() -> None:
    assert gated(n=0, quorum=0) == "quorum"
