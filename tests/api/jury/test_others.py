"""The reviews of others by API: nothing before their time, and never where befangen."""

import pytest

from reviews.services import conflicts
from tests.api.caller import Caller, assert_problem, jury_caller_of
from tests.api.jury.conftest import review_path
from tests.api.operations import NOWHERE
from tests.fixtures.rounds import CRITERIA, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
POINTS = {criterion["key"]: "3.5" for criterion in CRITERIA}


def closed(caller: Caller, round_: Round) -> None:
    """There is nothing, exactly as where there is no application."""
    answer = caller.get(review_path(round_, act="others/"))
    assert_problem(answer, "not_found", 404)
    assert answer.body == caller.get(f"jury/reviews/{NOWHERE}/others/").body


def scored(round_: Round, *numbers: int) -> None:
    """These jurors declare and finish the first application."""
    for number in numbers:
        juror = round_.jurors[number]
        round_.declare(juror)
        round_.review(juror, round_.applications[0], POINTS)


def test_c21_others_are_closed_until_the_scores_are_locked(round_: Round, clara: Caller) -> None:
    scored(round_, 0, 1)
    closed(clara, round_)
    round_.lock()
    value = clara.get(review_path(round_, act="others/")).value
    (other,) = value["results"]
    assert other["comment"] == "Überzeugt."
    assert other["scores"][0] == {"criterion": "idea", "points": "3.5", "reason": ""}
    assert other.keys() == {"juror", "scores", "comment"}


def test_c21_where_the_call_says_so_the_own_review_opens_them(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING, rubric_fields={"disclosure": "own_final"})
    clara = jury_caller_of(round_.jurors[0].user, round_.call)
    scored(round_, 1)
    round_.declare(round_.jurors[0])
    closed(clara, round_)
    answers = clara.patch(review_path(round_), version=0, scores=_given()).value
    closed(clara, round_)
    clara.post(review_path(round_, act="finalise/"), version=answers["version"])
    assert len(clara.get(review_path(round_, act="others/")).value["results"]) == 1


def _given() -> list[dict[str, str]]:
    return [{"criterion": key, "points": points} for key, points in POINTS.items()]


def test_c20_nobody_befangen_reads_others(round_: Round, clara: Caller) -> None:
    scored(round_, 0, 1)
    juror = round_.jurors[0]
    first = round_.applications[0].public_id
    conflicts.declare(juror=juror, answers={first: "kinship"}, by=juror.user, understood=[first])
    round_.lock()
    closed(clara, round_)
