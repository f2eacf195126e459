"""Corrections: the office asks for named answers once more, and nothing else may change.

Whoever does nothing loses nothing: the submitted version stays as it is and is screened so.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from competition import answers, audit, clock, corrections, locks, policies, receipts
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.letters.corrections import written
from competition.models import Application, Correction, Question, Receipt, User
from competition.models.application import Occasion
from competition.moves import Actor
from competition.phases import in_time
from competition.services import late_admissions, sealing, submission
from competition.services.answers import Change

# Longer than two months nobody waits for one answer; a slip of the pen would block the review.
LONGEST = timedelta(days=62)


def ask(
    *,
    application: Application,
    read: str,
    by: User,
    keys: Sequence[str],
    reason: str,
    due_at: datetime,
) -> Correction:
    """Ask for other answers to the questions ``keys`` until ``due_at`` (exclusive).

    ``read``: the digest of the sealed version that was read. Between the deadline and the opening
    of the review. One at a time; one whose time has run out makes room. Raises
    ``call_not_closed``, ``reviewing_open``, ``unknown_move`` (nothing is sealed),
    ``version_changed``, ``required`` (no key), ``unknown_question``, ``question_not_correctable``,
    ``reason_required``, ``period_past``, ``period_too_long``, ``correction_standing``,
    ``control_characters``.
    """
    policies.require_office(by)
    reason = answers.text(reason, field="reason")
    if not reason:
        raise Refusal("reason_required", field="reason")
    due_at = due_at.astimezone(UTC)
    with transaction.atomic():
        application = _own(application)
        at = clock.now(application.call)
        late_admissions.require_open(application.call, at)
        if application.valid_version is None:
            raise Refusal("unknown_move")
        policies.require_read(application, read)
        named = _named(application, keys)
        require_ahead(due_at, at)
        _make_room(application, at, by)
        correction = Correction.objects.create(
            application=application,
            keys=[question.key for question in named],
            reason=reason,
            due_at=due_at,
            asked_at=at,
            asked_by=by,
        )
        labels = [each.label for each in named]
        outbox.owe(written(kinds.CORRECTION_REQUEST, correction, labels=labels))
        _log(correction, "correction.asked", by)
        return correction


def save(*, correction: Correction, by: User, changes: Iterable[Change]) -> dict[str, int]:
    """Save typed answers; returns the new version by key. All or nothing, nothing is submitted.

    Raises ``correction_settled``, ``correction_overdue``, ``unknown_question`` (not asked for),
    the refusals of ``answers.clean`` and ``version_conflict`` with what somebody else has saved.
    """
    policies.require_actor(by, correction.application, Actor.EDITOR)
    with transaction.atomic():
        application, correction = _locked(correction)
        _require_running(correction, clock.now(application.call))
        questions = {each.key: each for each in corrections.questions_of(correction)}
        standing = corrections.typed(correction)
        saved, refused = {}, []
        for change in changes:
            try:
                value = _value(questions, change)
                _require_latest(change, value, standing)
                saved[change.key] = value
            except Refusal as refusal:
                refused.append(refusal)
        if refused:
            first = refused[0]
            raise Refusal(first.code, field=first.field, causes=tuple(refused), **first.details)
        if not saved:
            return {}
        revision = correction.revision + 1
        rows = {key: {"value": value, "version": revision} for key, value in saved.items()}
        correction.answers |= rows
        correction.revision = revision
        correction.save(update_fields=["answers", "revision"])
        return dict.fromkeys(saved, revision)


def submit(*, correction: Correction, by: User, received_at: datetime, digest: str) -> Receipt:
    """Seal the valid version with the asked answers replaced; gives its own receipt.

    ``digest`` names the document that was read. ``received_at`` is compared inside the transaction
    that seals. Submitting again gives the same receipt. Raises ``not_allowed`` (no signatory or
    deputy), ``correction_overdue``, ``correction_settled``, ``draft_changed``, ``incomplete``;
    every refusal is remembered after the rollback.
    """
    try:
        policies.require_actor(by, correction.application, Actor.SIGNATORY)
        with transaction.atomic():
            return _seal(correction, by, received_at, digest)
    except Refusal as refusal:
        if refusal.code != "not_found":
            offered = receipts.digest(corrections.content(correction))
            submission.remember(correction.application, by, received_at, refusal.code, offered)
        raise


def _seal(correction: Correction, by: User, received_at: datetime, read: str) -> Receipt:
    application, correction = _locked(correction)
    if correction.version is not None:
        if correction.version.digest != read:
            raise Refusal("draft_changed")
        return correction.version.receipt
    _require_running(correction, received_at)
    if application.call.screening_closed_at:
        raise Refusal("reviewing_open")
    content = corrections.content(correction)
    if receipts.digest(content) != read:
        raise Refusal("draft_changed")
    missing = corrections.missing(correction)
    if missing:
        causes = tuple(gap.refusal for gap in missing)
        raise Refusal("incomplete", field=missing[0].key, causes=causes)
    receipt = sealing.seal(
        application,
        content=content,
        occasion=Occasion.CORRECTION,
        by=by,
        received_at=received_at,
        released_by=by,
        released_at=received_at,
    )
    correction.version = receipt.version
    correction.answered_at, correction.answered_by = received_at, by
    correction.save(update_fields=["version", "answered_at", "answered_by"])
    return receipt


def cancel(*, correction: Correction, by: User) -> None:
    """The office needs it no more; the municipality is told where its time was still running.

    Raises ``correction_settled``.
    """
    policies.require_office(by)
    with transaction.atomic():
        application, correction = _locked(correction)
        _require_unsettled(correction)
        at = clock.now(application.call)
        _cancel(correction, at, by)
        if at < correction.due_at:
            outbox.owe(written(kinds.CORRECTION_CANCELLED, correction))
        _log(correction, "correction.cancelled", by)


def _own(application: Application) -> Application:
    locks.share_call(application.call_id)
    return locks.own_application(application.pk)


def _locked(correction: Correction) -> tuple[Application, Correction]:
    """Application and correction, locked first and read after."""
    application = _own(Application.objects.only("call_id").get(pk=correction.application_id))
    correction = Correction.objects.select_related("version__receipt").get(pk=correction.pk)
    correction.application = application
    return application, correction


def _named(application: Application, keys: Sequence[str]) -> list[Question]:
    if not keys:
        raise Refusal("required", field="keys")
    known = {question.key for question in application.call.questions.all()}
    if not known.issuperset(keys):
        raise Refusal("unknown_question", field="keys")
    named = [each for each in corrections.correctable(application) if each.key in keys]
    if len(named) < len(set(keys)):
        raise Refusal("question_not_correctable", field="keys")
    return named


def require_ahead(due_at: datetime, at: datetime) -> None:
    """Raise ``period_past`` or ``period_too_long`` unless a correction may run until ``due_at``."""
    if due_at <= at:
        raise Refusal("period_past", field="due_at")
    if due_at > at + LONGEST:
        raise Refusal("period_too_long", field="due_at", days=LONGEST.days)


def _make_room(application: Application, at: datetime, by: User) -> None:
    standing = Correction.objects.open().filter(application=application).first()
    if standing is None:
        return
    if at < standing.due_at:
        raise Refusal("correction_standing")
    _cancel(standing, at, by)


def _cancel(correction: Correction, at: datetime, by: User) -> None:
    correction.cancelled_at, correction.cancelled_by = at, by
    correction.save(update_fields=["cancelled_at", "cancelled_by"])


def _require_unsettled(correction: Correction) -> None:
    if correction.answered_at or correction.cancelled_at:
        raise Refusal("correction_settled")


def _require_running(correction: Correction, at: datetime) -> None:
    _require_unsettled(correction)
    if not in_time(received_at=at, deadline_at=correction.due_at):
        raise Refusal("correction_overdue", received=clock.spoken(at), received_at=at)


def _value(questions: dict[str, Question], change: Change) -> Any:
    if change.key not in questions:
        raise Refusal("unknown_question", field=change.key)
    return answers.clean(questions[change.key], change.value)


def _require_latest(change: Change, value: Any, standing: dict[str, Any]) -> None:
    """Nothing that somebody else has saved meanwhile is overwritten unseen."""
    theirs = standing[change.key]
    if theirs.version != change.version and theirs.value != value:
        raise Refusal(
            "version_conflict",
            field=change.key,
            theirs=theirs.value,
            mine=value,
            version=theirs.version,
        )


def _log(correction: Correction, act: str, by: User) -> None:
    audit.log(
        act=act,
        by=by,
        subject=correction.application.public_id,
        payload={"questions": correction.keys, "due": audit.instant(correction.due_at)},
    )
