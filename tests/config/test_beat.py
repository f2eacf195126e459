"""Repeated tasks go on when the machine's clock is set back."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from config.beat import SteadyScheduler
from config.celery import app


def scheduler(folder: Path) -> Any:  # Celery has no types
    return SteadyScheduler(app=app, schedule_filename=str(folder / "schedule"), lazy=True)


def test_what_seems_to_have_run_later_than_now_counts_as_run_now(tmp_path: Path) -> None:
    made = scheduler(tmp_path)
    made.setup_schedule()
    entries = list(made.schedule.values())
    entries[0].last_run_at = app.now() + timedelta(hours=1)
    kept = entries[1].last_run_at = app.now() - timedelta(seconds=10)
    made._heap = []

    made.forget_the_future()

    assert entries[0].last_run_at <= app.now()
    assert entries[1].last_run_at == kept
    assert made._heap is None
    made._store.close()


def test_a_clock_that_goes_on_leaves_the_order_of_tasks_as_it_is(tmp_path: Path) -> None:
    made = scheduler(tmp_path)
    made.setup_schedule()
    order: list[object] = []
    made._heap = order

    made.forget_the_future()

    assert made._heap is order
    made._store.close()
