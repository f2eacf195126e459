"""Assignments as a table: out and in again, and each fault named with its row and field."""

import pytest

from competition.errors import CATALOGUE
from reviews.assignments import assignment_table, workload
from reviews.assignments.assignment_plan import Act, Plan
from reviews.models import Assignment
from reviews.services import assignments, conflicts
from tests.fixtures import as_read
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.REVIEWING, applications=2, jurors=2)


def read(round_: Round, text: str) -> Plan:
    return assignment_table.planned(workload.of(round_.call), text)


def carry_out(round_: Round, text: str) -> Plan:
    digest = read(round_, text).digest
    return assignments.import_table(call=round_.call, content=text, digest=digest, by=round_.dora)


def pair(round_: Round, application: int = 0, juror: int = 0, separator: str = ",") -> str:
    public_id = round_.applications[application].public_id
    return f"{public_id}{separator}{round_.jurors[juror].user.email}"


def faults(round_: Round, text: str) -> list[tuple[int, str, str]]:
    """Row, field and code of everything that is wrong."""
    with refused("table_faulty") as caught:
        read(round_, text)
    causes = caught.refusal.causes
    for cause in causes:
        assert "%(" not in cause.sentence
    return [(cause.details["row"], cause.field, cause.code) for cause in causes]


def test_what_is_written_can_be_read_and_changes_nothing(round_: Round) -> None:
    table = assignment_table.written(workload.of(round_.call))
    assert table.splitlines()[0] == "application;juror;action;reason"
    assert len(table.splitlines()) == 5
    plan = read(round_, table)
    assert (plan.steps, plan.left_out) == ([], [])


def test_table_is_written_again_as_it_was_read(round_: Round) -> None:
    before = assignment_table.written(workload.of(round_.call))
    carry_out(round_, f"application,juror,action,reason\n{pair(round_)},end,Krank\n")
    assert assignment_table.written(workload.of(round_.call)) != before
    carry_out(round_, before)
    assert assignment_table.written(workload.of(round_.call)) == before


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_mark_separator_and_line_ends_do_not_matter(
    round_: Round, mark: str, separator: str, end: str
) -> None:
    lines = [
        separator.join(["Juror ", "application", "ACTION", "reason"]),
        "",
        separator.join(
            [
                round_.jurors[1].user.email.upper(),
                round_.applications[1].public_id,
                "end",
                '"Zu viel; zu spät, leider"',
            ]
        ),
    ]
    text = assignment_table.decoded((mark + end.join(lines) + end).encode())
    plan = read(round_, text)
    assert [(step.act, step.reason) for step in plan.steps] == [
        (Act.END, "Zu viel; zu spät, leider")
    ]


def test_action_may_be_missing_and_means_to_assign(round_: Round) -> None:
    carry_out(round_, f"application,juror,action,reason\n{pair(round_)},end,Krank\n")
    plan = carry_out(round_, f"application,juror\n{pair(round_)}\n")
    assert [step.act for step in plan.steps] == [Act.ASSIGN]
    assert Assignment.objects.current().count() == 4


def test_one_faulty_row_and_nothing_happens(round_: Round) -> None:
    text = f"application,juror,action,reason\n{pair(round_)},end,Krank\nx,y,,\n"
    with refused("table_faulty"):
        assignments.import_table(call=round_.call, content=text, digest="", by=round_.dora)


def test_every_fault_has_its_row_and_field(round_: Round) -> None:
    juror, application = round_.jurors[1], round_.applications[1]
    conflicts.declare(juror=juror, answers={application.public_id: "kinship"}, by=juror.user)
    carry_out(round_, f"application,juror,action,reason\n{pair(round_, 1, 1)},end,Befangen\n")
    rows = [
        "gibtesnicht,clara@example.org,,",
        f"{round_.applications[0].public_id},niemand@example.org,,",
        f"{pair(round_, 0, 0)},löschen,",
        f"{pair(round_, 0, 1)},end,",
        f"{pair(round_, 1, 0)},end,Krank",
        f"{pair(round_, 1, 0)},assign,",
        f"{pair(round_, 1, 1)},assign,",
        ",clara@example.org,,",
        f"{round_.applications[0].public_id},,,",
        f"{pair(round_, 0, 0)},end,{'x' * 1001}",
        f"{pair(round_, 0, 0)},end,a\x00b",
    ]
    assert faults(round_, "application,juror,action,reason\n" + "\n".join(rows)) == [
        (2, "application", "application_unknown"),
        (3, "juror", "juror_unknown"),
        (4, "action", "unknown_choice"),
        (5, "reason", "reason_required"),
        (7, "application", "row_twice"),
        (8, "juror", "juror_conflicted"),
        (9, "application", "required"),
        (10, "juror", "required"),
        (11, "reason", "too_long"),
        (12, "reason", "control_characters"),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", (1, "file", "column_missing")),
        ("application\n", (1, "file", "column_missing")),
        ("application,juror,name\n", (1, "file", "column_unknown")),
        ("application,juror,juror\n", (1, "file", "column_twice")),
        ("application,juror\nx\n", (2, "", "cell_count")),
        ('application,juror\n"x" y,z\n', (2, "", "quoting")),
        ('application,juror\n"x,z\n', (2, "", "quoting")),
    ],
)
def test_tables_of_another_shape_are_refused(
    round_: Round, text: str, fault: tuple[int, str, str]
) -> None:
    assert faults(round_, text) == [fault]


def test_what_cannot_be_read_hides_no_other_fault(round_: Round) -> None:
    text = 'application,juror\nx,y\nz\nx,y\n"a" b,c\n'
    assert [(row, code) for row, _field, code in faults(round_, text)] == [
        (2, "application_unknown"),
        (3, "cell_count"),
        (4, "application_unknown"),
        (5, "quoting"),
    ]


def test_size_and_rows_are_bounded(round_: Round) -> None:
    with refused("table_too_large"):
        read(round_, "x" * (assignment_table.MAX_BYTES + 1))
    rows = "x,y\n" * (assignment_table.MAX_ROWS + 1)
    found = faults(round_, "application,juror\n" + rows)
    assert found[-1] == (assignment_table.MAX_ROWS + 2, "file", "too_many_rows")


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "file_empty"), (b"\xef\xbb\xbf \n", "file_empty"), (b"a;\xe4", "not_utf8")],
)
def test_files_that_are_no_text_are_refused(content: bytes, code: str) -> None:
    with refused(code):
        assignment_table.decoded(content)


def test_excluded_application_is_not_given(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CLOSED, applications=2)
    as_read.exclude(application=round_.applications[1], by=round_.dora, reason="Zu spät")
    round_.advance(Stage.REVIEWING)
    text = f"application,juror\n{pair(round_, 1, 0)}\n"
    assert faults(round_, text) == [(2, "application", "application_not_admitted")]


def test_inert_cells_are_read_as_what_they_stand_for(round_: Round) -> None:
    user, application = round_.jurors[0].user, round_.applications[0]
    user.email = "=cmd@example.org"
    user.save(update_fields=["email"])
    application.public_id = "12345678901234567890"
    application.save(update_fields=["public_id"])
    table = assignment_table.written(workload.of(round_.call))
    assert "'12345678901234567890;'=cmd@example.org;assign;" in table
    assert read(round_, table).steps == []


def test_codes_of_the_table_have_a_status_of_the_client() -> None:
    codes = ("table_faulty", "column_unknown", "cell_count", "quoting", "row_twice")
    assert {CATALOGUE[code].status for code in codes} == {400}
