"""Workshops: prepared by the office, announced to the municipalities and everybody, changed or
cancelled with a letter to each."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from competition import answers, audit, clock, locks, policies, wording
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Call, User
from programme.models import Agreement, Programme, Workshop

TEXTS = {"title": 200, "place": 200, "agenda": 6_000}
FIELDS = (*TEXTS, "starts_at", "ends_at", "is_duty")
# Whoever has announced people must hear of these.
TOLD = ("title", "place", "starts_at", "ends_at", "is_duty")
MAX_REASON_CHARS = 2_000
LONGEST = timedelta(days=14)


def create(*, programme: Programme, by: User, fields: Mapping[str, Any]) -> Workshop:
    """Prepare a workshop, seen by the office alone. Instants are by the call's clock.

    Raises ``not_allowed``, ``required``, ``too_long``, ``period_reversed``, ``period_too_long``,
    ``workshop_twice`` (title and beginning of another).
    """
    policies.require_office(by)
    values = _checked({"agenda": "", "is_duty": True, **fields})
    with transaction.atomic():
        call = locks.own_call(programme.call_id)
        _require_once(Workshop.objects.filter(programme=programme), values)
        workshop = Workshop.objects.create(
            programme=programme, created_at=clock.now(call), created_by=by, **values
        )
        _log(workshop, call, "workshop.created", by)
        return workshop


def change(*, workshop: Workshop, by: User, read: int, fields: Mapping[str, Any]) -> Workshop:
    """Change what was read as version ``read``. Where it is announced already and time, place,
    title or duty change, every municipality whose agreement is in force gets a letter.

    Raises ``version_conflict``, ``workshop_cancelled``, ``workshop_begun`` (before or after), and
    the refusals of ``create``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call, workshop = held(workshop)
        _require_standing(workshop)
        if workshop.version != read:
            raise Refusal("version_conflict")
        values = _checked({name: getattr(workshop, name) for name in FIELDS} | dict(fields))
        if workshop.published_at:
            at = clock.now(call)
            require_ahead(workshop.starts_at, at)
            require_ahead(values["starts_at"], at)
        others = Workshop.objects.filter(programme=workshop.programme).exclude(pk=workshop.pk)
        _require_once(others, values)
        before = {name: getattr(workshop, name) for name in TOLD}
        for name in FIELDS:
            setattr(workshop, name, values[name])
        workshop.version += 1
        workshop.save(update_fields=[*FIELDS, "version"])
        if workshop.published_at and any(values[name] != before[name] for name in TOLD):
            _owe(workshop, call, kinds.WORKSHOP_CHANGED)
        _log(workshop, call, "workshop.changed", by)
        return workshop


def publish(*, workshop: Workshop, by: User, read: int) -> Workshop:
    """Announce it: everybody may read about it, every municipality whose agreement is in force is
    invited by letter. Repeating it changes nothing.

    Raises ``version_conflict``, ``workshop_begun``, ``workshop_cancelled``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call, workshop = held(workshop)
        if workshop.published_at:
            return workshop
        _require_standing(workshop)
        if workshop.version != read:
            raise Refusal("version_conflict")
        at = clock.now(call)
        require_ahead(workshop.starts_at, at)
        workshop.published_at = at
        workshop.save(update_fields=["published_at"])
        _owe(workshop, call, kinds.WORKSHOP_INVITATION)
        _log(workshop, call, "workshop.published", by)
        return workshop


def cancel(*, workshop: Workshop, by: User, reason: str) -> Workshop:
    """Call an announced workshop off before it begins; it stays visible as cancelled, and every
    municipality is told why. Repeating it changes nothing.

    Raises ``reason_required``, ``workshop_not_published``, ``workshop_begun``.
    """
    policies.require_office(by)
    reason = _text(reason, "reason", MAX_REASON_CHARS, "reason_required")
    with transaction.atomic():
        call, workshop = held(workshop)
        if workshop.cancelled_at:
            return workshop
        if workshop.published_at is None:
            raise Refusal("workshop_not_published")
        at = clock.now(call)
        require_ahead(workshop.starts_at, at)
        workshop.cancelled_at, workshop.cancelled_by = at, by
        workshop.cancel_reason = reason
        workshop.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])
        _owe(workshop, call, kinds.WORKSHOP_CANCELLED)
        _log(workshop, call, "workshop.cancelled", by)
        return workshop


def discard(*, workshop: Workshop, by: User) -> None:
    """Drop a workshop that nobody outside the office has seen. Raises ``workshop_published``."""
    policies.require_office(by)
    with transaction.atomic():
        call, workshop = held(workshop)
        if workshop.published_at:
            raise Refusal("workshop_published")
        _log(workshop, call, "workshop.discarded", by)
        workshop.delete()


def held(workshop: Workshop) -> tuple[Call, Workshop]:
    """The call, held exclusively, and the workshop as it stands now. Raises ``not_found``."""
    call = locks.own_call(workshop.programme.call_id)
    found = Workshop.objects.select_related("programme").filter(pk=workshop.pk).first()
    if found is None:
        raise Refusal("not_found")
    return call, found


def require_ahead(starts_at: datetime, at: datetime) -> None:
    """Raise ``workshop_begun`` unless it begins later than ``at``."""
    if starts_at <= at:
        raise Refusal("workshop_begun", at=wording.moment(starts_at, start=True))


def _require_standing(workshop: Workshop) -> None:
    if workshop.cancelled_at:
        raise Refusal("workshop_cancelled")


def _require_once(others: QuerySet[Workshop], values: Mapping[str, Any]) -> None:
    if others.filter(title=values["title"], starts_at=values["starts_at"]).exists():
        raise Refusal("workshop_twice", field="title")


def _checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: fields[name] for name in FIELDS}
    for name, limit in TEXTS.items():
        values[name] = _text(values[name], name, limit, "" if name == "agenda" else "required")
    if values["ends_at"] <= values["starts_at"]:
        raise Refusal("period_reversed", field="ends_at")
    if values["ends_at"] - values["starts_at"] > LONGEST:
        raise Refusal("period_too_long", field="ends_at", days=LONGEST.days)
    return values


def _text(value: str, field: str, limit: int, missing: str) -> str:
    text = answers.text(value, field=field, max_chars=limit)
    if not text and missing:
        raise Refusal(missing, field=field)
    return text


def _owe(workshop: Workshop, call: Call, letter: kinds.Letter) -> None:
    """One letter to the contact of every municipality whose agreement is in force."""
    written_at = clock.now()
    agreements = (
        Agreement.objects.in_force()
        .filter(programme=workshop.programme)
        .select_related("award__application__contact", "award__application__municipality")
    )
    outbox.owe(
        *(
            outbox.written(
                letter,
                call=call,
                application=application,
                recipient=application.contact,
                occasion=f"workshop-{workshop.pk}-{workshop.version}",
                written_at=written_at,
                context={"workshop": workshop},
            )
            for agreement in agreements
            if (application := agreement.award.application) is not None
        )
    )


def _log(workshop: Workshop, call: Call, act: str, by: User) -> None:
    audit.log(
        act=act,
        by=by,
        subject=call.slug,
        payload={"workshop": workshop.pk, "starts": audit.instant(workshop.starts_at)},
    )
