import pytest
from pytest_django import DjangoAssertNumQueries

from reviews.models import SelectionRun
from reviews.services import selection
from tests.api.caller import Caller, assert_problem
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db

RUNS = "office/calls/beispielrunde/selection-runs/"


def test_a_run_is_queued_polled_and_done(as_dora: Caller, make_round: MakeRound) -> None:
    ids = [a.public_id for a in make_round(Stage.LOCKED).applications]
    queued = as_dora.post(RUNS)
    run = SelectionRun.objects.get()
    place = f"/api/v1/office/selection-runs/{run.public_id}/"
    assert (queued.status, queued.header("Location")) == (202, place)
    assert queued.header("Retry-After") == "1"
    assert as_dora.get(place).value == queued.value
    assert queued.value == {
        "id": run.public_id,
        "call": "beispielrunde",
        "state": "queued",
        "requested_at": queued.value["requested_at"],
        "requested_by": "Dora Beispiel",
        "finished_at": None,
        "error": "",
        "engine_version": "",
        "input_sha256": run.input_digest,
        "result_sha256": "",
        "scenario": None,
        "result": None,
    }
    selection.compute(run_id=run.pk)
    done = as_dora.get(place).value
    assert (done["state"], done["result"]["status"]) == ("done", "unique")
    assert sorted(done["result"]["selected"]) == sorted(ids[:2])


def test_asking_twice_gives_the_run_that_waits(as_dora: Caller, make_round: MakeRound) -> None:
    make_round(Stage.LOCKED)
    assert as_dora.post(RUNS).value == as_dora.post(RUNS).value
    assert SelectionRun.objects.count() == 1


def test_runs_are_listed_latest_first_and_filtered(as_dora: Caller, make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    waiting = as_dora.post(RUNS).value["id"]
    assert round_.run
    assert [row["id"] for row in as_dora.get(RUNS).rows] == [waiting, round_.run.public_id]
    assert [row["id"] for row in as_dora.get(f"{RUNS}?state=queued").rows] == [waiting]
    assert as_dora.get(f"{RUNS}?state=failed").rows == []
    assert "result" not in as_dora.get(RUNS).rows[0]


def test_runs_of_another_call_are_not_listed(as_dora: Caller, make_round: MakeRound) -> None:
    make_round(Stage.COMPUTED, fields={"slug": "andere"})
    make_round(Stage.LOCKED)
    assert as_dora.get(RUNS).rows == []


def test_scores_are_locked_before_a_run(as_dora: Caller, make_round: MakeRound) -> None:
    make_round(Stage.SCORED)
    with unchanged():
        answer = as_dora.post(RUNS)
    assert_problem(answer, "scores_unlocked", 409)


def test_a_lot_needs_its_public_value(as_dora: Caller, make_round: MakeRound) -> None:
    make_round(Stage.LOCKED, rubric_fields={"tie_break": ["lot"], "lot_source": "Ziehung"})
    with unchanged():
        answer = as_dora.post(RUNS)
    assert_problem(answer, "lot_value_missing", 409, "public_value")


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(
    rows: int,
    as_dora: Caller,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    round_ = make_round(Stage.COMPUTED)
    for _ in range(rows - 1):
        round_.compute()
    assert round_.run
    with django_assert_num_queries(4):
        assert len(as_dora.get(RUNS).rows) == rows
    with django_assert_num_queries(3):
        as_dora.get(f"office/selection-runs/{round_.run.public_id}/")
