"""The ranking stands as the selection counts, whatever was taken back meanwhile."""

import pytest

from competition import clock
from competition.models import Award
from competition.models.award import AwardState
from competition.services import awards
from reviews import cases, standings
from reviews.models import Assignment, Review, Score
from reviews.selection.parsing import parse_case
from reviews.selection.standing import stand
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


def assert_counted_alike(round_: Round) -> list[standings.Ranked]:
    """The ranking tells what the engine makes of the whole case."""
    whole = stand(parse_case(cases.case_of(round_.call)))
    told = standings.of(round_.call)
    assert {row.public_id: row.gate for row in told} == whole.gate
    assert {row.public_id: row.total for row in told if row.total is not None} == whole.scores
    for row in told:
        result = whole.aggregates[row.public_id]
        assert (row.reviews_count, row.values) == (result.n, result.values)
    return told


def test_what_does_not_count_in_the_case_does_not_count_in_the_ranking(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.SCORED, applications=5)
    first, second = round_.jurors
    _, voided, begun, unscored, ended = round_.applications
    round_.declare(first, voided, answer="other")
    pair = {"jury_member": second, "application": begun}
    Review.objects.filter(**pair).update(state="draft", finalised_at=None)
    Score.objects.filter(review__application=unscored, criterion__key="idea").delete()
    left = {"ended_at": clock.now(), "ended_by": round_.dora, "end_reason": "Erkrankt"}
    Assignment.objects.filter(jury_member=second, application=ended).update(**left)
    round_.lock()

    counts = {row.public_id: row.reviews_count for row in assert_counted_alike(round_)}

    assert [counts[each.public_id] for each in round_.applications] == [2, 1, 1, 0, 1]


def test_who_declined_the_award_has_no_place_any_more(make_round: MakeRound) -> None:
    round_ = make_round(Stage.ANNOUNCED)
    award = Award.objects.filter(state=AwardState.GRANTED, call=round_.call)[0]
    assert award.application
    awards.decline(award=award, reason="Kein Eigenanteil.", by=award.application.contact)

    gates = {row.public_id: row.gate for row in assert_counted_alike(round_)}

    assert gates[award.application.public_id] == "withdrawn"
