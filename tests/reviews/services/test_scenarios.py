"""Scenarios: computed like runs from the changed case, marked, and never decided upon."""

from typing import Any

import pytest

from reviews.decisions.comparison import compared
from reviews.decisions.scenario import Change
from reviews.models import SelectionRun
from reviews.outcome import Outcome
from reviews.services import decision, selection
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
RULE = {
    "key": "hessen",
    "label": "Eine aus Hessen",
    "attribute": "state",
    "value": "HE",
    "minimum": 1,
}


@pytest.fixture
def computed(make_round: MakeRound) -> Round:
    return make_round(Stage.COMPUTED, rules=[RULE])


def ids(round_: Round, *numbers: int) -> list[str]:
    return sorted(round_.applications[number].public_id for number in numbers)


def suppose(round_: Round, change: Change, title: str = "Was wäre, wenn") -> SelectionRun:
    run = selection.suppose(call=round_.call, title=title, change=change, by=round_.dora)
    done = selection.compute(run_id=run.pk)
    assert done
    return done


def selected(run: SelectionRun) -> Any:
    assert run.result
    return run.result["selected"]


def test_other_number_of_places(computed: Round) -> None:
    run = suppose(computed, Change(seats=1), title=" Ein  Platz ")

    assert (run.is_scenario, run.scenario_title, run.scenario) == (True, "Ein Platz", {"seats": 1})
    assert selected(run) == ids(computed, 2)
    assert run.input["scenario"] == {"title": "Ein Platz", "seats": 1}
    assert run.input["description"].startswith("SZENARIO „Ein Platz“")


def test_rule_left_out(computed: Round) -> None:
    assert selected(suppose(computed, Change(rule="hessen"))) == ids(computed, 0, 1)


def test_rule_with_other_bounds(computed: Round) -> None:
    run = suppose(computed, Change(rule="hessen", rule_changes=True, maximum=0))
    assert selected(run) == ids(computed, 0, 1)
    assert run.scenario == {"rule": {"id": "hessen", "min": None, "max": 0}}


def test_other_weight(computed: Round) -> None:
    run = suppose(computed, Change(criterion="idea", weight="0.5"))
    assert run.result
    assert run.result["scores"][computed.applications[0].public_id] == "15/2"


def test_without_an_application(computed: Round) -> None:
    run = suppose(computed, Change(application=computed.applications[0].public_id))
    assert selected(run) == ids(computed, 1, 2)
    assert run.result
    assert run.result["gate"][computed.applications[0].public_id] == "withdrawn"


def test_without_a_juror_is_what_the_run_says_of_it(make_round: MakeRound) -> None:
    """The quorum that was met stays met, as in leave-one-juror-out."""

    def points(juror: int, application: int) -> dict[str, str]:
        given = 4 if juror == application else 3
        return {"idea": str(given), "breadth": str(3 - application / 2)}

    round_ = make_round(Stage.COMPUTED, jurors=3, rubric_fields={"quorum": 3}, points=points)
    assert round_.run
    assert round_.run.result
    for juror, each in round_.run.result["leave_one_juror_out"].items():
        run = suppose(round_, Change(juror=juror))
        assert run.result
        assert (run.result["status"], selected(run)) == (each["status"], each["selected"])


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        (Change(), "scenario_empty", ""),
        (Change(weight="2"), "scenario_empty", ""),
        (Change(seats=0), "scenario_invalid", "seats"),
        (Change(seats=10**30), "scenario_invalid", "seats"),
        (Change(rule="x"), "unknown_choice", "rule"),
        (Change(rule="hessen", rule_changes=True), "scenario_invalid", "minimum"),
        (
            Change(rule="hessen", rule_changes=True, minimum=2, maximum=1),
            "scenario_invalid",
            "minimum",
        ),
        (Change(criterion="x", weight="1"), "unknown_choice", "criterion"),
        (Change(criterion="idea", weight=""), "scenario_invalid", "weight"),
        (Change(criterion="idea", weight="-1"), "scenario_invalid", "weight"),
        (Change(criterion="idea", weight="1e9"), "scenario_invalid", "weight"),
        (Change(application="x"), "unknown_choice", "application"),
        (Change(juror="J9"), "unknown_choice", "juror"),
    ],
)
def test_change_that_cannot_be_is_refused(
    computed: Round, change: Change, code: str, field: str
) -> None:
    with refused(code) as caught:
        suppose(computed, change)
    assert caught.field == field


@pytest.mark.parametrize(
    ("title", "code"),
    [
        (" \n", "scenario_untitled"),
        ("x" * 121, "too_long"),
        ("a\x00", "control_characters"),
    ],
)
def test_scenario_needs_a_name(computed: Round, title: str, code: str) -> None:
    with refused(code):
        suppose(computed, Change(seats=1), title=title)


def test_scenario_before_the_lock_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED)
    with refused("scores_unlocked"):
        suppose(round_, Change(seats=1))


def test_scenario_is_for_the_office(computed: Round) -> None:
    with refused("not_allowed"):
        selection.suppose(
            call=computed.call, title="X", change=Change(seats=1), by=computed.jurors[0].user
        )


def test_scenario_is_never_proposed(computed: Round) -> None:
    run = suppose(computed, Change(seats=2, application=computed.applications[1].public_id))
    with refused("run_is_scenario"):
        decision.propose(run=run, by=computed.dora)


def test_same_scenario_twice_is_one_run_while_it_waits(computed: Round) -> None:
    first, second = (
        selection.suppose(call=computed.call, title="X", change=Change(seats=1), by=computed.dora)
        for _ in range(2)
    )
    assert first == second


def test_comparison_names_who_enters_and_leaves(computed: Round) -> None:
    found = compared(Outcome(suppose(computed, Change(rule="hessen"))))

    assert found.real == computed.run
    assert [each.public_id for each in found.enters or ()] == ids(computed, 1)
    assert [each.public_id for each in found.leaves or ()] == ids(computed, 2)
    assert found.supposed == ["Ohne die Regel „Eine aus Hessen“."]


def test_scenario_in_words(computed: Round) -> None:
    change = Change(
        seats=1,
        rule="hessen",
        rule_changes=True,
        minimum=0,
        maximum=1,
        criterion="idea",
        weight="1.5",
        application=computed.applications[1].public_id,
        juror="J2",
    )
    assert compared(Outcome(suppose(computed, change))).supposed == [
        "Plätze: 1.",
        "Regel „Eine aus Hessen“: mindestens 0, höchstens 1.",
        "Gewicht von „Überzeugungskraft“: 1,5.",
        "Ohne die Bewerbung von Musterdorf.",
        "Ohne die Bewertungen von Juror 2 Beispiel.",
    ]
