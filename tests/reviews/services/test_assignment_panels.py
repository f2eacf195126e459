"""Computing the panels anew: what was begun stays, and as little as possible changes."""

from collections import Counter

import pytest

from reviews.assignments import assignment_plan, loads, panels, workload
from reviews.assignments.assignment_plan import Act, Plan, Wish
from reviews.models import Assignment
from reviews.services import assignments, conflicts
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import CRITERIA, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
FULL = {criterion["key"]: "4" for criterion in CRITERIA}


def in_panels(
    make_round: MakeRound, applications: int = 4, jurors: int = 4, size: int = 2
) -> Round:
    return make_round(
        Stage.REVIEWING,
        applications=applications,
        jurors=jurors,
        rubric_fields={"panel_size": size},
    )


def shown(round_: Round) -> Plan:
    return assignments.recomputed(workload.of(round_.call))


def recompute(round_: Round) -> Plan:
    return assignments.recompute(call=round_.call, digest=shown(round_).digest, by=round_.dora)


def current(round_: Round) -> set[tuple[int, int]]:
    return set(workload.of(round_.call).current)


def end(round_: Round, *pairs: tuple[int, int]) -> None:
    wishes = [Wish(pair, Act.END, "Erkrankt") for pair in pairs]
    plan = assignment_plan.planned(workload.of(round_.call), wishes)
    assignments.change(call=round_.call, wishes=wishes, digest=plan.digest, by=round_.dora)


def test_panels_that_are_right_do_not_change(make_round: MakeRound) -> None:
    round_ = in_panels(make_round)
    assert shown(round_).steps == []
    with refused("nothing_to_change"):
        recompute(round_)


def test_conflict_is_made_up_for_by_one_other_juror(make_round: MakeRound) -> None:
    round_ = in_panels(make_round)
    before = current(round_)
    application, juror = min(before)
    member = next(each for each in round_.jurors if each.pk == juror)
    public_id = next(a.public_id for a in round_.applications if a.pk == application)
    conflicts.declare(juror=member, answers={public_id: "kinship"}, by=member.user)
    recompute(round_)

    after = current(round_)
    assert (application, juror) in after  # its juror goes on to see "befangen"
    load = workload.of(round_.call)
    assert set(load.possible(load.current).values()) == {2}
    assert loads.balance(load).is_even


def test_what_was_begun_or_declared_stays(make_round: MakeRound) -> None:
    round_ = in_panels(make_round, applications=6, jurors=3, size=1)
    first = round_.jurors[0]
    mine = {pair for pair in current(round_) if pair[1] == first.pk}
    for row in first.assignments.select_related("application"):
        conflicts.declare(juror=first, answers={row.application.public_id: "free"}, by=first.user)
    others = [pair for pair in current(round_) if pair[1] == round_.jurors[1].pk]
    end(round_, *others)
    recompute(round_)

    load = workload.of(round_.call)
    assert mine <= load.current
    assert set(load.possible(load.current).values()) == {1}


def test_juror_from_whom_everything_was_taken_gets_nothing_new(make_round: MakeRound) -> None:
    round_ = in_panels(make_round)
    gone = round_.jurors[3].pk
    end(round_, *(pair for pair in current(round_) if pair[1] == gone))
    plan = recompute(round_)
    assert plan.kept
    assert list(plan.kept.relieved) == [round_.jurors[3]]

    counts = Counter(juror for _, juror in current(round_))
    assert gone not in counts
    assert sorted(counts.values()) == [2, 3, 3]


def test_ended_pair_comes_back_only_where_nothing_else_is_left(make_round: MakeRound) -> None:
    round_ = in_panels(make_round, applications=3, jurors=3, size=2)
    pair = min(current(round_))
    end(round_, pair)
    recompute(round_)
    assert pair not in current(round_)
    assert Assignment.objects.get(pk=workload.of(round_.call).rows[pair]).end_reason == "Erkrankt"


def test_idle_pairs_are_ended_with_the_reason_of_the_computation(make_round: MakeRound) -> None:
    round_ = in_panels(make_round, applications=2, jurors=2, size=1)
    load = workload.of(round_.call)
    extra = next(
        (a.pk, j.pk)
        for a in round_.applications
        for j in round_.jurors
        if (a.pk, j.pk) not in load.current
    )
    wishes = [Wish(extra, Act.ASSIGN)]
    plan = assignment_plan.planned(load, wishes)
    assignments.change(call=round_.call, wishes=wishes, digest=plan.digest, by=round_.dora)
    recompute(round_)
    ended = Assignment.objects.get(ended_at__isnull=False)
    assert (ended.end_reason, ended.ended_by) == (assignments.RECOMPUTED, round_.dora)


def test_more_begun_reviews_than_the_panel_has_are_refused_by_name(make_round: MakeRound) -> None:
    round_ = in_panels(make_round, applications=1, jurors=2, size=1)
    load = workload.of(round_.call)
    pairs = [(round_.applications[0].pk, each.pk) for each in round_.jurors]
    wishes = [Wish(pair, Act.ASSIGN) for pair in pairs if pair not in load.current]
    plan = assignment_plan.planned(load, wishes)
    assignments.change(call=round_.call, wishes=wishes, digest=plan.digest, by=round_.dora)
    for each in round_.jurors:
        round_.declare(each)
    with refused("panel_impossible") as caught:
        recompute(round_)
    assert "Beispielstadt: Begonnen oder erklärt haben sich schon 2" in caught.sentence


def test_full_panel_is_not_computed(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    with refused("panel_full"):
        recompute(round_)


def test_stale_computation_is_refused(make_round: MakeRound) -> None:
    round_ = in_panels(make_round)
    gone = round_.jurors[3].pk
    end(round_, *(pair for pair in current(round_) if pair[1] == gone))
    digest = shown(round_).digest
    member = round_.jurors[0]
    application = panels.taking_part(workload.of(round_.call))[0].assignments.first()
    assert application is not None
    public_id = application.application.public_id
    member = application.jury_member
    conflicts.declare(juror=member, answers={public_id: "kinship"}, by=member.user)
    with refused("assignments_changed"):
        assignments.recompute(call=round_.call, digest=digest, by=round_.dora)


@pytest.mark.parametrize(
    ("stage", "code"), [(Stage.READY, "reviewing_closed"), (Stage.LOCKED, "scoring_closed")]
)
def test_only_while_reviewing_is_open(make_round: MakeRound, stage: Stage, code: str) -> None:
    round_ = make_round(stage, jurors=2, rubric_fields={"panel_size": 2})
    with refused(code):
        assignments.recompute(call=round_.call, digest="", by=round_.dora)
