"""Abstaining: with a reason, counting nowhere, undone until the scores are locked."""

from typing import Any

import pytest

from competition.models import AuditEntry
from reviews import cases
from reviews.models import Review
from reviews.services import abstentions, reviews
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    made = make_round(Stage.REVIEWING, applications=2)
    made.declare(made.jurors[0])
    return made


def given(round_: Round) -> dict[str, Any]:
    clara = round_.jurors[0]
    return {"juror": clara, "application": round_.applications[0], "by": clara.user}


def abstain(round_: Round, reason: str = "Zu nah am Thema.", version: int = 0) -> Review:
    return abstentions.abstain(**given(round_), reason=reason, version=version)


def test_abstain_keeps_what_was_typed_and_counts_nowhere(round_: Round) -> None:
    reviews.save(**given(round_), version=0, scores={"idea": "5", "breadth": "5"}, comment="Gut.")

    review = abstain(round_, version=1)

    assert (review.state, review.version, review.comment) == ("abstained", 2, "Gut.")
    assert [row["status"] for row in cases.case_of(round_.call)["reviews"]] == ["draft"]
    assert review.snapshots.get(version=2).content["abstention_reason"] == "Zu nah am Thema."
    assert AuditEntry.objects.get(act="review.abstained").payload == {
        "juror": round_.jurors[0].pk,
        "version": 2,
    }


def test_abstain_without_a_reason_is_refused(round_: Round) -> None:
    with refused("required") as caught:
        abstain(round_, reason="  ")
    assert caught.field == "abstention_reason"


def test_abstain_where_the_rubric_knows_none_is_refused(make_round: MakeRound) -> None:
    made = make_round(Stage.REVIEWING, rubric_fields={"abstention_allowed": False})
    made.declare(made.jurors[0])
    with refused("abstention_not_allowed"):
        abstain(made)


def test_abstain_again_changes_nothing(round_: Round) -> None:
    abstain(round_)
    with unchanged():
        abstain(round_)


def test_abstain_over_another_version_or_from_a_final_review_is_refused(round_: Round) -> None:
    with refused("version_conflict"):
        abstain(round_, version=1)
    round_.review(round_.jurors[0], round_.applications[0], {"idea": "5", "breadth": "5"})
    with refused("review_final"):
        abstain(round_, version=1)


def test_an_abstained_review_is_not_saved_until_it_is_resumed(round_: Round) -> None:
    abstain(round_)
    with refused("review_abstained"):
        reviews.save(**given(round_), version=1, scores={"idea": "5"})
    with refused("review_abstained"):
        reviews.finalise(**given(round_), version=1)

    review = abstentions.resume(**given(round_))

    assert (review.state, review.version, review.finalised_at) == ("draft", 2, None)
    assert reviews.save(**given(round_), version=2, scores={"idea": "5"}).version == 3
    with unchanged():
        abstentions.resume(**given(round_))


def test_resume_after_the_lock_of_a_final_one_or_of_none_is_refused(round_: Round) -> None:
    with refused("not_found"):
        abstentions.resume(**given(round_))
    abstain(round_)
    round_.lock()
    with refused("scoring_closed"):
        abstentions.resume(**given(round_))


def test_resume_of_a_final_review_is_refused(round_: Round) -> None:
    round_.review(round_.jurors[0], round_.applications[0], {"idea": "5", "breadth": "5"})
    with refused("review_final"):
        abstentions.resume(**given(round_))
