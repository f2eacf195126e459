"""The own seat by API: what it is, and what is to do."""

import pytest

from tests.api.caller import Caller, assert_problem, jury_caller_of
from tests.api.jury.conftest import review_path
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


def test_the_seat_tells_what_is_to_do_and_nobody_else(declared: Round, clara: Caller) -> None:
    clara.patch(review_path(declared), version=0, comment="Gut.")
    value = clara.get("jury/me/").value
    assert (value["name"], value["chair"]) == ("Clara Beispiel", True)
    assert value["call"]["slug"] == declared.call.slug
    assert [each["key"] for each in value["rubric"]["criteria"]] == ["idea", "breadth"]
    assert value["rubric"]["criteria"][0]["step"] == "0.5"
    counts = value["counts"]
    assert (counts["assigned"], counts["draft"], counts["open"]) == (3, 1, 2)
    assert counts["declarations_open"] == 0
    assert "Juror 2" not in str(value)


def test_before_the_reviewing_opens_there_is_no_rubric(make_round: MakeRound) -> None:
    round_ = make_round(Stage.READY)
    value = jury_caller_of(round_.jurors[0].user, round_.call).get("jury/me/").value
    assert (value["rubric"], value["counts"]["assigned"]) == (None, 0)


def test_whoever_loses_the_seat_loses_the_room(round_: Round, clara: Caller) -> None:
    round_.jurors[0].assignments.all().delete()
    round_.jurors[0].delete()
    assert_problem(clara.get("jury/me/"), "token_invalid", 401)
