"""Many hands at once: threads with database connections of their own, which begin together."""

import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.db import OperationalError, connection

from competition.errors import Refusal

T = TypeVar("T")
WAIT_SECONDS = 60


def at_once(acts: Sequence[Callable[[], T]], *, hands: int = 64) -> list[T | Refusal]:
    """Do the acts with so many hands, and return what became of each, in the given order.

    A hand that has finished one act takes the next. A refusal is an outcome; any other error is
    raised here.
    """
    waiting: queue.SimpleQueue[tuple[int, Callable[[], T]]] = queue.SimpleQueue()
    for numbered in enumerate(acts):
        waiting.put(numbered)
    count = min(hands, len(acts))
    together = threading.Barrier(count)
    outcomes: dict[int, T | Refusal] = {}

    def hand() -> None:
        try:
            connection.ensure_connection()
            together.wait(WAIT_SECONDS)
            while True:
                number, act = waiting.get_nowait()
                outcomes[number] = refused_or(act)
        except queue.Empty:
            return
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        for working in [pool.submit(hand) for _ in range(count)]:
            working.result()
    return [outcomes[number] for number in range(len(acts))]


def refused_or(act: Callable[[], T]) -> T | Refusal:
    """What the act returns, or the refusal that it raises."""
    try:
        return act()
    except Refusal as refusal:
        return refusal


def alone(act: Callable[[], T]) -> Callable[[], T | Refusal]:
    """The act as a thread of its own makes it, whose connection ends with it."""

    def act_and_close() -> T | Refusal:
        try:
            return refused_or(act)
        finally:
            connection.close()

    return act_and_close


def insisting(act: Callable[[], T]) -> Callable[[], T]:
    """The act as a client makes it who is told "busy, try again" and does."""

    def tried() -> T:
        for _ in range(20):
            try:
                return act()
            except OperationalError:
                continue
        return act()

    return tried


def refusals(outcomes: Iterable[Any]) -> list[str]:
    """The codes of the refusals among the outcomes, sorted."""
    return sorted(outcome.code for outcome in outcomes if isinstance(outcome, Refusal))


def successes(outcomes: Iterable[T | Refusal]) -> list[T]:
    """The outcomes that are no refusals."""
    return [outcome for outcome in outcomes if not isinstance(outcome, Refusal)]
