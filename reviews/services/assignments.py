"""Who reviews what: assigned when reviewing opens, changed by the office, never silently."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction

from competition import audit, clock, locks, policies
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Call, User
from reviews.assignments import assignment_plan, assignment_table, panels, workload
from reviews.assignments.assignment_plan import Act, Plan, Step, Wish
from reviews.assignments.workload import Workload
from reviews.models import Assignment
from reviews.models.jury import AssignmentOrigin

BATCH = 500
# What stands at an assignment that the computation ended.
RECOMPUTED = "Panels neu berechnet"


def assign_panels(*, call: Call, at: datetime) -> int:
    """Assign every admitted application: to every juror, or to a panel of the rubric's size.

    In a full panel conflicted pairs get a row too: the juror sees "befangen" there instead of a
    gap. Returns how many rows were added. Needs the transaction in which reviewing opens, after
    conflicts were derived. Raises ``panel_impossible`` with the reasons.
    """
    rows = [
        Assignment(jury_member_id=juror, application_id=application, assigned_at=at)
        for application, juror in panels.first(workload.of(call))
    ]
    return len(Assignment.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True))


def change(*, call: Call, wishes: Iterable[Wish], digest: str, by: User) -> Plan:
    """Give applications to jurors and end assignments, as the plan with this digest says.

    What the plan leaves out is left out; an ended row and its review stay, the review counts no
    more; giving the pair again opens the row again. Every juror concerned is told once. Raises
    ``reviewing_closed``, ``scoring_closed``, ``not_found`` (strangers to the round),
    ``assignments_changed`` where the plan is another by now, ``nothing_to_change``.
    """
    policies.require_office(by)
    with transaction.atomic():
        load = workload.of(locks.own_call(call.pk))
        plan = assignment_plan.planned(load, wishes)
        _carry_out(load, plan, digest, by, AssignmentOrigin.OFFICE)
    return plan


def recompute(*, call: Call, digest: str, by: User) -> Plan:
    """Compute the panels anew, as the plan with this digest says; what was begun stays.

    Raises ``panel_full``, ``panel_impossible``, and what ``change`` raises.
    """
    policies.require_office(by)
    with transaction.atomic():
        load = workload.of(locks.own_call(call.pk))
        plan = recomputed(load)
        _carry_out(load, plan, digest, by, AssignmentOrigin.PANEL)
    return plan


def recomputed(load: Workload) -> Plan:
    """What computing the panels anew would do."""
    return assignment_plan.recomputed(load, reason=RECOMPUTED)


def import_table(*, call: Call, content: str, digest: str, by: User) -> Plan:
    """Carry out a table of assignments, all or nothing, as the plan with this digest says.

    Raises ``table_faulty`` with every faulty row as a cause, and what ``change`` raises.
    """
    policies.require_office(by)
    with transaction.atomic():
        load = workload.of(locks.own_call(call.pk))
        plan = assignment_table.planned(load, content)
        _carry_out(load, plan, digest, by, AssignmentOrigin.OFFICE)
    return plan


def _carry_out(load: Workload, plan: Plan, digest: str, by: User, origin: AssignmentOrigin) -> None:
    if plan.digest != digest:
        raise Refusal("assignments_changed")
    if not plan.steps:
        raise Refusal("nothing_to_change")
    at = clock.now(load.call)
    _assign(load, plan.of(Act.ASSIGN), at, origin)
    _end(load, plan.of(Act.END), at, by)
    _tell(load, plan)
    audit.log(
        act="assignments.changed",
        by=by,
        subject=load.call.slug,
        payload={
            "assigned": _public(plan.of(Act.ASSIGN)),
            "ended": _public(plan.of(Act.END)),
            "sha256": digest,
        },
    )


def _assign(load: Workload, steps: Sequence[Step], at: datetime, origin: AssignmentOrigin) -> None:
    known = [load.rows[step.pair] for step in steps if step.pair in load.rows]
    for some in _batches(known):
        Assignment.objects.filter(pk__in=some).update(
            assigned_at=at, origin=origin, ended_at=None, ended_by=None, end_reason=""
        )
    rows = [
        Assignment(
            jury_member=step.member, application=step.application, assigned_at=at, origin=origin
        )
        for step in steps
        if step.pair not in load.rows
    ]
    Assignment.objects.bulk_create(rows, batch_size=BATCH)


def _end(load: Workload, steps: Sequence[Step], at: datetime, by: User) -> None:
    by_reason = defaultdict[str, list[int]](list)
    for step in steps:
        by_reason[step.reason].append(load.rows[step.pair])
    for reason, rows in by_reason.items():
        for some in _batches(rows):
            Assignment.objects.filter(pk__in=some).update(
                ended_at=at, ended_by=by, end_reason=reason
            )


def _batches(rows: Sequence[int]) -> Iterator[Sequence[int]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _tell(load: Workload, plan: Plan) -> None:
    """One letter to each juror whose work has changed, whatever the number of applications."""
    at = clock.now()
    steps = defaultdict[int, list[Step]](list)
    for step in plan.steps:
        steps[step.member.pk].append(step)
    outbox.owe(
        *(
            outbox.written(
                kinds.ASSIGNMENTS_CHANGED,
                call=load.call,
                recipient=load.jurors[juror].user,
                occasion=f"{at:%Y%m%d%H%M%S%f} {plan.digest[:16]}",
                context={
                    "gained": [each for each in mine if each.act == Act.ASSIGN],
                    "lost": [each for each in mine if each.act == Act.END],
                },
                written_at=at,
            )
            for juror, mine in steps.items()
        )
    )


def _public(steps: Iterable[Step]) -> list[list[str | int]]:
    return [[step.application.public_id, step.member.pk] for step in steps]
