"""The funded period of a call: set up by the office, published, and fixed by its agreements."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from competition import audit, clock, locks, policies, queries
from competition.errors import Refusal
from competition.models import Call, User
from programme.models import Agreement, Programme, Requirement, Tranche
from programme.services import soundness

FIELDS = ("title", "summary", "starts_on", "ends_on", "award_form", "terms")


def create(
    *,
    call: Call,
    by: User,
    fields: Mapping[str, Any],
    requirements: Iterable[Mapping[str, Any]] = (),
    tranches: Iterable[Mapping[str, Any]] = (),
) -> Programme:
    """Set up the two years of an announced call.

    ``requirements`` as fields of ``Requirement``; ``tranches``: amount_cents and, where a report
    must be accepted before, ``requirement`` (its key). Raises ``not_allowed``,
    ``call_not_announced``, ``programme_standing`` (there is one), and what ``soundness`` raises.
    """
    policies.require_office(by)
    fields = soundness.with_clean_texts(fields)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        at = clock.now(call)
        _require_announced(call, at)
        if Programme.objects.filter(call=call).exists():
            raise Refusal("programme_standing")
        soundness.require_period(fields["starts_on"], fields["ends_on"])
        programme = Programme.objects.create(
            call=call,
            created_at=at,
            created_by=by,
            **{name: fields[name] for name in FIELDS if name in fields},
        )
        _enter(programme, requirements, tranches)
        audit.log(act="programme.created", by=by, subject=call.slug)
        return programme


def change(
    *,
    programme: Programme,
    by: User,
    read: int,
    fields: Mapping[str, Any],
    requirements: Iterable[Mapping[str, Any]] | None = None,
    tranches: Iterable[Mapping[str, Any]] | None = None,
) -> Programme:
    """Change what was read as version ``read``. Reports and tranches are replaced where given.

    Period, form, terms, reports and tranches stand once an agreement is proposed: it freezes them.
    Raises ``version_conflict``, ``programme_fixed``, and what ``soundness`` raises.
    """
    policies.require_office(by)
    fields = soundness.with_clean_texts(fields)
    with transaction.atomic():
        call = locks.own_call(programme.call_id)
        programme = Programme.objects.get(pk=programme.pk)
        if programme.version != read:
            raise Refusal("version_conflict")
        merged = {name: getattr(programme, name) for name in FIELDS} | dict(fields)
        soundness.require_period(merged["starts_on"], merged["ends_on"])
        binding = ("starts_on", "ends_on", "award_form", "terms")
        changed = {name for name in binding if merged[name] != getattr(programme, name)}
        if (changed or requirements is not None or tranches is not None) and is_fixed(programme):
            raise Refusal("programme_fixed")
        for name in FIELDS:
            setattr(programme, name, merged[name])
        programme.version += 1
        programme.save(update_fields=[*FIELDS, "version"])
        if requirements is not None or tranches is not None:
            _replace(programme, requirements, tranches)
        audit.log(act="programme.changed", by=by, subject=call.slug)
        return programme


def publish(*, programme: Programme, by: User, read: int) -> Programme:
    """Everybody may read what was read as version ``read``. Repeating it changes nothing.

    Raises ``not_allowed``, ``version_conflict``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(programme.call_id)
        programme = Programme.objects.get(pk=programme.pk)
        if programme.published_at:
            return programme
        if programme.version != read:
            raise Refusal("version_conflict")
        programme.published_at, programme.published_by = clock.now(call), by
        programme.save(update_fields=["published_at", "published_by"])
        audit.log(act="programme.published", by=by, subject=call.slug)
        return programme


def _replace(
    programme: Programme,
    requirements: Iterable[Mapping[str, Any]] | None,
    tranches: Iterable[Mapping[str, Any]] | None,
) -> None:
    """Enter both anew; what is not given stays as it was."""
    wanted = requirements_of(programme) if requirements is None else requirements
    parts = tranches_of(programme) if tranches is None else tranches
    programme.tranches.all().delete()
    programme.requirements.all().delete()
    _enter(programme, wanted, parts)


def _enter(
    programme: Programme,
    requirements: Iterable[Mapping[str, Any]],
    tranches: Iterable[Mapping[str, Any]],
) -> None:
    wanted: list[Mapping[str, Any]] = [soundness.with_clean_texts(each) for each in requirements]
    parts = list(tranches)
    soundness.require_sound(wanted, parts, ceiling_cents=programme.call.award_cents)
    for position, fields in enumerate(wanted, start=1):
        Requirement.objects.create(programme=programme, position=position, **fields)
    by_key = {each.key: each for each in programme.requirements.all()}
    for number, fields in enumerate(parts, start=1):
        key = fields.get("requirement")
        Tranche.objects.create(
            programme=programme,
            number=number,
            amount_cents=fields["amount_cents"],
            requirement=by_key[key] if key else None,
        )


def requirements_of(programme: Programme) -> list[dict[str, Any]]:
    """The reports as ``create`` and ``change`` take them."""
    return [
        {name: getattr(each, name) for name in soundness.REQUIREMENT_FIELDS}
        for each in programme.requirements.all()
    ]


def tranches_of(programme: Programme) -> list[dict[str, Any]]:
    """The tranches as ``create`` and ``change`` take them."""
    return [
        {
            "amount_cents": each.amount_cents,
            "requirement": each.requirement.key if each.requirement else "",
        }
        for each in programme.tranches.select_related("requirement")
    ]


def is_fixed(programme: Programme) -> bool:
    """Whether an agreement freezes period, form, terms, reports and tranches."""
    return Agreement.objects.filter(programme=programme, rejected_at__isnull=True).exists()


def hindrance(call: Call, at: datetime) -> Refusal | None:
    """Why no programme can be set up, before anybody fills in the form; or None."""
    try:
        _require_announced(call, at)
    except Refusal as refusal:
        return refusal
    return None


def _require_announced(call: Call, at: datetime) -> None:
    announced = queries.confirmed_announcement(call)
    if call.is_archive or announced is None or announced.public_at > at:
        raise Refusal("call_not_announced")
