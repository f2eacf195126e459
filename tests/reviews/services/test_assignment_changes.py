"""Changing who reads what: what happens, what is left out, who is told."""

import pytest

from competition.models import AuditEntry, Notice, User
from reviews import cases, progress, queries
from reviews.assignments import assignment_plan, workload
from reviews.assignments.assignment_plan import Act, Effect, Plan, Wish
from reviews.models import Assignment, JuryMember
from reviews.services import assignments, conflicts, reviews
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import CRITERIA, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
FULL = {criterion["key"]: "4" for criterion in CRITERIA}


def wish(round_: Round, application: int, juror: int, act: Act, reason: str = "") -> Wish:
    return Wish((round_.applications[application].pk, round_.jurors[juror].pk), act, reason)


def plan_of(round_: Round, *wishes: Wish) -> Plan:
    return assignment_plan.planned(workload.of(round_.call), wishes)


def change(round_: Round, *wishes: Wish, by: User | None = None) -> Plan:
    plan = plan_of(round_, *wishes)
    return assignments.change(
        call=round_.call, wishes=wishes, digest=plan.digest, by=by or round_.dora
    )


def ending(round_: Round, application: int = 0, juror: int = 0) -> Wish:
    return wish(round_, application, juror, Act.END, "Erkrankt")


def giving(round_: Round, application: int = 0, juror: int = 0) -> Wish:
    return wish(round_, application, juror, Act.ASSIGN)


def reads(juror: JuryMember) -> int:
    return queries.assigned(juror).count()


def test_ended_assignment_keeps_its_row_with_person_and_reason(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    change(round_, ending(round_))

    row = Assignment.objects.get(jury_member=round_.jurors[0], application=round_.applications[0])
    assert (row.ended_by, row.end_reason) == (round_.dora, "Erkrankt")
    assert row.ended_at is not None
    assert reads(round_.jurors[0]) == 2


def test_final_review_of_an_ended_assignment_counts_no_more(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED)
    assert plan_of(round_, ending(round_)).uncounted[0].effect == Effect.COUNTS_NO_MORE
    before = len(cases.case_of(round_.call)["reviews"])
    change(round_, ending(round_))

    assert round_.jurors[0].reviews.count() == 3
    assert len(cases.case_of(round_.call)["reviews"]) == before - 1


def test_review_of_an_ended_assignment_is_no_part_of_the_quorum(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED)
    assert progress.below_quorum_count(round_.call, quorum=2) == 0
    change(round_, ending(round_))
    assert progress.below_quorum_count(round_.call, quorum=2) == 1


def test_given_again_the_row_opens_and_the_review_counts_again(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED)
    before = cases.case_of(round_.call)
    change(round_, ending(round_))
    plan = change(round_, giving(round_))

    assert [step.effect for step in plan.steps] == [Effect.COUNTS_AGAIN]
    assert cases.case_of(round_.call) == before
    row = Assignment.objects.get(jury_member=round_.jurors[0], application=round_.applications[0])
    assert (row.ended_at, row.ended_by, row.end_reason, row.origin) == (None, None, "", "office")


def test_draft_of_an_ended_assignment_is_out_of_reach_until_it_is_given_again(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.REVIEWING)
    juror, application = round_.jurors[0], round_.applications[0]
    round_.declare(juror)

    def save(comment: str, version: int) -> int:
        saved = reviews.save(
            juror=juror, application=application, by=juror.user, version=version, comment=comment
        )
        return saved.version

    assert save("Gut", 0) == 1
    plan = change(round_, ending(round_))
    assert [step.effect for step in plan.steps] == [Effect.DRAFT_KEPT]
    with refused("not_assigned"):
        save("Sehr gut", 1)

    assert change(round_, giving(round_)).steps[0].effect == Effect.RESUMED
    assert save("Sehr gut", 1) == 2


def test_plan_names_what_is_left_out_and_why(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    change(round_, ending(round_, 1))
    conflicts.declare(
        juror=round_.jurors[1],
        answers={round_.applications[2].public_id: "kinship"},
        by=round_.jurors[1].user,
    )
    change(round_, ending(round_, 2, 1))
    plan = change(
        round_,
        giving(round_, 0),
        giving(round_, 1),
        giving(round_, 2, 1),
        ending(round_, 0, 1),
    )
    assert [(step.pair, step.act) for step in plan.steps] == [
        (ending(round_, 0, 1).pair, Act.END),
        (giving(round_, 1).pair, Act.ASSIGN),
    ]
    assert [row.code for row in plan.left_out] == ["juror_conflicted", "assignment_standing"]


def test_quorum_warning_names_who_falls_below(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING, rubric_fields={"quorum": 2})
    plan = plan_of(round_, ending(round_, 1))
    assert [(each.application, each.possible_count, each.needed_count) for each in plan.shortages]
    assert plan.shortages[0].application == round_.applications[1]
    assert (plan.shortages[0].possible_count, plan.shortages[0].needed_count) == (1, 2)


def test_what_is_not_assigned_cannot_be_ended(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    change(round_, ending(round_))
    assert [row.code for row in plan_of(round_, ending(round_)).left_out] == ["assignment_missing"]


def test_ending_without_a_reason_is_left_out(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    plan = plan_of(round_, wish(round_, 0, 0, Act.END, "  "))
    assert [row.code for row in plan.left_out] == ["reason_required"]
    with refused("nothing_to_change"):
        assignments.change(
            call=round_.call,
            wishes=[wish(round_, 0, 0, Act.END, "  ")],
            digest=plan.digest,
            by=round_.dora,
        )


def test_stale_plan_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    shown = plan_of(round_, ending(round_))
    round_.declare(round_.jurors[0])
    round_.review(round_.jurors[0], round_.applications[0], FULL)
    with refused("assignments_changed"):
        assignments.change(
            call=round_.call, wishes=[ending(round_)], digest=shown.digest, by=round_.dora
        )


@pytest.mark.parametrize(
    ("stage", "code"), [(Stage.READY, "reviewing_closed"), (Stage.LOCKED, "scoring_closed")]
)
def test_only_while_reviewing_is_open(make_round: MakeRound, stage: Stage, code: str) -> None:
    round_ = make_round(stage)
    with refused(code):
        assignments.change(call=round_.call, wishes=[ending(round_)], digest="", by=round_.dora)


def test_only_the_office_changes_assignments(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    with refused("not_allowed"):
        change(round_, ending(round_), by=round_.jurors[0].user)
    with refused("not_allowed"):
        assignments.recompute(call=round_.call, digest="", by=round_.jurors[0].user)
    with refused("not_allowed"):
        assignments.import_table(call=round_.call, content="", digest="", by=round_.jurors[0].user)


def test_strangers_to_the_round_are_not_found(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    with refused("not_found"):
        plan_of(round_, Wish((10**9, round_.jurors[0].pk), Act.ASSIGN))
    with refused("not_found"):
        plan_of(round_, Wish((round_.applications[0].pk, 10**30), Act.ASSIGN))


def test_reason_is_bounded_and_clean(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    for reason, code in (("x" * 1001, "too_long"), ("a\x00b", "control_characters")):
        with refused(code):
            plan_of(round_, wish(round_, 0, 0, Act.END, reason))


def test_each_juror_gets_one_letter_for_the_whole_act(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    change(round_, *(ending(round_, number) for number in range(3)))
    Notice.objects.all().delete()
    change(round_, *(giving(round_, number) for number in range(3)), ending(round_, 1, 1))

    told = {notice.recipient: notice for notice in Notice.objects.all()}
    assert told.keys() == {juror.user for juror in round_.jurors}
    assert "Neu zugeteilt sind Ihnen 3 Bewerbungen:" in told[round_.jurors[0].user].body
    assert "Nicht mehr" not in told[round_.jurors[0].user].body
    assert "Erkrankt" not in told[round_.jurors[1].user].body


def test_act_is_logged_with_ids_alone(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    plan = change(round_, ending(round_))
    entry = AuditEntry.objects.get(act="assignments.changed")
    pair = [round_.applications[0].public_id, round_.jurors[0].pk]
    assert entry.payload == {"assigned": [], "ended": [pair], "sha256": plan.digest}
    assert entry.actor == round_.dora
