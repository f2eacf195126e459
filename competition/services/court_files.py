"""The court file of one application: made on purpose, by a person, on record."""

from django.db import transaction

from competition import audit, clock, policies
from competition.court_files import bundle
from competition.court_files.bundle import Bundle
from competition.court_files.shapes import Subject
from competition.errors import Refusal
from competition.models import Application, User


def make(*, application: Application, by: User) -> Bundle:
    """Everything about one application, ready to be sent; that it was made stands in the log.

    Only after the deadline: before it nobody opens an application. The log names the digest of the
    manifest, so that a file shown later can be told from another. Raises ``not_allowed``,
    ``call_not_closed``, ``nothing_sealed`` (a draft that was never submitted is its municipality's
    alone), ``document_too_long``, ``busy``.
    """
    policies.require_office(by)
    found = Application.objects.select_related(
        "call__published_by",
        "call__screening_closed_by",
        "municipality",
        "contact",
        "started_by",
        "withdrawn_by",
        "screened_by",
    ).get(pk=application.pk)
    at = clock.now(found.call)
    policies.may_open_content(found.call, at).enforce()
    if not found.versions.exists():
        raise Refusal("nothing_sealed")
    made = bundle.of(Subject(found, at))
    with transaction.atomic():
        audit.log(
            act="court_file.made",
            by=by,
            subject=found.public_id,
            payload={"manifest_sha256": made.digest, "files": len(made.placed)},
        )
    return made
