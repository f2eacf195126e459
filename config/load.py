"""How much waits in this process, and what it still lets in: thresholds, without Django.

The web server hands over the length of its own queue (``config/gunicorn.py``). Where nobody does
(the development server, tests), the gate is open. Why in this order: docs/decisions/26.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum


class Kind(Enum):
    """What a request is to the round."""

    TYPING = "typing"
    """A save of what is being typed: the page keeps the text, and comes again by itself."""
    READING = "reading"
    """Something that may be read a little later."""
    NEEDED = "needed"
    """Submitting and all that leads to it, signing in, telling of a disturbance: never shed."""


WAITING_PER_THREAD: Mapping[Kind, int] = {Kind.TYPING: 4, Kind.READING: 8}
"""So many requests may wait for each thread before a kind is shed."""
SLOW_SECONDS = 1.0
"""Whoever takes longer than this hangs on something: a lock, a disk, a line."""


class Gate:
    """The gate of one process that works on ``threads`` requests at once (0: always open).

    ``waiting`` says how many requests wait for a thread; ``now`` is a clock in seconds.
    """

    def __init__(
        self,
        threads: int = 0,
        waiting: Callable[[], int] = lambda: 0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.threads = threads
        self.waiting = waiting
        self.now = now
        self._begun: dict[int, float] = {}

    def admits(self, kind: Kind) -> bool:
        """Whether a request of this kind may go on; ``NEEDED`` always may."""
        if kind is Kind.NEEDED or not self.threads:
            return True
        return self.waiting() < WAITING_PER_THREAD[kind] * self.threads and not self._is_held_up()

    @contextmanager
    def under_way(self, kind: Kind) -> Iterator[None]:
        """While the block runs, this thread works on a request of that kind."""
        if kind is Kind.NEEDED:
            yield
            return
        thread = threading.get_ident()
        self._begun[thread] = self.now()
        try:
            yield
        finally:
            del self._begun[thread]

    def _is_held_up(self) -> bool:
        """Whether what may be shed hangs in all threads but the quarter kept for what may not."""
        kept = -(-self.threads // 4)
        slowest = self.now() - SLOW_SECONDS
        # A copy, taken in one step: other threads come and go meanwhile.
        hanging = sum(begun < slowest for begun in tuple(self._begun.values()))
        return hanging >= max(1, self.threads - kept)


gate = Gate()


def watch(threads: int, waiting: Callable[[], int]) -> None:
    """From now on this process's gate goes by that queue."""
    global gate  # noqa: PLW0603  # one process, one gate
    gate = Gate(threads, waiting)
