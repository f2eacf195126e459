"""The rubric: published and frozen with its call, opened for the jury, closed with the scores."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from competition import answers, audit, clock, locks, policies
from competition.errors import Refusal
from competition.models import Call, User
from competition.services import calls, publications, screening
from reviews import bundles, cases
from reviews.models import Criterion, DiversityRule, Rubric
from reviews.rubric import rubric_notation
from reviews.rubric.criteria import faults_of, judged
from reviews.selection import CaseError, select
from reviews.services import assignments, derivation

Row = TypeVar("Row", Rubric, Criterion, DiversityRule)


def define(
    *,
    call: Call,
    fields: Mapping[str, Any],
    criteria: Sequence[Mapping[str, Any]],
    rules: Sequence[Mapping[str, Any]],
    by: User,
) -> Rubric:
    """Set or replace a call's rubric and diversity rules.

    Where a lot is part of the tie order, a secret nonce is drawn now; its commitment is published
    with the rules. Raises ``frozen`` once the call is published: applicants rely on what they have
    read (weights, thresholds, tie order, rules). ``rubric_invalid`` says what is wrong.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        return _write(call, dict(fields), criteria, rules, by)


def edit(
    *,
    call: Call,
    fields: Mapping[str, Any],
    criteria: Sequence[Mapping[str, Any]],
    over: str,
    by: User,
) -> Rubric:
    """Set what the office types of a rubric: numbers as they are written, levels as lines.

    The rules of selection and the lot stay as they are; so does the tie order, but for criteria
    that are no longer there. A row whose ``key`` is a criterion's stays that criterion, whatever
    its label says now; every other row is given a key of its own. ``over``: the digest
    (``bundles.rubric_digest``) of what it was typed over. Raises ``frozen``, ``version_conflict``,
    and ``rubric_invalid`` with a cause for each wrong field.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        if call.published_at:
            raise Refusal("frozen")
        stored = Rubric.objects.filter(call=call).select_related("call").first()
        if bundles.rubric_digest(stored) != over:
            raise Refusal("version_conflict")
        known = {criterion.key for criterion in stored.criteria.all()} if stored else set()
        rows = rubric_notation.criteria(criteria, known)
        given = rubric_notation.fields(fields)
        if stored:
            kept = {f"criterion:{row['key']}" for row in rows} | {"lot"}
            given["tie_break"] = [stage for stage in stored.tie_break if stage in kept]
        return _write(call, given, rows, _rules(stored), by)


def _rules(stored: Rubric | None) -> list[dict[str, Any]]:
    names = ("key", "label", "attribute", "value", "minimum", "maximum")
    return list(stored.diversity_rules.values(*names)) if stored else []


def _write(
    call: Call,
    fields: dict[str, Any],
    criteria: Sequence[Mapping[str, Any]],
    rules: Sequence[Mapping[str, Any]],
    by: User,
) -> Rubric:
    rubric = Rubric.objects.filter(call=call).first() or Rubric(call=call)
    if call.published_at:
        raise Refusal("frozen")
    for name, value in fields.items():
        setattr(rubric, name, value)
    rows, faults = judged(criteria)
    if faults := [*faults_of(rubric, rows if not faults else []), *faults]:
        _refuse(faults)
    if "lot" in rubric.tie_break and not rubric.lot_nonce_hex:
        rubric.lot_nonce_hex = secrets.token_hex(32)
    rubric.save()
    rubric.criteria.all().delete()
    rubric.diversity_rules.all().delete()
    for position, row in enumerate(rows):
        _validated(Criterion(rubric=rubric, position=position, **row)).save()
    for position, rule in enumerate(rules):
        _validated(DiversityRule(rubric=rubric, position=position, **rule)).save()
    require_computable(call, rubric)
    audit.log(act="rubric.defined", by=by, subject=call.slug)
    return rubric


def _refuse(faults: list[Refusal]) -> NoReturn:
    first = faults[0]
    why = first.details["why"] if first.code == "rubric_invalid" else first.sentence
    raise Refusal("rubric_invalid", field=first.field, causes=tuple(faults), why=why)


def _validated(row: Row) -> Row:
    try:
        row.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Refusal("rubric_invalid", field=field, why=f"{field}: {messages[0]}") from error
    return row


def require_computable(call: Call, rubric: Rubric) -> None:
    """Raise ``rubric_invalid`` where the engine itself cannot read rubric and rules as they are.

    So a wrong number is found now and not at the end.
    """
    try:
        select(cases.blank_case(call, rubric), explain=False)
    except CaseError as error:
        raise Refusal("rubric_invalid", why=str(error)) from error


def publish(*, call: Call, by: User, read: str | None = None) -> None:
    """Publish a call with its rubric and rules, hashed; from now on nothing of it changes.

    ``read``: the digest (``bundles.publication_digest``) of call, form, rubric and rules as they
    were read before; None where a file said it all. Raises ``rubric_invalid`` where there is no
    rubric, ``call_published``, ``version_conflict`` where something is not as it was read.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        rubric = Rubric.objects.filter(call=call).select_related("call").first()
        if rubric is None:
            raise Refusal("rubric_invalid", why="–")
        if call.published_at:
            raise Refusal("call_published")
        if read is not None and read != bundles.publication_digest(call, rubric):
            raise Refusal("version_conflict")
        require_computable(call, rubric)
        calls.publish(call=call, by=by)
        for kind, content in bundles.documents(rubric).items():
            publications.freeze(call=call, kind=kind, content=content)
        rubric.digest = bundles.rubric_digest(rubric)
        rubric.save(update_fields=["digest"])
        audit.log(
            act="rubric.published", by=by, subject=call.slug, payload={"sha256": rubric.digest}
        )


def open_reviewing(*, call: Call, by: User) -> None:
    """Close the screening, derive conflicts, assign the panels: jurors may declare and read.

    Raises ``frozen`` (open already), ``call_not_closed``, ``screening_unfinished``,
    ``nothing_admitted``, ``jury_missing``, ``roles_collide``, ``panel_impossible``, and
    ``rubric_invalid`` where the rubric is not the one that was published.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        rubric = Rubric.objects.filter(call=call).select_related("call").first()
        if rubric is None or not rubric.digest or rubric.digest != bundles.rubric_digest(rubric):
            raise Refusal("rubric_invalid", why="–")
        if rubric.frozen_at:
            raise Refusal("frozen")
        screening.close(call=call, by=by)
        _require_jury(call)
        at = clock.now(call)
        rubric.frozen_at, rubric.frozen_by = at, by
        rubric.save(update_fields=["frozen_at", "frozen_by"])
        derivation.derive(call=call, at=at)
        assignments.assign_panels(call=call, at=at)
        audit.log(
            act="reviewing.opened",
            by=by,
            subject=call.slug,
            payload={"sha256": rubric.digest},
        )


def _require_jury(call: Call) -> None:
    if not call.jury_members.exists():
        raise Refusal("jury_missing")
    # Whoever has come to the office since the appointment could read what a conflict closes.
    if call.jury_members.filter(user__office_member__isnull=False).exists():
        raise Refusal("roles_collide")


def lock_scores(*, call: Call, by: User) -> None:
    """No score is saved or finished any more; selection may run. Raises ``reviewing_closed``."""
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        rubric = Rubric.objects.filter(call=call).first()
        if rubric is None or rubric.frozen_at is None:
            raise Refusal("reviewing_closed")
        if rubric.locked_at:
            raise Refusal("scoring_closed")
        derivation.catch_up(call=call)
        rubric.locked_at, rubric.locked_by = clock.now(call), by
        rubric.save(update_fields=["locked_at", "locked_by"])
        audit.log(act="scores.locked", by=by, subject=call.slug)


def reveal_lot(*, call: Call, public_value: str, by: User) -> None:
    """Enter the public value of the announced source, after the scores are locked, once.

    Raises ``scores_unlocked``, ``required``, ``frozen`` (entered already).
    """
    policies.require_office(by)
    public_value = answers.text(public_value, field="public_value", max_chars=300)
    if not public_value:
        raise Refusal("required", field="public_value")
    with transaction.atomic():
        locks.own_call(call.pk)
        rubric = Rubric.objects.get(call=call)
        if rubric.locked_at is None:
            raise Refusal("scores_unlocked")
        if rubric.lot_public_value:
            raise Refusal("frozen", field="public_value")
        rubric.lot_public_value = public_value
        rubric.save(update_fields=["lot_public_value"])
        audit.log(
            act="lot.revealed",
            by=by,
            subject=call.slug,
            payload={"public_value": rubric.lot_public_value},
        )
