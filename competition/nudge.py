"""Nudges: after a commit, tell a worker that a row waits. The row is the truth.

A dead or frozen Redis must not turn a sealed application into an error page: failures are logged
and swallowed, and the sweep (every 30 seconds, or ``manage.py sweep``) finds what was lost. A dead
one refuses at once; for a frozen one somebody has to wait, but not everybody: whoever has waited in
vain spares the next ones of this process the wait.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from celery import Task, current_app
from django.conf import settings
from django.db import transaction

from competition import request_ids

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.2
"""A nudge that took this long and was lost has met a broker that does not answer."""
QUIET_SECONDS = 5.0
"""So long nobody asks such a broker again."""


class _Quiet:
    """Until when (monotonic seconds) this process leaves its broker alone."""

    until = 0.0


def forget() -> None:
    """Nothing is known of the broker, as when the process began."""
    _Quiet.until = 0.0


def nudge(task_name: str, *ids: int) -> None:
    """Publish the task with plain ids once the transaction has committed.

    The name is looked up at once, among the tasks that each app's ``ready`` has loaded: an unknown
    one raises ``KeyError`` here and not in the worker.
    """
    task = current_app.tasks[task_name]
    transaction.on_commit(_publisher(task, ids), robust=True)


def _publisher(task: "Task[Any, Any]", ids: tuple[int, ...]) -> Callable[[], None]:
    number = request_ids.current()

    def publish() -> None:
        began = time.monotonic()
        if not settings.REDIS_URL or began < _Quiet.until:
            return
        try:
            task.apply_async(args=ids, retry=False, headers={"request_id": number})
        except Exception as error:
            logger.warning("nudge %s lost: %s", task.name, error)
            ended = time.monotonic()
            if ended - began > PATIENCE_SECONDS:
                _Quiet.until = ended + QUIET_SECONDS

    return publish
