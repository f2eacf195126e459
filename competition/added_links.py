"""Links that other apps add to the competition's public pages, entered when they are ready."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists
from django.urls import reverse

from competition.models import Call


class Link(NamedTuple):
    """What somebody can do next, and where."""

    words: str
    url: str


class Room(NamedTuple):
    """A page that a call may have. ``public`` says, inside the query that loads the call (in ``pk``
    of the row outside), whether it is there at an instant; ``known`` is what the row calls that."""

    known: str
    public: Callable[[datetime], Exists]
    words: Any
    page: str


OF_CALL: list[Room] = []
# Of a municipality's award (call, AGS, instant of the database): only what is public then.
OF_AWARD: list[Callable[[Call, str, datetime], Iterable[Link]]] = []


def of_award(call: Call, ags: str, at: datetime) -> list[Link]:
    """All links of the page of an award."""
    return [link for tells in OF_AWARD for link in tells(call, ags, at)]


def annotations(at: datetime) -> dict[str, Exists]:
    """What a query of calls asks beside them, so that ``of_call`` asks nothing."""
    return {room.known: room.public(at) for room in OF_CALL}


def of_call(call: Call) -> list[Link]:
    """All links of the page of a call that was loaded with ``annotations``."""
    there = [room for room in OF_CALL if getattr(call, room.known)]
    return [Link(str(room.words), reverse(room.page, args=[call.slug])) for room in there]
