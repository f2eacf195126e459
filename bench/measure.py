"""What one request costs: queries, processor time, bytes and the most memory.

Through Django's test client and the site's whole middleware, without templates being watched as
tests do. Every change is undone. Processor time is the best of some runs after a first one; memory
is what Python allocates at most beyond what it held before (tracemalloc), in a run of its own.
"""

import gc
import json
import math
import time
import tracemalloc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, reset_queries, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path

HELLO = "hello/"
GOOD = (200, 201, 202, 204, 302)
# So many calls deeper is each of the runs. Python 3.11 takes memory for calls in pieces of 16 kB: a
# page whose innermost calls go to and fro over the end of one costs up to twice as much.
DEPTHS = (0, 20, 40)
ENOUGH_SECONDS = 2.0  # whoever takes longer is not asked again
# What the undoing itself asks for.
UNDOING = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "BEGIN", "COMMIT", "ROLLBACK")


def hello(_request: HttpRequest) -> HttpResponse:
    """The least that a view can answer."""
    return HttpResponse("Hallo")


urlpatterns = [path(HELLO, hello), path("", include("config.urls"))]


class NotAnsweredError(Exception):
    """What was asked for is not there: the bench or the site has changed."""


@dataclass(frozen=True)
class Asked:
    """A request that can be repeated. ``body``: what is posted, made anew for each run."""

    path: str
    client: Client
    method: str = "GET"
    body: Callable[[], Mapping[str, Any]] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def send(self) -> int:
        """Ask, and read the whole answer; its bytes. Fails where the answer is no good one."""
        options: dict[str, Any] = {"headers": self.headers}
        data: Any = self.body() if self.body else None
        if self.headers and data is not None:
            data, options["content_type"] = json.dumps(data), "application/json"
        response: Any = getattr(self.client, self.method.lower())(self.path, data, **options)
        if response.status_code not in GOOD:
            raise NotAnsweredError(f"{self.method} {self.path}: {response.status_code}")
        if response.streaming:
            return sum(len(piece) for piece in response.streaming_content)
        return len(response.content)


@dataclass(frozen=True)
class Cost:
    """Seconds of processor time, and bytes."""

    queries: int
    seconds: float
    size: int
    peak: int


def cost(asked: Asked) -> Cost:
    """Ask several times and take the best; the bench's own rounds are no garbage to be looked at
    meanwhile, as little as what the site has loaded before (config/sharing.py)."""
    gc.collect()
    gc.freeze()
    queries, size = _counted(asked)
    best, spent = math.inf, 0.0
    for depth in DEPTHS:
        if spent > ENOUGH_SECONDS:
            break
        seconds = _timed(asked, depth)
        best, spent = min(best, seconds), spent + seconds
    return Cost(queries, best, size, _peak(asked))


def _undone(asked: Asked) -> int:
    with transaction.atomic():
        size = asked.send()
        transaction.set_rollback(True)
    return size


def _counted(asked: Asked) -> tuple[int, int]:
    reset_queries()
    with CaptureQueriesContext(connection) as captured:
        size = _undone(asked)
    told = [each["sql"] for each in captured.captured_queries]
    return sum(not sql.startswith(UNDOING) for sql in told), size


def _timed(asked: Asked, depth: int) -> float:
    if depth:
        return _timed(asked, depth - 1)
    began = time.process_time()
    _undone(asked)
    return time.process_time() - began


def _peak(asked: Asked) -> int:
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    _undone(asked)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return max(0, peak - before)
