"""Screening many in one act: exactly what the plan says, or nothing."""

from datetime import timedelta

import pytest

from competition.models import Application, AuditEntry, Correction, Question
from competition.screening_plan import Act, Order
from competition.services import screening
from tests.fixtures import as_read
from tests.fixtures.people import account
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import CLOSED_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
DUE = CLOSED_AT + timedelta(days=14)


@pytest.fixture
def closed(make_round: MakeRound) -> Round:
    return make_round(Stage.CLOSED, applications=3)


def order(round_: Round, act: Act = Act.ADMIT, **fields: object) -> Order:
    chosen = tuple(each.public_id for each in round_.applications)
    return Order(**{"act": act, "chosen": chosen, **fields})  # type: ignore[arg-type]  # a test's


def carry_out(round_: Round, wanted: Order, digest: str = "") -> None:
    digest = digest or screening.plan(call=round_.call, order=wanted, by=round_.dora).digest
    screening.carry_out(call=round_.call, order=wanted, digest=digest, by=round_.dora)


def test_each_application_is_logged_by_itself(closed: Round) -> None:
    carry_out(closed, order(closed))
    logged = AuditEntry.objects.filter(act="application.admitted").values_list("subject", flat=True)
    assert sorted(logged) == sorted(each.public_id for each in closed.applications)


def test_the_plan_writes_nothing(closed: Round) -> None:
    with unchanged():
        plan = screening.plan(call=closed.call, order=order(closed), by=closed.dora)
    assert [each.pk for each in plan.steps] == [
        each.pk for each in sorted(closed.applications, key=lambda each: each.municipality.name)
    ]


def test_a_correction_is_asked_of_each(closed: Round) -> None:
    wanted = order(closed, Act.CORRECT, reason=" Warum? ", keys=("own_share",), due_at=DUE)
    carry_out(closed, wanted)
    assert set(Correction.objects.values_list("reason", "due_at")) == {("Warum?", DUE)}


def test_strangers_to_the_office_plan_and_do_nothing(closed: Round) -> None:
    wanted, stranger = order(closed), account("Stefan")
    with refused("not_allowed"):
        screening.plan(call=closed.call, order=wanted, by=stranger)
    with refused("not_allowed"):
        screening.carry_out(call=closed.call, order=wanted, digest="", by=stranger)
    with refused("not_allowed"):
        screening.close(call=closed.call, by=stranger)


def test_an_answered_correction_between_reading_and_confirming_refuses(closed: Round) -> None:
    digest = screening.plan(call=closed.call, order=order(closed), by=closed.dora).digest
    version = closed.applications[0].valid_version
    assert version
    version.digest = "0" * 64
    version.save(update_fields=["digest"])
    with refused("screening_changed"):
        carry_out(closed, order(closed), digest)


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"chosen": ()}, "nothing_chosen", "chosen"),
        ({"chosen": ("gibt-es-nicht",)}, "not_found", ""),
        ({"act": Act.EXCLUDE, "reason": " "}, "reason_required", "reason"),
        ({"act": Act.EXCLUDE, "reason": "x" * 2001}, "too_long", "reason"),
        ({"act": Act.EXCLUDE, "reason": "a\x07b"}, "control_characters", "reason"),
        ({"act": Act.CORRECT, "reason": "Warum?"}, "required", "keys"),
        ({"act": Act.CORRECT, "reason": "Warum?", "keys": ("x",)}, "unknown_question", "keys"),
        ({"act": Act.CORRECT, "reason": "W?", "keys": ("remark",)}, "required", "due_at"),
        (
            {"act": Act.CORRECT, "reason": "W?", "keys": ("remark",), "due_at": CLOSED_AT},
            "period_past",
            "due_at",
        ),
        (
            {
                "act": Act.CORRECT,
                "reason": "W?",
                "keys": ("remark",),
                "due_at": CLOSED_AT + timedelta(days=70),
            },
            "period_too_long",
            "due_at",
        ),
    ],
)
def test_an_order_that_cannot_be_understood_is_refused(
    closed: Round, fields: dict[str, object], code: str, field: str
) -> None:
    with refused(code) as caught:
        screening.plan(call=closed.call, order=order(closed, **fields), by=closed.dora)  # type: ignore[arg-type]
    assert caught.field == field


def test_nothing_to_do_is_refused(closed: Round) -> None:
    for application in closed.applications:
        as_read.admit(application=application, by=closed.dora)
    wanted = order(closed)
    digest = screening.plan(call=closed.call, order=wanted, by=closed.dora).digest
    with refused("nothing_to_change"):
        carry_out(closed, wanted, digest)


def test_what_is_left_out_says_why(closed: Round) -> None:
    first, second, third = closed.applications
    Application.objects.filter(pk=first.pk).update(
        state="withdrawn", valid_version=None, withdrawn_at=CLOSED_AT, withdrawn_by=closed.dora
    )
    as_read.exclude(application=second, by=closed.dora, reason="Unzuständig.")
    as_read.ask(application=third, by=closed.dora, keys=["remark"], reason="W?", due_at=DUE)
    plan = screening.plan(call=closed.call, order=order(closed), by=closed.dora)
    codes = {each.application.pk: each.code for each in plan.left_out}
    assert codes == {
        first.pk: "nothing_sealed",
        second.pk: "already_screened",
        third.pk: "correction_standing",
    }


def test_a_correction_whose_time_has_run_out_stands_in_nobodys_way(closed: Round) -> None:
    application = closed.applications[0]
    as_read.ask(application=application, by=closed.dora, keys=["remark"], reason="W?", due_at=DUE)
    closed.at(DUE)
    carry_out(closed, order(closed))
    application.refresh_from_db()
    assert application.state == "admitted"


def test_files_are_not_corrected_in_this_way(make_round: MakeRound) -> None:
    questions = [
        {"key": "concept", "kind": "text", "label": "Idee", "is_required": False},
        {"key": "paper", "kind": "files", "label": "Papier", "is_required": False},
    ]
    round_ = make_round(Stage.OPEN, questions=questions)
    assert [each.key for each in _offered(round_)] == ["title", "concept"]


def _offered(round_: Round) -> list[Question]:
    from competition import corrections as reads  # noqa: PLC0415  # beside the service of that name

    return list(reads.offered(round_.call))


def test_before_the_deadline_and_once_reviewing_is_open(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=1)
    with refused("call_not_closed"):
        screening.plan(call=round_.call, order=order(round_), by=round_.dora)
    round_.advance(Stage.REVIEWING)
    round_.call.refresh_from_db()
    with refused("reviewing_open"):
        screening.plan(call=round_.call, order=order(round_), by=round_.dora)
