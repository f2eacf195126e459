"""Nudges: after the commit, swallowed when the broker is away, never a condition."""

import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
from celery import Task, current_app
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from competition import nudge as nudging
from competition.nudge import nudge

pytestmark = pytest.mark.django_db


class Recorder(Task):  # type: ignore[misc]  # Celery has no types of its own
    """A task whose broker works, or does not."""

    name = "tests.recorder"
    ignore_result = True

    def __init__(self) -> None:
        self.published: list[Any] = []
        self.failure: Exception | None = None
        self.waits_seconds = 0.0

    def apply_async(self, args: Any = None, **options: Any) -> Any:
        time.sleep(self.waits_seconds)
        if self.failure:
            raise self.failure
        self.published.append((args, options))


@pytest.fixture
def recorder(settings: Settings) -> Iterator[Recorder]:
    settings.REDIS_URL = "redis://somewhere"
    task = Recorder()
    current_app.tasks.register(task)
    nudging.forget()
    yield task
    nudging.forget()
    current_app.tasks.unregister(task)


def test_nudge_is_published_with_its_ids_after_the_commit(
    recorder: Recorder, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        nudge("tests.recorder", 1, 2)
        assert recorder.published == []

    assert recorder.published == [((1, 2), {"retry": False, "headers": {"request_id": ""}})]


def test_nudge_without_a_broker_publishes_nothing(
    recorder: Recorder,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.REDIS_URL = ""
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        nudge("tests.recorder", 1)

    assert (len(callbacks), recorder.published) == (1, [])


@pytest.mark.parametrize("failure", [OperationalError("away"), OSError("away"), RuntimeError("?")])
def test_nudge_into_a_dead_broker_is_logged_and_swallowed(
    recorder: Recorder,
    failure: Exception,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    recorder.failure = failure
    with django_capture_on_commit_callbacks(execute=True):
        nudge("tests.recorder", 1)

    expected = f"nudge tests.recorder lost: {failure}"
    assert caplog.record_tuples == [("competition.nudge", logging.WARNING, expected)]


@pytest.mark.parametrize(("waits_seconds", "published"), [(0.0, 1), (0.3, 0)])
def test_whoever_has_waited_for_the_broker_in_vain_spares_others_the_wait(
    recorder: Recorder,
    waits_seconds: float,
    published: int,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    recorder.failure, recorder.waits_seconds = OSError("Timeout"), waits_seconds
    with django_capture_on_commit_callbacks(execute=True):
        nudge("tests.recorder", 1)
    recorder.failure, recorder.waits_seconds = None, 0.0
    with django_capture_on_commit_callbacks(execute=True):
        nudge("tests.recorder", 2)

    assert len(recorder.published) == published


def test_a_broker_that_did_not_answer_is_asked_again_after_a_while(
    recorder: Recorder,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    monkeypatch.setattr(nudging, "QUIET_SECONDS", 0.0)
    recorder.failure, recorder.waits_seconds = OSError("Timeout"), 0.3
    with django_capture_on_commit_callbacks(execute=True):
        nudge("tests.recorder", 1)
    recorder.failure = None
    with django_capture_on_commit_callbacks(execute=True):
        nudge("tests.recorder", 2)

    assert [ids for ids, _options in recorder.published] == [(2,)]


def test_nudge_of_an_unknown_task_fails_here_and_not_in_the_worker() -> None:
    with pytest.raises(KeyError):
        nudge("tests.no_such_task")
