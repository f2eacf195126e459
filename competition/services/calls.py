"""Calls: created with their questions, published; example rounds may have their clock moved."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from competition import audit, clock, locks, policies
from competition.call_setup.soundness import require_sound, require_sound_questions, validate
from competition.errors import Refusal
from competition.models import Award, Call, Municipality, User
from competition.services import call_versions
from competition.services.questions import enter as enter_questions


def create(*, fields: Mapping[str, Any], questions: Sequence[Mapping[str, Any]], by: User) -> Call:
    """A call with its form, not yet visible. Every call asks for a title, the first question.

    Raises ``call_invalid`` with the field and what is wrong with it.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = Call(**fields)
        require_sound(call)
        call.save(force_insert=True)
        enter_questions(call=call, rows=questions)
        audit.log(act="call.created", by=by, subject=call.slug)
        return call


def publish(*, call: Call, by: User) -> None:
    """Make the call visible to everybody; from now on its questions, dates and sums are fixed.

    Its texts are kept as version 1. Raises ``call_published``, and ``call_invalid`` where the form
    has become unusable (a deadline moved behind a document's own).
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        if call.published_at:
            raise Refusal("call_published")
        require_sound_questions(call)
        call.published_at, call.published_by = clock.now(call), by
        call.save(update_fields=["published_at", "published_by"])
        call_versions.write_first(call)
        audit.log(act="call.published", by=by, subject=call.slug)


def shift_clock(*, call: Call, to: datetime | None, by: User | None) -> None:
    """Move an example round's own clock to ``to`` (None: real time); written in the audit log.

    Raises ``synthetic_only`` for any real round (also held by a constraint).
    """
    with transaction.atomic():
        call = locks.own_call(call.pk)
        if not call.is_synthetic:
            raise Refusal("synthetic_only")
        call.clock_shift = timedelta(0) if to is None else to - clock.now()
        call.save(update_fields=["clock_shift"])
        audit.log(
            act="call.clock_shifted",
            by=by,
            subject=call.slug,
            payload={"seconds": int(call.clock_shift.total_seconds())},
        )


def archive(
    *, fields: Mapping[str, Any], awards: Sequence[Mapping[str, Any]], granted_at: datetime
) -> Call:
    """Enter a past round as published facts, read-only and without scores.

    ``awards``: ``ags``, ``title``, ``amount_cents``. Raises ``municipality_unknown``. Entering the
    same round again changes nothing.
    """
    with transaction.atomic():
        existing = Call.objects.filter(slug=fields["slug"]).first()
        if existing:
            return existing
        call = Call(is_archive=True, **fields)
        validate(call)
        call.save(force_insert=True)
        places = Municipality.objects.in_bulk([row["ags"] for row in awards], field_name="ags")
        for row in awards:
            if row["ags"] not in places:
                raise Refusal("municipality_unknown", field="ags")
            Award.objects.create(
                call=call,
                municipality=places[row["ags"]],
                title=row["title"],
                amount_cents=row["amount_cents"],
                granted_at=granted_at,
            )
        audit.log(act="call.archived", by=None, subject=call.slug)
        return call
