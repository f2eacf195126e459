"""The trial of a rubric: the engine's own numbers for invented reviews, in exact fractions."""

from fractions import Fraction
from typing import Any

import pytest

from reviews.models import Criterion, Rubric
from reviews.rubric import trial
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db


def rubric_of(make_round: MakeRound, **fields: Any) -> tuple[Rubric, list[Criterion]]:
    """Two criteria of weights 2 and 1, the second with a threshold of 2."""
    round_ = make_round(Stage.DRAFTED, rubric_fields={"quorum": 2, **fields})
    round_.criteria[1] = {**round_.criteria[1], "threshold": "2"}
    round_.define()
    rubric = Rubric.objects.select_related("call").get()
    return rubric, list(rubric.criteria.all())


def test_outcome_is_what_the_engine_computes(make_round: MakeRound) -> None:
    rubric, criteria = rubric_of(make_round)
    given = [
        {"idea": "4", "breadth": "3.5"},
        {"idea": "3.5", "breadth": "2"},
        {"idea": "3.5", "breadth": "2"},
    ]

    found = trial.outcome(rubric, criteria, given)

    assert [line.value for line in found.lines] == [Fraction(11, 3), Fraction(5, 2)]
    assert [line.weighted for line in found.lines] == [Fraction(22, 3), Fraction(5, 2)]
    assert (found.total, found.most) == (Fraction(59, 6), Fraction(15))
    assert (found.plain_total, found.plain_most) == (Fraction(37, 6), Fraction(10))
    assert [line.step_effect for line in found.lines] == [1, Fraction(1, 2)]
    assert (found.counted, found.gate, found.threshold_gate) == (3, "ok", "ok")


def test_outcome_tells_a_missed_threshold_from_a_missed_quorum(make_round: MakeRound) -> None:
    rubric, criteria = rubric_of(make_round)

    one = trial.outcome(rubric, criteria, [{"idea": "5", "breadth": "1.5"}])
    assert [line.is_reached for line in one.lines] == [None, False]
    assert (one.gate, one.threshold_gate) == ("quorum", "threshold")

    exactly = trial.outcome(rubric, criteria, [{"idea": "0", "breadth": "2"}])
    assert exactly.lines[1].is_reached is True
    assert exactly.threshold_gate == "ok"


def test_outcome_asks_for_the_total_too(make_round: MakeRound) -> None:
    rubric, criteria = rubric_of(make_round, overall_threshold="14.5")
    assert (
        trial.outcome(rubric, criteria, [{"idea": "5", "breadth": "4"}]).threshold_gate
        == "threshold"
    )
    assert trial.outcome(rubric, criteria, [{"idea": "5", "breadth": "4.5"}]).threshold_gate == "ok"


def test_outcome_leaves_out_what_is_incomplete_and_says_so(make_round: MakeRound) -> None:
    rubric, criteria = rubric_of(make_round)

    found = trial.outcome(rubric, criteria, [{"idea": "5"}, {}, {"idea": "1", "breadth": "3"}])
    assert found.incomplete == [(1, "„Breitenwirkung“")]
    assert (found.counted, found.total) == (1, Fraction(5))

    nothing = trial.outcome(rubric, criteria, [{"idea": "5"}])
    assert (nothing.counted, nothing.total, nothing.plain_total) == (0, None, None)
    assert nothing.threshold_gate == "quorum"


def test_read_refuses_points_off_the_grid_each_at_its_field(make_round: MakeRound) -> None:
    _, criteria = rubric_of(make_round)
    typed = [{"idea": "3,7", "breadth": "2"}, {"idea": "", "breadth": "6"}]

    with refused("score_off_grid") as caught:
        trial.read(criteria, typed)
    assert [cause.field for cause in caught.refusal.causes] == ["review-1.0", "review-2.1"]

    with refused("required") as caught:
        trial.read(criteria, [{"idea": " ", "breadth": ""}])
    assert caught.field == "review-1.0"
    assert trial.read(criteria, [{"idea": "3,50", "breadth": ""}]) == [{"idea": "3.5"}]
