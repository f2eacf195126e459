"""Selection runs: a queued row, computed by a worker, stored whole. The result is a proposal."""

from django.db import transaction

from competition import audit, clock, locks, policies, receipts
from competition.errors import Refusal
from competition.models import Call, User
from competition.nudge import nudge
from reviews import bundles, queries
from reviews.models import Rubric, SelectionRun
from reviews.models.selection_run import RunState
from reviews.selection import ENGINE_VERSION, CaseError, select
from reviews.selection.bootstrap import RUNS

TIME_LIMIT_SECONDS = 30.0


def request(*, call: Call, by: User) -> SelectionRun:
    """Queue a run on the round as it stands now: input and digest are stored with the row.

    A run that is queued on the same input already is returned instead of a second one. Raises
    ``scores_unlocked``, ``lot_value_missing``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        rubric = Rubric.objects.filter(call=call).first()
        if rubric is None or rubric.locked_at is None:
            raise Refusal("scores_unlocked")
        if "lot" in rubric.tie_break and not rubric.lot_public_value:
            raise Refusal("lot_value_missing", field="public_value")
        case = queries.case_of(call)
        digest = bundles.case_digest(case)
        run = SelectionRun.objects.filter(
            call=call, state=RunState.QUEUED, input_digest=digest
        ).first()
        if run is None:
            run = SelectionRun.objects.create(
                call=call,
                requested_at=clock.now(call),
                requested_by=by,
                input=case,
                input_digest=digest,
            )
            audit.log(
                act="selection.requested",
                by=by,
                subject=run.public_id,
                payload={"sha256": digest},
            )
        nudge("reviews.compute", run.pk)
        return run


def compute(*, run_id: int) -> SelectionRun | None:
    """Compute a queued run and store its result; None if there is nothing left to do.

    The row is locked while computing and written once, so a killed worker leaves it queued and two
    workers never both write. A time limit gives status ``not_proven``, never an answer.
    """
    with transaction.atomic():
        run = (
            SelectionRun.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(pk=run_id, state=RunState.QUEUED)
            .select_related("call")
            .first()
        )
        if run is None:
            return None
        run.engine_version = ENGINE_VERSION
        try:
            run.result = select(
                run.input,
                insight=True,
                bootstrap=RUNS,
                time_limit=TIME_LIMIT_SECONDS,
                certificate=True,
            )
            run.result_digest = receipts.digest(run.result)
            run.state = RunState.DONE
        except CaseError as error:
            run.state, run.error = RunState.FAILED, str(error)[:300]
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
