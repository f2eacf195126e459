"""Deciding otherwise than computed, by API: the plan is read first, then named by its digest."""

from typing import Any

import pytest

from competition.models import Award
from reviews.models import Decision
from reviews.services import decision
from tests.api.caller import Caller, assert_problem, caller_of
from tests.fixtures.people import office_member
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
LIST = "office/calls/beispielrunde/decisions/"
PLAN = f"{LIST}plan/"


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    """The first two of three are computed to be in."""
    return make_round(Stage.COMPUTED)


def wish(round_: Round, **more: Any) -> dict[str, Any]:
    assert round_.run
    return {
        "run": round_.run.public_id,
        "enters": [round_.applications[2].public_id],
        "leaves": [round_.applications[1].public_id],
        "deviation_reason": "Der Verbund zählt mehr.",
        **more,
    }


def test_a_plan_tells_the_price_and_writes_nothing(as_dora: Caller, round_: Round) -> None:
    first, second, third = (each.public_id for each in round_.applications)
    with unchanged():
        plan = as_dora.post(PLAN, **wish(round_)).value
    assert [each["id"] for each in plan["selected"]] == sorted([first, third])
    assert plan["deviation"] == {
        "enters": [third],
        "leaves": [second],
        "reason": "Der Verbund zählt mehr.",
        "price": "3/2",
        "broken": [],
    }
    assert (plan["kind"], plan["number"], plan["reserve"]) == ("selection", 1, [second])
    assert (plan["grants"], plan["ends"]) == (sorted([first, third]), [])
    assert (plan["among_tied"], plan["public_at"], plan["singled_out"]) == (False, None, [second])


def test_what_a_plan_says_is_proposed_and_confirmed(
    as_dora: Caller, as_emil: Caller, round_: Round
) -> None:
    plan = as_dora.post(PLAN, **wish(round_)).value
    made = as_dora.post(LIST, **wish(round_), sha256=plan["sha256"])
    assert made.status == 201
    assert (made.value["deviation"], made.value["selected"]) == (
        *(plan["deviation"], plan["selected"]),
    )
    place = f"office/decisions/{made.value['id']}/confirm/"
    as_emil.post(place, sha256=made.value["sha256"])
    granted = set(Award.objects.values_list("application__public_id", flat=True))
    assert granted == {each["id"] for each in plan["selected"]}


def test_another_set_names_the_plan_that_was_read(as_dora: Caller, round_: Round) -> None:
    plan = as_dora.post(PLAN, **wish(round_)).value
    with unchanged():
        unnamed = as_dora.post(LIST, **wish(round_))
        stale = as_dora.post(
            LIST, **wish(round_, deviation_reason="Anders."), sha256=plan["sha256"]
        )
    assert_problem(unnamed, "precondition_required", 428, "sha256")
    assert_problem(stale, "decision_changed", 409)


def test_a_plan_of_what_was_computed_is_no_deviation(as_dora: Caller, round_: Round) -> None:
    assert round_.run
    run = round_.run.public_id
    plan = as_dora.post(PLAN, run=run).value
    assert (plan["deviation"], plan["total"]) == (None, plan["total_computed"])
    assert as_dora.post(LIST, run=run, sha256=plan["sha256"]).status == 201


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"enters": []}, "out_of_range", "enters"),
        ({"enters": "x"}, "malformed", "enters"),
        ({"enters": [1]}, "malformed", "enters"),
        ({"enters": ["x", "x"]}, "duplicate_field", "enters"),
        ({"enters": ["x"]}, "unknown_choice", "enters"),
        ({"leaves": ["x" * 9_000]}, "unknown_choice", "leaves"),
        ({"run": "nirgends"}, "unknown_choice", "run"),
        ({"kind": "coup"}, "unknown_choice", "kind"),
        ({"kind": ["selection"]}, "unknown_choice", "kind"),
        ({"kind": "succession"}, "unknown_choice", "enters"),
        ({"kind": "correction"}, "decision_missing", ""),
        ({"deviation_reason": " "}, "required", "deviation_reason"),
        ({"deviation_reason": "x" * 4_001}, "too_long", "deviation_reason"),
        ({"public_at": "morgen"}, "instant_invalid", "public_at"),
    ],
)
def test_wrong_wishes_are_refused(
    as_dora: Caller, round_: Round, more: dict[str, Any], code: str, field: str
) -> None:
    with unchanged():
        answer = as_dora.post(PLAN, **wish(round_, **more))
    status = 409 if code == "decision_missing" else 400
    assert_problem(answer, code, status, field)


def test_a_deviation_has_its_reason(as_dora: Caller, round_: Round) -> None:
    asked = wish(round_)
    del asked["deviation_reason"]
    with unchanged():
        answer = as_dora.post(PLAN, **asked)
    assert_problem(answer, "reason_required", 400, "deviation_reason")


def test_a_decision_is_corrected_before_it_is_announced(
    as_dora: Caller, as_emil: Caller, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.DECIDED)
    asked = wish(round_, kind="correction", reason="Eine Bewertung war falsch übertragen.")
    plan = as_dora.post(PLAN, **asked).value
    third = round_.applications[2].public_id
    assert (plan["kind"], plan["number"], plan["grants"]) == ("correction", 2, [third])
    made = as_dora.post(LIST, **asked, sha256=plan["sha256"]).value
    as_emil.post(f"office/decisions/{made['id']}/confirm/", sha256=made["sha256"])
    assert Decision.objects.get(number=2).state == "confirmed"


def test_who_only_reads_plans_nothing(round_: Round) -> None:
    fritz = caller_of(office_member("Fritz"), "read")
    assert_problem(fritz.post(PLAN, **wish(round_)), "scope_missing", 403)


def test_an_open_proposal_comes_first(as_dora: Caller, round_: Round) -> None:
    assert round_.run
    decision.propose(run=round_.run, by=round_.emil)
    assert_problem(as_dora.post(PLAN, **wish(round_)), "decision_standing", 409)
