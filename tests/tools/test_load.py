"""The load's plan, verdict and table, without running it."""

from pathlib import Path
from typing import Any

import pytest

from bench.load import client, plan, report
from bench.load.plan import SAVE, SUBMIT, Phase


def entry(kind: str = SUBMIT, **values: Any) -> dict[str, Any]:
    whole = {"kind": kind, "status": 200, "is_done": True, "try": 1, "seconds": 0.1, "late": 0.001}
    return {**whole, **values}


def test_requests_have_their_instants_before_anything_runs() -> None:
    phase = Phase("evenly", 100, saves=5, submits=2)

    drawn = plan.arrivals(phase, seed=1, writers=100, first_sender=0)

    assert drawn == plan.arrivals(phase, seed=1, writers=100, first_sender=0)
    assert drawn != plan.arrivals(phase, seed=2, writers=100, first_sender=0)
    instants = [each.due for each in drawn]
    assert instants == sorted(instants)
    assert 0 < instants[0] < instants[-1] < 100
    # Poisson: within five standard deviations of 500 and 200.
    assert 388 < sum(each.kind == SAVE for each in drawn) < 612
    assert 129 < sum(each.kind == SUBMIT for each in drawn) < 271


def test_everybody_submits_once_over_all_phases_and_writers_take_turns() -> None:
    wanted = plan.phases(seconds=18, saves=4, submits=3, burst=6)

    phases, writers, senders = plan.planned(wanted, seed=2017)

    every = [each for phase in phases for each in phase["arrivals"]]
    submits = [each["client"] for each in every if each["kind"] == SUBMIT]
    assert sorted(submits) == list(range(senders))
    assert {each["client"] for each in every if each["kind"] == SAVE} <= set(range(writers))
    first, burst, step, *_more = phases
    assert (first["seconds"], burst["seconds"]) == (18, 6)
    assert (burst["submits"], step["submits"], step["is_step"]) == (6, 3.75, True)


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [
        ([entry()], False),
        ([entry(seconds=1.1)], True),
        ([entry(SAVE, seconds=1.1), entry()], False),
        ([entry()] * 99 + [entry(seconds=9)], False),
        ([entry(), entry(SAVE, status=429)], True),
        ([entry(), entry(status=503)], True),
        ([entry(), entry(status=0)], True),
    ],
)
def test_too_much_is_a_slow_submission_in_twenty_or_anything_put_off(
    entries: list[dict[str, Any]], verdict: bool
) -> None:
    assert client.is_too_much(entries) is verdict


def test_an_answer_is_read_as_it_came() -> None:
    whole = client.Answer(b"HTTP/1.1 429 Too Many\r\nRetry-After: 12\r\nA: b\r\n\r\nGleich")
    assert (whole.status, whole.header("retry-after"), whole.body) == (429, "12", b"Gleich")
    assert client.Answer(b"").status == 0


def result(*steps: float) -> dict[str, Any]:
    phases = [
        {"name": f"step {rate}", "seconds": 20.0, "saves": rate, "submits": rate, "is_step": True}
        for rate in steps
    ]
    first = {"name": "evenly", "seconds": 180.0, "saves": 25, "submits": 8, "is_step": False}
    told = [entry(SAVE, status=429, is_done=False), entry(SAVE, **{"try": 2}), entry(seconds=0.9)]
    alone = {"hello": [0.002], "save": [0.010], "submit": [0.025]}
    return {"alone": alone, "phases": [{**each, "entries": told} for each in [first, *phases]]}


def test_the_table_tells_what_came_back_and_where_it_ended() -> None:
    told = report.text(result(30, 40), complaints=[], megabytes=[150])

    assert "| evenly | 25/s, 180 s | saves | 1 of 1 | 1 | 0 | 2 | 100 | 100 | 100 |" in told
    assert "| evenly | 8/s, 180 s | submits | 1 of 1 | 0 | 0 | 1 | 900 | 900 | 900 |" in told
    assert "held 30 saves/s and 30 submissions/s; the last step was 40 saves/s" in told
    assert "a save 10.0 ms (5.0 of such pages)" in told
    assert report.AGREES in told


def test_the_table_names_what_was_lost() -> None:
    told = report.text(result(), complaints=["the receipt of abc is not stored"], megabytes=[150])

    assert "- the receipt of abc is not stored" in told
    assert report.AGREES not in told


def test_the_table_takes_its_place_on_the_page(tmp_path: Path) -> None:
    page = tmp_path / "scale.md"
    page.write_text(f"Davor\n{report.BEGIN}\nalt\n{report.END}\nDanach\n")

    report.write("neu\n", page)

    assert page.read_text() == f"Davor\n{report.BEGIN}\nneu\n{report.END}\nDanach\n"
    assert all(mark in report.PAGE.read_text() for mark in (report.BEGIN, report.END))
