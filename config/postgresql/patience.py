"""How long a request waits for the database, and when nobody need ask it.

Plain Python. Only requests have a limit: the worker and commands may wait longer.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

CHECK_SECONDS = 2.0
"""A database that has not answered ``SELECT 1`` by then is taken to be frozen."""
REST_SECONDS = 1.0
"""For so long after that, nobody asks it: so many requests are told at once that it is away, and do
not stand in line to find it out one by one."""


class _Waiting:
    """One request's patience in seconds; ``is_over`` once the database was silent for so long."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.is_over = False


_waiting: ContextVar[_Waiting | None] = ContextVar("waiting", default=None)
_lock = threading.Lock()
_asked_again_at = 0.0


def begin(seconds: float) -> None:
    """Of a request: from now on this thread waits so long at most, until its next request begins.

    What is still done once the answer is on its way is no more patient than the request was.
    """
    _waiting.set(_Waiting(seconds))


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Inside, one wait for the database lasts at most so long, and after such a one none any more:
    what has to answer within five seconds cannot be patient twice."""
    entered = _waiting.set(_Waiting(seconds))
    try:
        yield
    finally:
        _waiting.reset(entered)


def left() -> float | None:
    """How long the next wait may last, in seconds; None: without a limit; 0: not at all."""
    waiting = _waiting.get()
    if waiting is None:
        return None
    return 0.0 if waiting.is_over else waiting.seconds


def give_up() -> None:
    """The database was silent for as long as this request waits."""
    waiting = _waiting.get()
    if waiting is not None:
        waiting.is_over = True


def rest() -> None:
    """It was silent when it was only asked whether it is there: nobody asks for a moment."""
    global _asked_again_at  # noqa: PLW0603  # of the process, as the server is the same for all
    with _lock:
        _asked_again_at = time.monotonic() + REST_SECONDS


def is_resting() -> bool:
    """Whether to answer a request without asking; never for the worker or a command."""
    return _waiting.get() is not None and time.monotonic() < _asked_again_at
