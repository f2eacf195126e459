"""Nudges: after a commit, tell a worker that a row waits. The row is the truth.

A dead or frozen Redis must not turn a sealed application into an error page: failures are logged
and swallowed, and the sweep (every 30 seconds, or ``manage.py sweep``) finds what was lost.
"""

import logging
from collections.abc import Callable
from typing import Any

from celery import Task, current_app
from django.conf import settings
from django.db import transaction

logger = logging.getLogger(__name__)


def nudge(task_name: str, *ids: int) -> None:
    """Publish the task with plain ids once the transaction has committed.

    The name is looked up at once, among the tasks that each app's ``ready`` has loaded: an unknown
    one raises ``KeyError`` here and not in the worker.
    """
    task = current_app.tasks[task_name]
    transaction.on_commit(_publisher(task, ids), robust=True)


def _publisher(task: "Task[Any, Any]", ids: tuple[int, ...]) -> Callable[[], None]:
    def publish() -> None:
        if not settings.REDIS_URL:
            return
        try:
            task.apply_async(args=ids, retry=False)
        except Exception as error:
            logger.warning("nudge %s lost: %s", task.name, error)

    return publish
