"""Selection runs: a queued row, computed once, stored whole."""

import pytest
from django.db import transaction

from competition import receipts
from competition.models import AuditEntry
from reviews import tasks
from reviews.models import SelectionRun
from reviews.selection import ENGINE_VERSION, select
from reviews.services import rubric, selection
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db

LOT = {"tie_break": ["lot"], "lot_source": "6 aus 49"}


@pytest.fixture
def locked(make_round: MakeRound) -> Round:
    return make_round(Stage.LOCKED)


def test_request_queues_a_run_on_the_round_as_it_stands(locked: Round) -> None:
    run = selection.request(call=locked.call, by=locked.dora)

    assert (run.state, run.result, run.requested_by) == ("queued", None, locked.dora)
    assert run.input_digest == receipts.digest(run.input)
    assert AuditEntry.objects.get(act="selection.requested").payload == {"sha256": run.input_digest}
    assert selection.queued_ids() == [run.pk]


def test_request_again_while_it_waits_returns_the_same_run(locked: Round) -> None:
    run = selection.request(call=locked.call, by=locked.dora)

    with unchanged():
        assert selection.request(call=locked.call, by=locked.emil) == run


def test_request_after_a_change_queues_another(locked: Round) -> None:
    first = selection.request(call=locked.call, by=locked.dora)
    locked.declare(locked.jurors[0], locked.applications[0], answer="other")
    second = selection.request(call=locked.call, by=locked.dora)

    assert first != second
    assert selection.queued_ids() == [first.pk, second.pk]


@pytest.mark.parametrize("stage", [Stage.SCREENED, Stage.REVIEWING, Stage.SCORED])
def test_request_before_the_lock_is_refused(make_round: MakeRound, stage: Stage) -> None:
    round_ = make_round(stage)

    with refused("scores_unlocked"):
        selection.request(call=round_.call, by=round_.dora)


def test_request_without_the_value_of_the_lot_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED, rubric_fields=LOT)

    with refused("lot_value_missing") as caught:
        selection.request(call=round_.call, by=round_.dora)
    assert caught.field == "public_value"
    rubric.reveal_lot(call=round_.call, public_value="03 11 19", by=round_.dora)
    assert selection.request(call=round_.call, by=round_.dora).input["round"]["lot"] == {
        "nonce_hex": round_.call.rubric.lot_nonce_hex,
        "public_value": "03 11 19",
    }


def test_request_is_for_the_office(locked: Round) -> None:
    with refused("not_allowed"):
        selection.request(call=locked.call, by=locked.jurors[0].user)


def test_compute_stores_the_result_whole(locked: Round) -> None:
    run = selection.request(call=locked.call, by=locked.dora)

    done = selection.compute(run_id=run.pk)

    assert done
    stored = SelectionRun.objects.get()
    assert (stored.state, stored.engine_version) == ("done", ENGINE_VERSION)
    assert stored.result == select(run.input, insight=True, bootstrap=1000, certificate=True)
    assert stored.result_digest == receipts.digest(stored.result)
    best = sorted(application.public_id for application in locked.applications[:2])
    assert stored.result["selected"] == best
    assert AuditEntry.objects.get(act="selection.computed").actor is None


def test_compute_shows_how_far_it_is_while_it_computes(
    locked: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "PROGRESS_SECONDS", 0.0)
    run = selection.request(call=locked.call, by=locked.dora)

    selection.compute(run_id=run.pk)

    stored = SelectionRun.objects.get()
    assert stored.done_count == stored.steps_count > 10


def test_a_second_worker_finds_the_run_done(locked: Round) -> None:
    run = selection.request(call=locked.call, by=locked.dora)
    first = selection.compute(run_id=run.pk)
    assert first

    with unchanged():
        assert selection._store(run.pk, {"status": "tie"}, "") is None


def test_compute_again_does_nothing(locked: Round) -> None:
    run = selection.request(call=locked.call, by=locked.dora)
    tasks.compute(run.pk)

    with unchanged():
        assert selection.compute(run_id=run.pk) is None
        assert selection.compute(run_id=0) is None
        tasks.sweep()


def test_sweep_finds_what_a_lost_nudge_left(locked: Round) -> None:
    selection.request(call=locked.call, by=locked.dora)

    tasks.sweep()

    assert [run.state for run in SelectionRun.objects.all()] == ["done"]


def test_compute_of_a_malformed_input_fails_with_its_reason(locked: Round) -> None:
    run = selection.request(call=locked.call, by=locked.dora)
    SelectionRun.objects.update(input={**run.input, "round": {}})

    selection.compute(run_id=run.pk)

    failed = SelectionRun.objects.get()
    assert (failed.state, failed.result, failed.result_digest) == ("failed", None, "")
    assert failed.error
    assert failed.finished_at


def test_compute_that_is_rolled_back_leaves_the_run_queued(locked: Round) -> None:
    run = selection.request(call=locked.call, by=locked.dora)

    with unchanged(), transaction.atomic():
        selection.compute(run_id=run.pk)
        transaction.set_rollback(True)


def test_run_never_changes_with_the_round(locked: Round) -> None:
    run = selection.request(call=locked.call, by=locked.dora)
    locked.declare(locked.jurors[0], locked.applications[0], answer="other")

    selection.compute(run_id=run.pk)

    computed = SelectionRun.objects.get()
    assert (computed.input, computed.input_digest) == (run.input, run.input_digest)
    assert computed.result
    assert set(computed.result["valid_reviews"].values()) == {2}
