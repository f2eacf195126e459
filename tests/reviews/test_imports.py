"""The dry run: what a filled workbook would change, row by row, and why some rows are refused."""

from pathlib import Path
from typing import Any

import pytest

from reviews import imports
from reviews.models import JuryMember, Rubric
from reviews.plans import Plan, Row
from reviews.services import imports as service
from reviews.services import reviews, rubric
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage
from tests.fixtures.workbooks import Cells, filled, handed_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    """Clara and another juror have declared for three applications; nothing is scored."""
    made = make_round(Stage.REVIEWING)
    for juror in made.jurors:
        made.declare(juror)
    return made


@pytest.fixture
def clara(round_: Round) -> JuryMember:
    return round_.jurors[0]


@pytest.fixture
def judge(tmp_path: Path, clara: JuryMember) -> Any:
    """Judges a workbook of these bytes; nothing is written."""

    def judged(raw: bytes) -> Plan:
        path = tmp_path / "mappe.xlsx"
        path.write_bytes(raw)
        returned = service.received(path=path, name="mappe.xlsx")
        return imports.plan(juror=clara, rubric=Rubric.objects.get(), returned=returned)

    return judged


def first(plan: Plan) -> Row:
    return plan.rows[0]


def codes(row: Row) -> list[tuple[str, str]]:
    return [(fault.place, fault.refusal.code) for fault in row.faults]


def save(juror: JuryMember, row: Row, **typed: Any) -> None:
    assert row.application is not None
    given: dict[str, Any] = {"juror": juror, "application": row.application, "by": juror.user}
    reviews.save(**given, **{"version": row.version, **typed})


def test_an_untouched_workbook_changes_nothing(judge: Any, clara: JuryMember) -> None:
    with unchanged():
        plan = judge(handed_out(clara))
    assert [(row.number, row.outcome) for row in plan.rows] == [
        (5, "same"),
        (6, "same"),
        (7, "same"),
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "-2", "+3", "@SUM(A1)", "#N/A", "_x000D_", "0012", "😀\nÄ"]
)
def test_what_is_stored_comes_back_the_same_whatever_it_looks_like(
    judge: Any, clara: JuryMember, text: str
) -> None:
    save(clara, first(judge(handed_out(clara))), comment=text, reasons={"idea": text})
    assert first(judge(handed_out(clara))).outcome == "same"
    assert first(judge(filled(handed_out(clara)))).outcome == "same"


def test_what_is_typed_becomes_changes(judge: Any, clara: JuryMember) -> None:
    cells = {
        "points-idea": 3.5,
        "points-breadth": "4,5",
        "reason-idea": "=gut",
        "comment": "Ja.\nGut.",
    }
    row = first(judge(filled(handed_out(clara), {**cells, "reason-idea": "gut"})))
    assert row.outcome == "save"
    assert {change.key: change.typed for change in row.changes} == {
        "points-idea": "3.5",
        "points-breadth": "4.5",
        "reason-idea": "gut",
        "comment": "Ja.\nGut.",
    }
    assert row.typed["scores"] == {"idea": "3.5", "breadth": "4.5"}


def test_empty_cells_leave_what_is_stored(judge: Any, clara: JuryMember, round_: Round) -> None:
    raw = handed_out(clara)
    row = first(judge(raw))
    save(clara, row, scores={"idea": "2"}, comment="Bleibt.", private_note="Auch.")
    emptied = {"points-idea": None, "comment": None, "private_note": None, "points-breadth": 1}
    row = first(judge(filled(handed_out(clara), emptied)))
    assert [change.key for change in row.changes] == ["points-breadth"]


WRONG: list[tuple[Cells, str]] = [
    ({"points-idea": 0.25}, "score_off_grid"),
    ({"points-idea": 5.5}, "score_off_grid"),
    ({"points-idea": -1}, "score_off_grid"),
    ({"points-idea": "viel"}, "score_off_grid"),
    ({"points-idea": 1e300}, "score_off_grid"),
    ({"points-idea": "=2+2"}, "cell_formula"),
    ({"comment": "=HYPERLINK(1)"}, "cell_formula"),
    ({"points-idea": True}, "cell_unreadable"),
    ({"comment": "#N/A"}, "cell_unreadable"),
    ({"comment": "x" * 4_001}, "too_long"),
    ({"reason-idea": "x" * 2_001}, "too_long"),
    ({"comment": "_x0007_"}, "control_characters"),
    ({"version": "neu"}, "workbook_version"),
    ({"version": 7}, "workbook_version"),
]


def test_a_wrong_cell_is_named_and_refuses_its_row_alone(judge: Any, clara: JuryMember) -> None:
    raw = handed_out(clara)
    for cells, code in WRONG:
        plan = judge(filled(raw, cells, {"comment": "Gut."}))
        assert [row.outcome for row in plan.rows] == ["refused", "save", "same"], cells
        ((place, found),) = codes(first(plan))
        assert found == code
        assert place.endswith("5")


def test_a_conflict_an_unknown_and_an_undeclared_row_are_refused(
    judge: Any, clara: JuryMember, round_: Round
) -> None:
    raw = filled(handed_out(clara), {"comment": "Eins."}, {"comment": "Zwei."}, {"id": "fremd"})
    rows = judge(raw).rows
    clara.declarations.filter(application=rows[0].application).delete()
    round_.declare(clara, rows[1].application, answer="kinship")
    found = judge(raw).rows
    assert [row.faults[0].refusal.code for row in found] == [
        "undeclared",
        "conflicted",
        "application_unknown",
    ]
    assert [row.changes for row in found] == [(), (), ()]


def test_an_application_of_another_round_or_juror_is_as_unknown_as_a_made_up_one(
    judge: Any, clara: JuryMember
) -> None:
    raw = handed_out(clara)
    application = first(judge(raw)).application
    clara.assignments.filter(application=application).delete()
    made_up = judge(filled(raw, {"id": "zzzz"})).rows[0]
    hidden = judge(raw).rows[0]
    assert hidden.faults == made_up.faults or codes(hidden) == codes(made_up)
    assert (hidden.application, made_up.application) == (None, None)


def test_the_same_application_twice_is_refused_the_second_time(
    judge: Any, clara: JuryMember
) -> None:
    raw = handed_out(clara)
    public_id = first(judge(raw)).public_id
    rows = judge(filled(raw, {"comment": "A"}, {"id": public_id, "comment": "B"})).rows
    assert [row.outcome for row in rows] == ["save", "refused", "same"]
    assert codes(rows[1])[0][1] == "workbook_row_twice"


def test_a_finished_review_is_left_alone_and_says_so(
    judge: Any, clara: JuryMember, round_: Round
) -> None:
    application = first(judge(handed_out(clara))).application
    assert application is not None
    round_.review(clara, application, {"idea": "3", "breadth": "3"})
    raw = handed_out(clara)
    assert first(judge(raw)).outcome == "same"
    assert codes(first(judge(filled(raw, {"points-idea": 4})))) == [("", "review_final")]


def test_other_fields_that_changed_meanwhile_are_no_conflict(judge: Any, clara: JuryMember) -> None:
    raw = filled(handed_out(clara), {"points-idea": 4})
    save(clara, first(judge(raw)), comment="Auf der Seite.")
    row = first(judge(raw))
    assert (row.outcome, row.version) == ("save", 1)
    assert [(change.key, change.stored, change.typed) for change in row.changes] == [
        ("points-idea", "", "4")
    ]


def test_the_same_field_changed_meanwhile_shows_both_values(judge: Any, clara: JuryMember) -> None:
    raw = filled(handed_out(clara), {"comment": "Unterwegs."})
    save(clara, first(judge(raw)), comment="Auf der Seite.")
    row = first(judge(raw))
    assert row.outcome == "stale"
    ((change,),) = [row.changes]
    assert (change.stored, change.typed) == ("Auf der Seite.", "Unterwegs.")


def test_the_same_file_again_changes_nothing(judge: Any, clara: JuryMember) -> None:
    raw = filled(handed_out(clara), {"comment": "Gut.", "points-idea": 3})
    plan = judge(raw)
    service.save(juror=clara, by=clara.user, steps=service.steps_of(plan))
    assert first(judge(raw)).outcome == "same"
    more = filled(raw, {"points-breadth": 2})
    assert [change.key for change in first(judge(more)).changes] == ["points-breadth"]


def test_a_workbook_of_another_rubric_is_refused(judge: Any, clara: JuryMember) -> None:
    raw = handed_out(clara)
    Rubric.objects.update(digest="0" * 64)
    with refused("workbook_foreign"):
        judge(raw)


def test_another_juror_s_workbook_is_refused(judge: Any, round_: Round) -> None:
    with refused("workbook_foreign"):
        judge(handed_out(round_.jurors[1]))


def test_nothing_is_judged_once_the_scores_are_locked(
    judge: Any, clara: JuryMember, round_: Round
) -> None:
    raw = handed_out(clara)
    rubric.lock_scores(call=round_.call, by=round_.dora)
    with refused("scoring_closed"):
        judge(raw)
