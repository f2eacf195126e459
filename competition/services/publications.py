"""Frozen documents: the way in which the jury's results come down to the competition."""

from collections.abc import Iterable, Mapping
from typing import Any

from competition import clock, receipts
from competition.models import Amendment, Application, Call, Publication
from competition.models.announcement import PublicationKind

BATCH = 500


def freeze(
    *,
    call: Call,
    kind: PublicationKind,
    content: Mapping[str, Any],
    application: Application | None = None,
    amendment: Amendment | None = None,
) -> Publication:
    """Keep a document as it is, with its digest; once per kind (and applicant), never changed.

    ``application``: the one applicant whom it is for. ``amendment``: the change that it belongs to,
    with whose instant it becomes public; the document before it stays. Needs the transaction of
    the act.
    """
    return Publication.objects.create(
        call=call,
        kind=kind,
        application=application,
        amendment=amendment,
        content=dict(content),
        digest=receipts.digest(content),
        frozen_at=clock.now(call),
    )


def freeze_each(
    *,
    call: Call,
    kind: PublicationKind,
    contents: Iterable[tuple[Application, Mapping[str, Any]]],
    amendment: Amendment | None = None,
) -> None:
    """Keep one document for each of many applicants, all of the same instant; as ``freeze``."""
    at = clock.now(call)
    documents = (
        Publication(
            call=call,
            kind=kind,
            application=application,
            amendment=amendment,
            content=dict(content),
            digest=receipts.digest(content),
            frozen_at=at,
        )
        for application, content in contents
    )
    Publication.objects.bulk_create(documents, batch_size=BATCH)
