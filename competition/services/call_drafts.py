"""Calls before they are published: edited section by section, copied from an earlier one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from competition import audit, calendar, clock, locks, policies
from competition.call_setup import draft, soundness, texts
from competition.errors import Refusal
from competition.models import Call, LetterText, User
from competition.services import calls

# What a copy does not take over: who it is, when it runs, what happened to it.
COPIED = (
    *("summary", "contact_email", "places_count", "award_cents", "budget_cents"),
    *("eligible_kinds", "population_min", "population_max", "partners_exclusive"),
    *("publication_level", "names_reserve", "retention_months", "is_synthetic"),
)
# Facts of a past round that are texts of the next one too; numbers and sources are not.
COPIED_FACTS = ("remedy_notice",)


def edit(*, call: Call, fields: Mapping[str, Any], over: str, by: User) -> Call:
    """Set some fields of a draft, named as in ``draft.FIELDS``, and keep all others.

    Sums are integer cents, instants aware, ``retention_months`` by outcome (``retention.py``).
    ``over``: ``draft.digest`` of exactly these fields as they were read. Raises
    ``unknown_field``, ``call_published``, ``version_conflict``, ``call_invalid`` and the refusals
    of ``texts.cleaned``.
    """
    policies.require_office(by)
    for name in fields:
        if name not in draft.FIELDS:
            raise Refusal("unknown_field", field=name)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        if call.published_at:
            raise Refusal("call_published")
        if draft.digest(call, fields) != over:
            raise Refusal("version_conflict")
        before = draft.document(call)
        _put(call, fields)
        soundness.require_sound(call)
        soundness.require_sound_questions(call)
        call.save()
        _log(call, before, by)
        return call


def _put(call: Call, fields: Mapping[str, Any]) -> None:
    written = {name: value for name, value in fields.items() if name in texts.NAMES}
    texts.put(call, texts.cleaned(written))
    for name, value in fields.items():
        if name not in written:
            setattr(call, name, value)


def _log(call: Call, before: Mapping[str, Any], by: User) -> None:
    after = draft.document(call)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        payload = {"fields": changed, "slug_before": before["slug"]}
        audit.log(act="call.edited", by=by, subject=call.slug, payload=payload)


def copy(
    *, call: Call, slug: str, title: str, opens_at: datetime, deadline_at: datetime, by: User
) -> Call:
    """A new draft like an earlier call: texts, sums, eligibility, questions, wording of letters.

    Dates of its own move with the deadline: until when enquiries are taken, until when files may
    follow. Nothing that happened in the earlier round comes along. Its rubric is copied by
    ``reviews``, in the same transaction. Raises ``not_found`` for an archive round and the
    refusals of ``calls.create``.
    """
    policies.require_office(by)
    if call.is_archive:
        raise Refusal("not_found")
    with transaction.atomic():
        named = texts.cleaned({"title": title})
        made = calls.create(
            fields={
                **{name: getattr(call, name) for name in COPIED},
                **named,
                "slug": slug,
                "opens_at": opens_at,
                "deadline_at": deadline_at,
                "enquiries_until_at": _enquiries_until(call, opens_at, deadline_at),
                "facts": {name: call.facts[name] for name in COPIED_FACTS if name in call.facts},
                "copied_from": call,
            },
            questions=_questions(call, deadline_at),
            by=by,
        )
        _copy_letters(call, made, by)
        audit.log(act="call.copied", by=by, subject=made.slug, payload={"from": call.slug})
        return made


def _enquiries_until(call: Call, opens_at: datetime, deadline_at: datetime) -> datetime | None:
    """As long before the deadline as it was; none where that is before the call even opens."""
    if call.enquiries_until_at is None:
        return None
    until = _moved(call, call.enquiries_until_at, deadline_at)
    return until if until > opens_at else None


def _questions(call: Call, deadline_at: datetime) -> Sequence[dict[str, Any]]:
    rows = [
        {name: getattr(question, name) for name in draft.QUESTION}
        for question in call.questions.all()
    ]
    for row in rows:
        if row["deadline_at"]:
            row["deadline_at"] = _moved(call, row["deadline_at"], deadline_at)
    return rows


def _moved(call: Call, instant: datetime, deadline_at: datetime) -> datetime:
    return calendar.moved(instant, since=call.deadline_at, to=deadline_at)


def _copy_letters(call: Call, made: Call, by: User) -> None:
    at = clock.now()
    LetterText.objects.bulk_create(
        LetterText(
            call=made,
            kind=text.kind,
            subject=text.subject,
            body=text.body,
            saved_at=at,
            saved_by=by,
        )
        for text in call.letter_texts.all()
    )
