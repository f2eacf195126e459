"""A juror's way through the own desk: where one stands, what comes next. Plain Python.

The order is that of the desk, and it goes round: behind the last comes the first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """One application on the desk."""

    public_id: str
    stage: str
    is_read: bool


@dataclass(frozen=True, slots=True)
class Way:
    """From one application: its number among those that can be read, and where to go from here.

    "" where there is no such other one. ``next_open``: not finished, read or not.
    """

    number: int
    count: int
    previous: str
    following: str
    next_unread: str
    next_open: str
    is_read: bool


def way(
    stops: Sequence[Stop], here: str, *, readable: Sequence[str], unfinished: Sequence[str]
) -> Way:
    """The way from ``here``. ``readable``, ``unfinished``: the stages that count as such.

    Raises ``ValueError`` where ``here`` is not among the stops that can be read.
    """
    open_to_read = [stop for stop in stops if stop.stage in readable]
    at = [stop.public_id for stop in open_to_read].index(here)
    before, after = open_to_read[:at], open_to_read[at + 1 :]
    around = after + before
    return Way(
        number=at + 1,
        count=len(open_to_read),
        previous=before[-1].public_id if before else "",
        following=after[0].public_id if after else "",
        next_unread=_first(around, lambda stop: not stop.is_read and stop.stage in unfinished),
        next_open=_first(around, lambda stop: stop.stage in unfinished),
        is_read=open_to_read[at].is_read,
    )


def _first(stops: Sequence[Stop], is_wanted: Callable[[Stop], bool]) -> str:
    return next((stop.public_id for stop in stops if is_wanted(stop)), "")
