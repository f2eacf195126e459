"""The Celery application. Tasks live in tasks.py of each app: nudges; rows are the truth."""

import os
from contextlib import ExitStack
from typing import Any

from celery import Celery, Task, signals

from competition import request_ids

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("modellkommune")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.setup_logging.connect
def keep_logging(**_told: Any) -> None:
    """The log of worker and beat is that of the settings: with somebody listening here, Celery
    sets up none of its own."""


@signals.worker_init.connect
def share(**_told: Any) -> None:
    """Letters tell addresses: the worker's processes need the pages, too."""
    from config import sharing  # noqa: PLC0415  # Django must be ready first

    sharing.load()


@signals.task_prerun.connect
def take_number(task: "Task[Any, Any]", **_told: Any) -> None:
    """What a task logs carries the number of the request that has nudged it, or one of its own."""
    stack = ExitStack()
    stack.enter_context(request_ids.named(number_of(task.request)))
    task.request.numbered = stack


def number_of(request: Any) -> str:
    """The number that came with the message."""
    return getattr(request, "request_id", None) or request_ids.new()


@signals.task_postrun.connect
def lay_number_down(task: "Task[Any, Any]", **_told: Any) -> None:
    """The next task of this process is another request's."""
    stack = getattr(task.request, "numbered", None)
    if stack is not None:
        stack.close()
