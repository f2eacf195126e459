"""What counting reviews give, exactly, and which of them count."""

from fractions import Fraction

import pytest

from reviews import agreement
from reviews.models import Assignment, Review, Score
from reviews.ranking import Criterion
from reviews.spread import Given, Spread, spreads
from tests.fixtures.rounds import MakeRound, Round, Stage
from tests.fixtures.sessions import Sitting

IDEA = Criterion("idea", Fraction(2), Fraction(0), Fraction(5), Fraction(1, 2))
COST = Criterion("cost", Fraction(1), Fraction(0), Fraction(5), Fraction(1, 2), Fraction(3))


def given(*rows: tuple[str, str]) -> Spread:
    """Each row: a juror's points for the idea and the cost."""
    return Spread(
        "mean",
        [IDEA, COST],
        [
            Given(at, at, {"idea": Fraction(idea), "cost": Fraction(cost)}, {})
            for at, (idea, cost) in enumerate(rows)
        ],
    )


def test_a_score_is_the_weighted_sum_of_the_means() -> None:
    spread = given(("5", "3"), ("4", "2"), ("4", "3"))
    assert spread.total == Fraction(34, 3)
    assert spread.totals == [13, 10, 11]
    assert (spread.range, spread.variance) == (Fraction(3), Fraction(14, 9))
    assert spread.deviation == Fraction(12472, 10_000)


def test_without_reviews_there_are_no_numbers() -> None:
    spread = given()
    assert (spread.total, spread.range, spread.variance, spread.deviation) == (None,) * 4


def test_a_root_is_cut_to_four_places() -> None:
    assert agreement.root(Fraction(2), places=4) == Fraction(14142, 10_000)
    assert agreement.root(Fraction(9, 4), places=4) == Fraction(3, 2)


@pytest.mark.django_db
class TestCounting:
    """Which reviews are in it."""

    def jurors(self, round_: Round) -> list[int]:
        rubric = round_.call.rubric
        first = round_.applications[0].pk
        found = spreads(rubric, list(rubric.criteria.all()), [first])[first]
        return [each.juror for each in found.given]

    def test_final_reviews_count(self, make_round: MakeRound) -> None:
        round_ = make_round(Stage.LOCKED)
        assert self.jurors(round_) == [juror.pk for juror in round_.jurors]

    def test_drafts_incomplete_conflicted_and_ended_ones_do_not(
        self, make_round: MakeRound
    ) -> None:
        round_ = make_round(Stage.SCORED, jurors=4)
        first, dora = round_.applications[0], round_.dora
        draft, partial, ended, _conflicted = round_.jurors
        own = Review.objects.filter(application=first)
        own.filter(jury_member=draft).update(state="draft", finalised_at=None)
        Score.objects.filter(
            review__in=own.filter(jury_member=partial), criterion__key="idea"
        ).delete()
        Assignment.objects.filter(jury_member=ended, application=first).update(
            ended_at=round_.call.deadline_at, ended_by=dora
        )
        round_.declare(round_.jurors[3], first, answer="kinship")
        assert self.jurors(round_) == []

    def test_what_stood_before_any_session_is_kept(self, sitting: Sitting) -> None:
        sitting.call(0)
        sitting.revise(0, sitting.third)
        sitting.revise(0, sitting.third, "5")
        rubric = sitting.round.call.rubric
        first = sitting.round.applications[0].pk
        found = spreads(rubric, list(rubric.criteria.all()), [first])[first]
        mine = next(each for each in found.given if each.juror == sitting.third.pk)
        assert mine.points["idea"] == 5
        assert mine.before == {"idea": Fraction(4)}
