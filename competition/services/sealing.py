"""Sealing: a document becomes the valid version, with its receipt, letters and chain entry.

Whoever calls has judged before: who may, whether it arrived in time, whether it is complete.
"""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from competition import audit, clock, drafts, moves, receipts, signing
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Application, ApplicationMove, ApplicationVersion, Receipt, User
from competition.models.application import Occasion

# Which move of the application an occasion is. The others change what is valid, not where it is.
MOVE_OF = {Occasion.SUBMISSION: "submit", Occasion.LATE: "submit_late"}
ACT_OF = {
    Occasion.SUBMISSION: "application.submitted",
    Occasion.LATE: "application.submitted_late",
    Occasion.DOCUMENT: "application.document_sealed",
    Occasion.CORRECTION: "application.corrected",
}


def seal(
    application: Application,
    *,
    content: dict[str, Any],
    occasion: Occasion,
    by: User,
    received_at: datetime,
    released_by: User,
    released_at: datetime,
) -> Receipt:
    """Make ``content`` the next, valid version of the application and give its receipt.

    Needs an open transaction that holds ``locks.own_application``; takes the audit head as its last
    lock. A submission moves the application; a document or a correction leaves it where it stands
    and needs a version that it follows. Raises ``unknown_move`` where the state does not allow it.
    """
    occasion = Occasion(occasion)
    _require_legal(application, occasion)
    latest, at = _latest(application)
    version = ApplicationVersion.objects.create(
        application=application,
        number=latest + 1,
        occasion=occasion,
        title=drafts.answer_values(content)[drafts.TITLE_KEY],
        content=content,
        digest=receipts.digest(content),
        received_at=received_at,
        sealed_at=max(at + application.call.clock_shift, received_at),
        submitted_by=by,
        released_by=released_by,
        released_at=released_at,
    )
    number = receipts.new_number()
    _move(application, version, by)
    _owe_letters(application, version, number, by, at)
    return _receipt(application, version, number, by)


def log_move(
    application: Application, name: str, source: str, at: datetime, by: User, reason: str = ""
) -> None:
    """Keep one move of the application, which already stands in its new state."""
    ApplicationMove.objects.create(
        application=application,
        name=name,
        source=source,
        target=application.state,
        made_at=at,
        made_by=by,
        reason=reason,
    )


def _require_legal(application: Application, occasion: Occasion) -> None:
    move = MOVE_OF.get(occasion)
    legal = (
        moves.is_legal(name=move, state=application.state)
        if move
        else application.valid_version is not None
    )
    if not legal:
        raise Refusal("unknown_move")


def _latest(application: Application) -> tuple[int, datetime]:
    """The number of the latest version (0: there is none), and the database's own time."""
    versions = ApplicationVersion.objects.filter(application=OuterRef("pk")).order_by("-number")
    latest, at = (
        Application.objects.order_by()
        .annotate(latest=Subquery(versions.values("number")[:1]), read_at=clock.Now())
        .values_list("latest", "read_at")
        .get(pk=application.pk)
    )
    return latest or 0, at


def _move(application: Application, version: ApplicationVersion, by: User) -> None:
    """What counts is the new version. When it was submitted is told by the submission alone."""
    application.valid_version = version
    move = MOVE_OF.get(Occasion(version.occasion))
    if move is None:
        application.save(update_fields=["valid_version"])
        return
    source, application.state = application.state, str(moves.MOVES[move].target)
    application.submitted_at, application.submitted_by = version.received_at, by
    application.save(update_fields=["state", "valid_version", "submitted_at", "submitted_by"])
    log_move(application, move, source, version.received_at, by)


def _owe_letters(
    application: Application, version: ApplicationVersion, number: str, by: User, at: datetime
) -> None:
    recipients = {by.pk: by, application.contact.pk: application.contact}
    outbox.owe(
        *(
            outbox.written(
                kinds.RECEIPT,
                call=application.call,
                application=application,
                recipient=recipient,
                occasion=number,
                context={"number": number, "version": version, "submitted_by": by},
                written_at=at,
            )
            for recipient in recipients.values()
        )
    )


def _receipt(
    application: Application, version: ApplicationVersion, number: str, by: User
) -> Receipt:
    """Append to the chain of the call's submissions, and sign what stands there."""
    entry = audit.log(
        act=ACT_OF[Occasion(version.occasion)],
        by=by,
        subject=application.public_id,
        payload={
            "number": number,
            "version": version.number,
            "sha256": version.digest,
            "received_at": audit.instant(version.received_at),
        },
        chain=application.call,
    )
    document = receipts.document(
        number=number,
        call=application.call.slug,
        application=application.public_id,
        version=version.number,
        content_digest=version.digest,
        received_at=version.received_at,
        chain_sequence=entry.sequence,
        chain_digest=entry.digest,
        is_synthetic=application.call.is_synthetic,
    )
    key = signing.receipt_key()
    return Receipt.objects.create(
        version=version,
        number=number,
        document=document,
        key_id=receipts.key_id(key.public_key()),
        signature=receipts.sign(document, key),
    )
