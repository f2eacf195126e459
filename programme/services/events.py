"""Events of a programme: prepared by the office, published, changed, cancelled.

Everybody who has registered is told of another time, place or link, and of a cancellation.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from competition import answers, audit, clock, policies
from competition.errors import Refusal
from competition.letters import kinds
from competition.models import User
from programme import locks
from programme.letters import registrations as letters
from programme.models import AgendaItem, Event, Programme, Registration
from programme.models.event import TAKES_A_PLACE, EventKind
from programme.services import registrations
from programme.services.slugs import taken_as

TEXTS = {
    "title": 200,
    "summary": 4_000,
    "place": 200,
    "directions": 2_000,
    "accessibility": 2_000,
    "link": 500,
}
FIELDS = (
    *("slug", "kind", *TEXTS, "starts_at", "ends_at", "capacity"),
    *("registration_opens_at", "registration_ends_at", "erase_after_days"),
)
# Whoever has registered is told where one of them changes.
TOLD = ("starts_at", "ends_at", "place", "link")
SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
MAX_SLUG, MAX_CAPACITY, MAX_DAYS, MAX_REASON = 60, 100_000, 365, 2_000
MAX_ITEMS, MAX_AGENDA, MAX_SPEAKERS = 200, 60_000, 50
AGENDA_TEXTS = {"title": 200, "text": 4_000, "room": 120}
SPEAKER_TEXTS = {"name": 120, "role": 200}
# The address of the page behind the links in letters.
RESERVED = frozenset({"anmeldung"})


def create(
    *,
    programme: Programme,
    by: User,
    fields: Mapping[str, Any],
    agenda: Iterable[Mapping[str, Any]] = (),
) -> Event:
    """Prepare an event; nobody outside sees it before it is published.

    ``agenda``: starts_at, ends_at, title, text, room, speakers ([{"name", "role"}]), and ``line``
    where it was typed. Raises ``not_allowed``, ``event_archived``, the refusals of ``answers.text``
    and those named at ``_require_sound`` and ``_enter``.
    """
    policies.require_office(by)
    with transaction.atomic():
        if programme.call.is_archive:
            raise Refusal("event_archived")
        event = Event(programme=programme, created_by=by, created_at=clock.now(programme.call))
        _fill(event, fields)
        with taken_as("event_slug_taken"):
            event.save()
        _enter(event, agenda)
        _log(event, "event.created", by)
        return event


def change(
    *,
    event: Event,
    by: User,
    read: int,
    fields: Mapping[str, Any],
    agenda: Iterable[Mapping[str, Any]] | None = None,
) -> Event:
    """Change what was read as version ``read``; the agenda is replaced where one is given.

    More places let people move up at once. What guests were promised about their data is only
    shortened once it is published (``out_of_range``). Raises besides those of ``create``
    ``version_conflict``, ``event_cancelled``, ``event_over``, ``event_fixed``,
    ``capacity_below_taken``.
    """
    policies.require_office(by)
    with transaction.atomic():
        event, at = _owned(event)
        if event.version != read:
            raise Refusal("version_conflict")
        _require_ahead(event, at)
        before = {name: getattr(event, name) for name in FIELDS}
        _fill(event, fields)
        if event.published_at:
            _require_kept(event, before)
        _require_room(event)
        event.version += 1
        with taken_as("event_slug_taken"):
            event.save(update_fields=[*FIELDS, "version"])
        if agenda is not None:
            event.agenda.all().delete()
            _enter(event, agenda)
        if event.published_at and any(getattr(event, name) != before[name] for name in TOLD):
            letters.owe_to_all(kinds.EVENT_CHANGED, event, mark=f"v{event.version}")
        if event.published_at and event.capacity:
            registrations.settle(event, at)
        _log(event, "event.changed", by)
        return event


def publish(*, event: Event, by: User, read: int) -> Event:
    """Everybody may read about it from now on, and register from ``registration_opens_at``.

    Repeating it changes nothing. Raises ``version_conflict``, ``event_cancelled``, ``event_over``.
    """
    policies.require_office(by)
    with transaction.atomic():
        event, at = _owned(event)
        if event.published_at:
            return event
        if event.version != read:
            raise Refusal("version_conflict")
        _require_ahead(event, at)
        event.published_at, event.published_by = at, by
        event.save(update_fields=["published_at", "published_by"])
        _log(event, "event.published", by)
        return event


def cancel(*, event: Event, by: User, reason: str) -> Event:
    """Call it off: it stays visible as cancelled, and everybody who stands is told why.

    Raises ``reason_required``, ``event_cancelled``, ``event_over``, ``event_not_published``
    (nobody knows of it yet).
    """
    policies.require_office(by)
    reason = answers.text(reason, field="reason", max_chars=MAX_REASON)
    if not reason:
        raise Refusal("reason_required", field="reason")
    with transaction.atomic():
        event, at = _owned(event)
        _require_ahead(event, at)
        if event.published_at is None:
            raise Refusal("event_not_published")
        event.cancelled_at, event.cancelled_by, event.cancel_reason = at, by, reason
        event.version += 1
        event.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason", "version"])
        letters.owe_to_all(kinds.EVENT_CANCELLED, event)
        _log(event, "event.cancelled", by)
        return event


def note_export(*, event: Event, by: User, count: int) -> None:
    """Enter in the internal log that a person takes out the list of ``count`` guests, and nothing
    of what stands in it. Who may read it may take it out, an auditor too. Raises ``not_allowed``.
    """
    if not policies.is_office(by):
        raise Refusal("not_allowed")
    with transaction.atomic():
        audit.log(
            act="registrations.exported",
            by=by,
            subject=event.programme.call.slug,
            payload={"event": event.slug, "form": "csv", "count": count},
        )


def _owned(event: Event) -> tuple[Event, datetime]:
    event = locks.own_event(event.pk)
    if event.programme.call.is_archive:
        raise Refusal("event_archived")
    return event, clock.now(event.programme.call)


def _fill(event: Event, fields: Mapping[str, Any]) -> None:
    """The fields with their texts cleaned, then judged together."""
    for name, value in fields.items():
        limit = TEXTS.get(name)
        setattr(event, name, answers.text(value, field=name, max_chars=limit) if limit else value)
    _require_sound(event)


def _require_sound(event: Event) -> None:
    """Raises ``required``, ``event_slug_invalid``, ``event_slug_taken``, ``unknown_choice``,
    ``event_link_invalid``, ``out_of_range``, ``period_reversed``, ``registration_incomplete``,
    ``registration_reversed``, ``registration_after_start``."""
    for name in ("title", "summary", "starts_at", "ends_at"):
        if not getattr(event, name):
            raise Refusal("required", field=name)
    _require_slug(event)
    if event.kind not in EventKind.values:
        raise Refusal("unknown_choice", field="kind")
    if event.link and not re.fullmatch(r"https://[^\s]+", event.link):
        raise Refusal("event_link_invalid", field="link")
    _require_between(event.erase_after_days, 1, MAX_DAYS, "erase_after_days")
    if event.capacity is not None:
        _require_between(event.capacity, 1, MAX_CAPACITY, "capacity")
    if event.ends_at <= event.starts_at:
        raise Refusal("period_reversed", field="ends_at")
    _require_registration(event)


def _require_slug(event: Event) -> None:
    if not SLUG.fullmatch(event.slug) or len(event.slug) > MAX_SLUG or event.slug in RESERVED:
        raise Refusal("event_slug_invalid", field="slug")
    if Event.objects.filter(slug=event.slug).exclude(pk=event.pk).exists():
        raise Refusal("event_slug_taken", field="slug")


def _require_between(value: int, minimum: int, maximum: int, field: str) -> None:
    if not minimum <= value <= maximum:
        raise Refusal("out_of_range", field=field, minimum=minimum, maximum=maximum)


def _require_registration(event: Event) -> None:
    opens_at, ends_at = event.registration_opens_at, event.registration_ends_at
    if opens_at is None and ends_at is None:
        return
    if opens_at is None or ends_at is None or event.capacity is None:
        raise Refusal("registration_incomplete", field="registration_ends_at")
    if ends_at <= opens_at:
        raise Refusal("registration_reversed", field="registration_ends_at")
    if ends_at > event.starts_at:
        raise Refusal("registration_after_start", field="registration_ends_at")


def _require_room(event: Event) -> None:
    taken = Registration.objects.filter(event=event, state__in=TAKES_A_PLACE).count()
    if taken > (event.capacity or 0):
        raise Refusal("capacity_below_taken", field="capacity", taken=taken)


def _require_kept(event: Event, before: Mapping[str, Any]) -> None:
    """What a published event promised: its address, and when its guests' data are erased."""
    if event.slug != before["slug"]:
        raise Refusal("event_fixed", field="slug")
    _require_between(event.erase_after_days, 1, before["erase_after_days"], "erase_after_days")


def _require_ahead(event: Event, at: datetime) -> None:
    if event.cancelled_at:
        raise Refusal("event_cancelled")
    if at >= event.ends_at:
        raise Refusal("event_over")


def _enter(event: Event, agenda: Iterable[Mapping[str, Any]]) -> None:
    """Raises ``agenda_reversed``, ``agenda_outside_event``, ``out_of_range`` and ``required``."""
    items = list(agenda)
    if len(items) > MAX_ITEMS:
        raise Refusal("out_of_range", field="agenda", minimum=0, maximum=MAX_ITEMS)
    for number, item in enumerate(items, start=1):
        where = {"field": "agenda", "line": item.get("line", number)}
        if item["ends_at"] <= item["starts_at"]:
            raise Refusal("agenda_reversed", **where)
        if item["starts_at"] < event.starts_at or item["ends_at"] > event.ends_at:
            raise Refusal("agenda_outside_event", **where)
    AgendaItem.objects.bulk_create(_item(event, each) for each in items)


def _item(event: Event, item: Mapping[str, Any]) -> AgendaItem:
    speakers = list(item.get("speakers", ()))
    if len(speakers) > MAX_SPEAKERS:
        raise Refusal("out_of_range", field="agenda", minimum=0, maximum=MAX_SPEAKERS)
    texts = _cleaned(item, AGENDA_TEXTS)
    if not texts["title"]:
        raise Refusal("required", field="agenda")
    return AgendaItem(
        event=event,
        starts_at=item["starts_at"],
        ends_at=item["ends_at"],
        speakers=[_cleaned(each, SPEAKER_TEXTS) for each in speakers],
        **texts,
    )


def _cleaned(given: Mapping[str, Any], limits: Mapping[str, int]) -> dict[str, str]:
    return {
        name: answers.text(given.get(name, ""), field="agenda", max_chars=limit)
        for name, limit in limits.items()
    }


def _log(event: Event, act: str, by: User) -> None:
    audit.log(act=act, by=by, subject=event.programme.call.slug, payload={"event": event.slug})
