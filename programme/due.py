"""What is due in the funded years, gathered from one function per thing.

``SOURCES`` names ``programme/queries/<noun>.py::due``: whoever adds a thing adds its function. What
waits of the agreements is told from the lines that the page shows anyway.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse

from competition.due import Due, Who
from competition.models import User
from programme.models import Programme
from programme.queries import (
    agreements,
    consultations,
    events,
    profiles,
    reports,
    tranches,
    workshops,
)

# Of a programme, at an instant by its call's clock, for who looks.
Source = Callable[[Programme, datetime, User], Iterable[Due]]
SOURCES: tuple[Source, ...] = (
    reports.due,
    tranches.due,
    workshops.due,
    profiles.due,
    consultations.due,
    events.due,
)


class Task(NamedTuple):
    """One thing that waits, and the address where it is done."""

    due: Due
    url: str


def tasks(
    programme: Programme, at: datetime, user: User, lines: Iterable[agreements.Line]
) -> list[Task]:
    """Everything that waits, what ``user`` can do first. ``at`` is by the call's clock; ``lines``:
    who is funded, and what is agreed, as the page that asks has read it."""
    found = list(agreements.due(programme, lines, user))
    found += [each for source in SOURCES for each in source(programme, at, user)]
    found.sort(key=lambda each: each.who != Who.OFFICE)
    return [Task(each, _url(programme, each)) for each in found]


def _url(programme: Programme, due: Due) -> str:
    slug = programme.call.slug
    parts = [slug, due.public_id] if due.public_id else [slug]
    return reverse(due.page, args=parts) + due.query
