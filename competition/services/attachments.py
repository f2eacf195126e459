"""Files of a draft: put, replaced, removed.

What counts at the deadline is the instant at which the last byte was there, read by the door and
compared inside the transaction, under the same lock as a submission: a file is in a sealed version
or it is not. Every change gives the draft another digest, and so voids a release.
"""

from contextlib import suppress
from datetime import datetime

from django.db import Error, OperationalError, transaction
from django.utils.translation import gettext

from competition import attachments, clock, inspection, locks, policies, scanning, storage
from competition.errors import UNFIT, Refusal
from competition.models import Application, Attachment, Attempt, Question, User
from competition.models.audit import AttemptKind
from competition.moves import Actor
from competition.services import attempts
from competition.storage import Incoming

# Refused for the hour or for our own fault, not for the file: on record, with its digest.
REMEMBERED = frozenset(
    {
        *("deadline_passed", "document_deadline_passed", "call_not_open", "unknown_move"),
        *("busy", "storage_full", "scanner_unavailable", "file_infected"),
    }
)


def attach(
    *,
    application: Application,
    question: Question,
    by: User,
    incoming: Incoming,
    begun_at: datetime,
    received_at: datetime,
    replaces: str | None = "",
) -> Attachment:
    """Keep a file as (part of) the draft's answer; the same file twice is one.

    ``replaces``: the digest of the file whose place it takes, "" for none; None says nothing of
    what was read. ``begun_at``: when its first byte came, by the call's clock like ``received_at``.
    Raises the refusals of the inspection and the scanner, ``files_changed`` (what it replaces is
    gone), ``too_many_files`` (without a word of what was read ``precondition_required``),
    ``deadline_passed``, ``document_deadline_passed``, ``storage_full``; those of the hour or of our
    own fault are remembered after the rollback.
    """
    try:
        policies.require_actor(by, application, Actor.EDITOR)
        finding, name = _inspected(incoming, question)
        with transaction.atomic():
            application = _locked(application, question, received_at)
            own = application.attachments.filter(question=question)
            named = storage.DIGEST.fullmatch(replaces or "")
            gone = own.filter(sha256=replaces if named else "").exclude(sha256=incoming.sha256)
            same = own.filter(sha256=incoming.sha256).first()
            if same is None:
                if replaces and not gone:
                    raise Refusal("files_changed", field="replaces")
                _require_room(question, own.count() - len(gone), replaces)
            gone.delete()
            storage.keep(incoming)
            return same or Attachment.objects.create(
                application=application,
                question=question,
                name=name,
                media_type=finding.media_type,
                size_bytes=incoming.size,
                sha256=incoming.sha256,
                remarks=list(finding.remarks),
                uploaded_at=received_at,
                uploaded_by=by,
            )
    except Refusal as refusal:
        if refusal.code in REMEMBERED:
            _remember(application, by, incoming.sha256, begun_at, received_at, refusal.code)
        raise
    except OperationalError:
        with suppress(Error):  # where the database itself is away, the log is the record
            _remember(application, by, incoming.sha256, begun_at, received_at, "busy")
        raise


def remember_unread(
    refusal: Refusal, *, application: Application, by: User, begun_at: datetime
) -> None:
    """Keep on record that a file could not even be read, where that was the store's fault.

    There is no digest: nobody knows what would have come. ``begun_at`` is by the call's clock.
    """
    if refusal.code in REMEMBERED:
        received_at = clock.now(application.call)
        _remember(application, by, "", begun_at, received_at, refusal.code)


def remove(
    *, application: Application, question: Question, by: User, sha256: str, received_at: datetime
) -> None:
    """Take a file out of the draft. Sealed versions keep what they name.

    Raises ``not_found`` where the draft does not hold it, and the refusals of the hour.
    """
    policies.require_actor(by, application, Actor.EDITOR)
    with transaction.atomic():
        application = _locked(application, question, received_at)
        removed, _ = application.attachments.filter(question=question, sha256=sha256).delete()
        if not removed:
            raise Refusal("not_found")


def _inspected(incoming: Incoming, question: Question) -> tuple[inspection.Finding, str]:
    """What the file is, and the name under which it is kept."""
    name = inspection.clean(incoming.name or "")
    kinds = attachments.kinds_of(question)
    try:
        finding = inspection.inspect(incoming.path, name=name, allowed=[kind.key for kind in kinds])
    except inspection.Unfit as unfit:
        raise Refusal(
            unfit.code,
            field="file",
            why=gettext(UNFIT[unfit.why]) if unfit.why else "",
            allowed=", ".join(kind.label for kind in kinds),
        ) from unfit
    scanning.scan(incoming.path)
    return finding, name


def _locked(application: Application, question: Question, received_at: datetime) -> Application:
    """The application under the locks of a submission, if its files may be changed."""
    locks.share_call(application.call_id)
    locked = locks.own_application(application.pk)
    if refusal := attachments.refusal(locked, question, received_at):
        raise refusal
    return locked


def _require_room(question: Question, count: int, replaces: str | None) -> None:
    limit = attachments.most(question)
    if count >= limit:
        if replaces is None:
            raise Refusal("precondition_required", field="replaces")
        raise Refusal("too_many_files", field="file", limit=limit)


def _remember(
    application: Application,
    by: User,
    sha256: str,
    begun_at: datetime,
    received_at: datetime,
    code: str,
) -> None:
    """Keep a refused upload: what arrived, when it began and when its last byte was there."""
    attempts.keep(
        Attempt(
            kind=AttemptKind.UPLOAD,
            code=code,
            application=application,
            user=by,
            content_digest=sha256,
            begun_at=begun_at,
            received_at=received_at,
            logged_at=clock.now(),
        )
    )
