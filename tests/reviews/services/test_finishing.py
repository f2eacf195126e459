"""Finishing many: each over the version that was seen, and one that is refused alone."""

from typing import Any

import pytest

from competition.models import Notice
from reviews import finishing
from reviews.models import JuryMember, Review, Rubric
from reviews.services import abstentions, reviews, rubric
from reviews.services import finishing as service
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
WHOLE = {"idea": "3", "breadth": "4"}


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    """Clara has scored the first two of four wholly and the third in part."""
    made = make_round(Stage.REVIEWING, applications=4)
    clara = made.jurors[0]
    made.declare(clara)
    for number, scores in enumerate((WHOLE, WHOLE, {"idea": "3"})):
        application = made.applications[number]
        reviews.save(juror=clara, application=application, by=clara.user, version=0, scores=scores)
    return made


@pytest.fixture
def clara(round_: Round) -> JuryMember:
    return round_.jurors[0]


def told(round_: Round, versions: dict[int, int]) -> dict[int, str]:
    """Finishes the n-th applications over these versions; the code of each refusal, else ""."""
    ids = {round_.applications[number].public_id: number for number in versions}
    clara = round_.jurors[0]
    seen = {public_id: versions[number] for public_id, number in ids.items()}
    results = service.finish(juror=clara, by=clara.user, versions=seen)
    return {
        ids[each.application.public_id]: each.refusal.code if each.refusal else ""
        for each in results
        if each.application
    }


def test_complete_ones_are_ready_and_the_others_say_what_they_lack(
    round_: Round, clara: JuryMember
) -> None:
    found = {each.application.public_id: each for each in _candidates(clara)}
    gaps = [list(found[application.public_id].gaps) for application in round_.applications]
    assert gaps == [
        [],
        [],
        ["Punkte für „Breitenwirkung“"],
        ["Punkte für „Überzeugungskraft“", "Punkte für „Breitenwirkung“"],
    ]


def test_what_is_finished_abstained_or_in_conflict_is_no_candidate(
    round_: Round, clara: JuryMember
) -> None:
    first, second, third, fourth = round_.applications
    given: dict[str, Any] = {"juror": clara, "by": clara.user}
    reviews.finalise(application=first, version=1, **given)
    abstentions.abstain(application=second, reason="Kein Urteil.", version=1, **given)
    round_.declare(clara, third, answer="kinship")
    found = [each.application.public_id for each in _candidates(clara)]
    assert found == [fourth.public_id]


def test_only_complete_ones_over_the_version_seen_are_finished(round_: Round) -> None:
    assert told(round_, {0: 1, 1: 7, 2: 1, 3: 0}) == {
        0: "",
        1: "version_conflict",
        2: "review_incomplete",
        3: "review_incomplete",
    }
    final = Review.objects.get(state="final")
    assert final.application == round_.applications[0]
    assert Notice.objects.filter(kind="review_final").count() == 1


def test_nothing_is_finished_once_scores_are_locked_or_a_conflict_stands(
    round_: Round, clara: JuryMember
) -> None:
    round_.declare(clara, round_.applications[0], answer="kinship")
    assert told(round_, {0: 1}) == {0: "conflicted"}
    rubric.lock_scores(call=round_.call, by=round_.dora)
    assert told(round_, {1: 1}) == {1: "scoring_closed"}


def test_an_application_that_is_not_assigned_is_unknown(round_: Round, clara: JuryMember) -> None:
    (result,) = service.finish(juror=clara, by=clara.user, versions={"fremd": 1})
    assert result.refusal
    assert (result.application, result.refusal.code) == (None, "application_unknown")


def _candidates(clara: JuryMember) -> list[finishing.Candidate]:
    return finishing.candidates(clara, Rubric.objects.get())
