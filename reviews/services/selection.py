"""Selection runs: a queued row, computed by a worker, stored whole. The result is a proposal."""

import time
from typing import Any

from django.db import transaction

from competition import answers, audit, clock, locks, policies, receipts
from competition.errors import Refusal
from competition.models import Call, User
from competition.nudge import nudge
from reviews import bundles, cases
from reviews.decisions import scenario
from reviews.decisions.scenario import Change
from reviews.models import Rubric, SelectionRun
from reviews.models.selection_run import RunState
from reviews.selection import ENGINE_VERSION, CaseError, select
from reviews.selection.bootstrap import RUNS

TIME_LIMIT_SECONDS = 30.0
PROGRESS_SECONDS = 1.0


def request(*, call: Call, by: User) -> SelectionRun:
    """Queue a run on the round as it stands now: input and digest are stored with the row.

    A run that is queued on the same input already is returned instead of a second one. Raises
    ``scores_unlocked``, ``lot_value_missing``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        _require_computable(call)
        return _queued(call, cases.case_of(call), by, act="selection.requested")


def suppose(*, call: Call, title: str, change: Change, by: User) -> SelectionRun:
    """Queue a scenario: the round as it stands now with a change that is written down.

    Computed like a run, and never decided upon (``run_is_scenario``). Raises ``scores_unlocked``,
    ``lot_value_missing``, ``scenario_untitled``, ``too_long``, ``control_characters``, and what
    ``scenario.supposed`` raises.
    """
    policies.require_office(by)
    name = " ".join(answers.text(title, field="title", max_chars=scenario.MAX_TITLE_CHARS).split())
    if not name:
        raise Refusal("scenario_untitled", field="title")
    with transaction.atomic():
        call = locks.own_call(call.pk)
        _require_computable(call)
        case = scenario.supposed(cases.case_of(call), change, name)
        supposed = {
            "is_scenario": True,
            "scenario": change.document(),
            "scenario_title": name,
        }
        return _queued(call, case, by, act="selection.supposed", **supposed)


def _require_computable(call: Call) -> None:
    rubric = Rubric.objects.filter(call=call).first()
    if rubric is None or rubric.locked_at is None:
        raise Refusal("scores_unlocked")
    if "lot" in rubric.tie_break and not rubric.lot_public_value:
        raise Refusal("lot_value_missing", field="public_value")


def _queued(
    call: Call, case: dict[str, Any], by: User, *, act: str, **supposed: Any
) -> SelectionRun:
    """The run that waits on this input already, or a new one."""
    digest = bundles.case_digest(case)
    run = SelectionRun.objects.filter(call=call, state=RunState.QUEUED, input_digest=digest).first()
    if run is None:
        run = SelectionRun.objects.create(
            call=call,
            requested_at=clock.now(call),
            requested_by=by,
            input=case,
            input_digest=digest,
            **supposed,
        )
        audit.log(act=act, by=by, subject=run.public_id, payload={"sha256": digest})
    nudge("reviews.compute", run.pk)
    return run


def compute(*, run_id: int) -> SelectionRun | None:
    """Compute a queued run and store its result; None if there is nothing left to do.

    Computed outside of any transaction, so that its progress can be seen, and written once under
    the row's lock: a killed worker leaves it queued, and of two workers the second finds it done
    (their results are the same to the byte). A time limit gives ``not_proven``, never an answer.
    """
    run = SelectionRun.objects.filter(pk=run_id, state=RunState.QUEUED).first()
    if run is None:
        return None
    result, error = None, ""
    try:
        result = select(
            run.input,
            insight=True,
            bootstrap=RUNS,
            time_limit=TIME_LIMIT_SECONDS,
            certificate=True,
            progress=_Progress(run_id),
        )
    except CaseError as fault:
        error = str(fault)[:300]
    return _store(run_id, result, error)


class _Progress:
    """Notes in the row how far a run has come, at most once a second."""

    def __init__(self, run_id: int) -> None:
        self.queued = SelectionRun.objects.filter(pk=run_id, state=RunState.QUEUED)
        self.noted = time.monotonic()

    def __call__(self, done: int, steps: int, _key: str) -> None:
        if time.monotonic() - self.noted < PROGRESS_SECONDS:
            return
        self.noted = time.monotonic()
        self.queued.update(done_count=done, steps_count=steps)


def _store(run_id: int, result: dict[str, Any] | None, error: str) -> SelectionRun | None:
    with transaction.atomic():
        run = (
            SelectionRun.objects.select_for_update(of=("self",))
            .filter(pk=run_id, state=RunState.QUEUED)
            .select_related("call")
            .defer("input")
            .first()
        )
        if run is None:
            return None
        run.engine_version = ENGINE_VERSION
        run.result, run.error = result, error
        run.result_digest = receipts.digest(result) if result is not None else ""
        run.state = RunState.DONE if result is not None else RunState.FAILED
        run.finished_at = clock.now(run.call)
        run.save(
            update_fields=[
                "engine_version",
                "result",
                "result_digest",
                "state",
                "error",
                "finished_at",
            ]
        )
        audit.log(
            act="selection.computed",
            by=None,
            subject=run.public_id,
            payload={"state": run.state, "sha256": run.result_digest},
        )
        return run


def queued_ids() -> list[int]:
    """Runs that wait for a worker, oldest first: what the sweep finds."""
    return list(
        SelectionRun.objects.filter(state=RunState.QUEUED)
        .order_by("requested_at")
        .values_list("pk", flat=True)
    )
