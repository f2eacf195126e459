"""Releasing, submitting and withdrawing: where the deadline is compared.

The instant that counts is the arrival of the complete request by the database's clock, read by the
door (page or API) before any lock is asked for, handed in as ``received_at`` and compared inside
the transaction that seals the version.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import Error, OperationalError, transaction

from competition import audit, clock, deadlines, drafts, locks, moves, policies, receipts
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Application, Attempt, Participant, Question, Receipt, User
from competition.models.application import ApplicationState, Occasion, ParticipantRole
from competition.models.audit import AttemptKind
from competition.moves import Actor
from competition.services import attempts, sealing


def release(*, application: Application, by: User, digest: str) -> None:
    """The signatory releases exactly this draft, named by its digest; any change voids it.

    Until the deadline or, where the application was admitted late, until that period ends.

    Raises ``draft_changed`` when the draft is no longer the one that was read.
    """
    policies.require_actor(by, application, Actor.SIGNATORY)
    with transaction.atomic():
        locks.share_call(application.call_id)
        application = locks.own_application(application.pk)
        at = clock.now(application.call)
        _require_in_time(application, at)
        if drafts.digest(application) != digest:
            raise Refusal("draft_changed")
        application.released_digest = digest
        application.released_at = at
        application.released_by = by
        application.save(update_fields=["released_digest", "released_at", "released_by"])
        audit.log(
            act="application.released",
            by=by,
            subject=application.public_id,
            payload={"sha256": digest},
        )


def submit(
    *, application: Application, by: User, received_at: datetime, digest: str | None = None
) -> Receipt:
    """Seal the draft as the next version and give its receipt: one transaction, all or nothing.

    ``digest`` names the draft that the person has read, where a page has shown one: a signatory's
    own submission releases exactly that, and nothing that a colleague wrote meanwhile.

    Also owes the letters of receipt and appends to the call's chain. Submitting an unchanged
    version again (double click, retry, broken line) returns the same receipt, but never the receipt
    of another text than ``digest`` names. After the deadline only who was admitted late may submit,
    the draft as it stood then. Raises ``not_found``, ``not_allowed``, ``call_not_open``,
    ``deadline_passed``, ``reviewing_open``, ``incomplete``, ``partner_unconfirmed``,
    ``draft_changed``, ``not_released``, ``unknown_move``; every refusal is remembered after the
    rollback.
    """
    try:
        with transaction.atomic():
            return _seal(application, by, received_at, digest)
    except Refusal as refusal:
        remember(application, by, received_at, refusal.code, drafts.digest(application))
        raise
    except OperationalError:
        # Arrived, and failed through our fault: on record, so that the office may admit it. Where
        # the database itself is away, the log is the record.
        with suppress(Error):
            remember(application, by, received_at, "busy", drafts.digest(application))
        raise


def _seal(
    application: Application,
    by: User,
    received_at: datetime,
    read: str | None,
) -> Receipt:
    locks.share_call(application.call_id)
    application = locks.own_application(application.pk)
    ground = drafts.ground(application, by)
    policies.require_among(ground.acts_as, Actor.EDITOR)
    participants = drafts.entered(application)
    content = drafts.content(application, ground.questions, participants=participants)
    digest = receipts.digest(content)
    is_another = read is not None and read != digest
    if application.valid_version and application.valid_version.digest == digest:
        if is_another:
            raise Refusal("draft_changed")
        return application.valid_version.receipt
    occasion = _require_in_time(application, received_at)
    if not moves.is_legal(name=sealing.MOVE_OF[occasion], state=application.state):
        raise Refusal("unknown_move")
    _require_complete(content, ground.questions, participants)
    if is_another:
        raise Refusal("draft_changed")
    released_by, released_at = _release_of(application, by, ground.acts_as, digest, received_at)
    return sealing.seal(
        application,
        content=content,
        occasion=occasion,
        by=by,
        received_at=received_at,
        released_by=released_by,
        released_at=released_at,
    )


def _require_in_time(application: Application, received_at: datetime) -> Occasion:
    """As what it counts. Once the review is open the set is closed, for whatever had waited too."""
    call = application.call
    if call.published_at is None or received_at < call.opens_at:
        raise Refusal("call_not_open")
    occasion = deadlines.occasion(application, received_at)
    if occasion is None:
        raise _too_late(received_at)
    if call.screening_closed_at:
        raise Refusal("reviewing_open")
    return occasion


def _too_late(received_at: datetime) -> Refusal:
    received = clock.spoken(received_at)
    return Refusal("deadline_passed", received=received, received_at=received_at)


def _require_complete(
    content: dict[str, Any], questions: Sequence[Question], participants: Sequence[Participant]
) -> None:
    missing = drafts.missing(content, questions)
    if missing:
        raise Refusal(
            "incomplete",
            field=missing[0].key,
            causes=tuple(gap.refusal for gap in missing),
        )
    open_partners = [
        each.municipality.name
        for each in participants
        if each.role == ParticipantRole.PARTNER and each.confirmed_at is None
    ]
    if open_partners:
        raise Refusal("partner_unconfirmed", names=", ".join(sorted(open_partners)))


def _release_of(
    application: Application,
    by: User,
    acts_as: frozenset[Actor],
    digest: str,
    received_at: datetime,
) -> tuple[User, datetime]:
    """Who released exactly this draft, and when: a signatory's own submission is both acts."""
    if Actor.SIGNATORY in acts_as:
        return by, received_at
    if (
        application.released_digest != digest
        or application.released_by is None
        or application.released_at is None
    ):
        raise Refusal("not_released")
    return application.released_by, application.released_at


def withdraw(*, application: Application, by: User, received_at: datetime) -> None:
    """Take the submitted application back, until the deadline; the draft stays and may be
    submitted again. A second withdrawal is ``unknown_move``."""
    policies.require_actor(by, application, Actor.SIGNATORY)
    with transaction.atomic():
        locks.share_call(application.call_id)
        application = locks.own_application(application.pk)
        # Who was admitted late has nothing more to withdraw from: only the call's deadline counts.
        if _require_in_time(application, received_at) != Occasion.SUBMISSION:
            raise _too_late(received_at)
        if not moves.is_legal(name="withdraw", state=application.state):
            raise Refusal("unknown_move")
        source = application.state
        application.state = ApplicationState.WITHDRAWN
        application.valid_version = None
        application.withdrawn_at, application.withdrawn_by = received_at, by
        application.save(update_fields=["state", "valid_version", "withdrawn_at", "withdrawn_by"])
        sealing.log_move(application, "withdraw", source, received_at, by)
        outbox.owe(
            outbox.written(
                kinds.WITHDRAWAL,
                call=application.call,
                application=application,
                recipient=application.contact,
                occasion=receipts.timestamp(received_at),
                context={"withdrawn_at": received_at, "withdrawn_by": by},
            )
        )
        audit.log(
            act="application.withdrawn",
            by=by,
            subject=application.public_id,
            payload={"received_at": audit.instant(received_at)},
            chain=application.call,
        )


def remember(
    application: Application, by: User, received_at: datetime, code: str, content_digest: str
) -> None:
    """Keep a refused submission, in a transaction of its own after the rollback.

    What a stranger has sent leaves no trace of the content.
    """
    foreign = code == "not_found"
    attempt = Attempt(
        kind=AttemptKind.FOREIGN if foreign else AttemptKind.SUBMISSION,
        code=code,
        application=application,
        user=by,
        content_digest="" if foreign else content_digest,
        received_at=received_at,
        logged_at=clock.now(),
    )
    attempts.keep(attempt)
