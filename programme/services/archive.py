"""The two years of an archive round, as published facts: nobody reports, comments or registers.

What is known to the day only is entered from the day's beginning to its end; ``days_only`` in the
facts says so.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from competition import audit, clock, locks
from competition.errors import Refusal
from competition.models import Call
from programme.agreements.due_dates import end_of
from programme.models import Consultation, Event, Programme, Workshop

Row = Mapping[str, Any]


def enter(
    *,
    slug: str,
    programme: Row,
    workshops: Sequence[Row] = (),
    consultation: Row | None = None,
    events: Sequence[Row] = (),
) -> Programme:
    """Enter what is published of the years after the archive round ``slug``; all is public at once.

    ``programme``: title, summary, starts_on, ends_on, facts. The others as their models, with
    ``first`` and ``last`` (ISO days, both inclusive) where no instants are known. Entering the same
    round again changes nothing. Raises ``not_found`` where there is no such archive round.
    """
    with transaction.atomic():
        call = Call.objects.filter(slug=slug, is_archive=True).first()
        if call is None:
            raise Refusal("not_found")
        call = locks.own_call(call.pk)
        existing = Programme.objects.filter(call=call).first()
        if existing:
            return existing
        at = clock.now()
        made = Programme.objects.create(
            call=call,
            created_at=at,
            published_at=at,
            starts_on=date.fromisoformat(programme["starts_on"]),
            ends_on=date.fromisoformat(programme["ends_on"]),
            **{name: programme[name] for name in ("title", "summary", "facts")},
        )
        shared = {"programme": made, "created_at": at, "published_at": at}
        for row in workshops:
            Workshop.objects.create(**shared, **_timed(row, "starts_at", "ends_at"))
        for row in events:
            Event.objects.create(**shared, **_timed(row, "starts_at", "ends_at"))
        if consultation:
            Consultation.objects.create(**shared, **_timed(consultation, "opens_at", "ends_at"))
        audit.log(act="programme.archived", by=None, subject=call.slug)
        return made


def _timed(row: Row, first: str, last: str) -> dict[str, Any]:
    """The row with instants: those that are known, or the bounds of its days."""
    fields = {name: value for name, value in row.items() if name not in ("first", "last")}
    if "first" in row:
        fields[first] = end_of(date.fromisoformat(row["first"]) - timedelta(days=1))
        fields[last] = end_of(date.fromisoformat(row["last"]))
        return fields
    for name in (first, last):
        fields[name] = datetime.fromisoformat(fields[name])
    return fields
