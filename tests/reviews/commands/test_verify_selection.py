"""``manage.py verify_selection``: agrees with an honest run, and names what was tampered with."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from competition import audit, receipts
from reviews.decisions.scenario import Change
from reviews.models import SelectionRun
from reviews.selection import select
from reviews.services import selection
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def computed(make_round: MakeRound) -> Round:
    return make_round(Stage.COMPUTED)


def verify(run: SelectionRun) -> str:
    out = StringIO()
    call_command("verify_selection", run.public_id, stdout=out)
    return out.getvalue()


def refused(run: SelectionRun) -> str:
    out = StringIO()
    with pytest.raises(CommandError, match="NICHT bestätigt"):
        call_command("verify_selection", run.public_id, stdout=out)
    return out.getvalue()


def store(run: SelectionRun, result: dict[str, Any]) -> None:
    digest = receipts.digest(result)
    SelectionRun.objects.filter(pk=run.pk).update(result=result, result_digest=digest)


def test_honest_scenario_is_confirmed_and_says_what_it_is(computed: Round) -> None:
    queued = selection.suppose(
        call=computed.call, title="Ein Platz", change=Change(seats=1), by=computed.dora
    )
    run = selection.compute(run_id=queued.pk)
    assert run
    lines = verify(run).splitlines()
    assert lines[0] == "SZENARIO: Ein Platz"
    assert lines[-1] == f"Der Lauf {run.public_id} ist bestätigt."


@pytest.mark.usefixtures("computed")
def test_honest_run_is_confirmed() -> None:
    run = SelectionRun.objects.get()
    lines = verify(run).splitlines()
    assert lines[0] == f"Eingabe: Prüfsumme {run.input_digest} stimmt."
    assert lines[1].endswith("Angaben nachgerechnet, alle gleich.")
    assert lines[2] == f"Der Lauf {run.public_id} ist bestätigt."


@pytest.mark.usefixtures("computed")
def test_changed_input_is_found_out() -> None:
    run = SelectionRun.objects.get()
    case = {**run.input, "description": "anders"}
    SelectionRun.objects.update(input=case)
    assert "Die Eingabe hat nicht die gespeicherte Prüfsumme." in refused(run)


@pytest.mark.usefixtures("computed")
def test_changed_result_is_found_out_even_with_a_new_digest() -> None:
    run = SelectionRun.objects.get()
    assert run.result
    store(run, {**run.result, "selected": run.result["selected"][:1]})
    said = refused(run)
    assert "Das Protokoll nennt unter selection.computed eine andere Prüfsumme." in said
    assert "Beim Nachrechnen kommt anderes heraus: selected." in said


@pytest.mark.usefixtures("computed")
@pytest.mark.parametrize("result", [{}, [1], {"status": "not_proven"}, {"insight": "x"}])
def test_row_that_is_no_result_is_found_out(result: Any) -> None:
    run = SelectionRun.objects.get()
    SelectionRun.objects.update(result=result)
    said = refused(run)
    assert "Prüfsumme" in said or "hat nicht die Form eines Laufs" in said


@pytest.mark.usefixtures("computed")
def test_result_with_an_invented_key_is_found_out() -> None:
    run = SelectionRun.objects.get()
    assert run.result
    SelectionRun.objects.update(result={**run.result, "tied_sets": []})
    said = refused(run)
    assert "Das Ergebnis hat nicht die gespeicherte Prüfsumme." in said
    assert "kommt anderes heraus: tied_sets." in said


def log_result(run: SelectionRun, result: dict[str, Any]) -> None:
    """Store a result as if it had been computed so, the audit chain included."""
    store(run, result)
    payload = {"state": "done", "sha256": receipts.digest(result)}
    audit.log(act="selection.computed", by=None, subject=run.public_id, payload=payload)


@pytest.mark.usefixtures("computed")
def test_run_with_insight_is_computed_with_the_same_seed() -> None:
    run = SelectionRun.objects.get()
    log_result(run, select(run.input, insight=True, bootstrap=7, bootstrap_seed="x"))
    assert "alle gleich" in verify(run)


@pytest.mark.usefixtures("computed")
def test_run_that_proved_nothing_is_confirmed_as_such() -> None:
    run = SelectionRun.objects.get()
    log_result(run, select(run.input, time_limit=0))
    assert "nichts bewiesen" in verify(run)


def test_failed_run_is_confirmed_where_it_fails_again(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED)
    run = selection.request(call=round_.call, by=round_.dora)
    case = {**run.input, "round": {}}
    SelectionRun.objects.update(input=case)
    selection.compute(run_id=run.pk)
    said = refused(run)
    assert "Der Lauf ist gescheitert, auch beim Nachrechnen" in said
    assert "Die Eingabe hat nicht die gespeicherte Prüfsumme." in said


def test_queued_run_and_unknown_run_are_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED)
    run = selection.request(call=round_.call, by=round_.dora)
    with pytest.raises(CommandError, match="wartet noch"):
        call_command("verify_selection", run.public_id)
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("verify_selection", "unknown")
