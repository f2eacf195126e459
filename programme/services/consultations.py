"""Consultations: a document in sections, written by the office, open until a fixed end, and closed
with a report.

What stands in it is fixed once it is published: nobody may comment on a text that changes. Its end
can only become later. Instants are by the call's clock.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from competition import answers, audit, clock, policies, wording
from competition.errors import Refusal
from competition.locks import own_call
from competition.models import User
from programme import locks
from programme.consultations import document_notation
from programme.consultations.document_notation import NotationError, Part
from programme.models import Comment, Consultation, Programme, Section
from programme.models.consultation import CommentState
from programme.services.slugs import taken_as

MAX_TITLE, MAX_INTRODUCTION, MAX_DOCUMENT, MAX_REPORT = 200, 4_000, 200_000, 60_000
MAX_HEADING, MAX_SECTIONS = 200, 200
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_SLUG = 60
# Words that stand in the addresses beside the names of consultations.
RESERVED = {"bestaetigen", "bestaetigung"}


def create(*, programme: Programme, by: User, fields: Mapping[str, Any]) -> Consultation:
    """Begin a consultation; nobody outside the office sees it until it is published.

    ``fields``: slug, title, introduction, opens_at, ends_at (exclusive) and ``document`` in the
    notation of ``document_notation``. Raises ``not_allowed``, ``required``, ``too_long``,
    ``control_characters``, ``consultation_slug_invalid``, ``consultation_slug_taken``,
    ``period_reversed``, ``document_text_first``, ``document_too_many_sections``,
    ``consultation_archived``, as every act does in an archive round.
    """
    policies.require_office(by)
    values, parts = _values(fields)
    with transaction.atomic():
        call = own_call(programme.call_id)
        if call.is_archive:
            raise Refusal("consultation_archived")
        _require_free(values["slug"])
        with taken_as("consultation_slug_taken"):
            consultation = Consultation.objects.create(
                programme=programme, created_at=clock.now(call), created_by=by, **values
            )
        _enter(consultation, parts)
        _log(consultation, "consultation.created", by)
        return consultation


def change(
    *, consultation: Consultation, by: User, read: int, fields: Mapping[str, Any]
) -> Consultation:
    """Change what was read as version ``read``; ``fields`` as in ``create``, all of them.

    Raises ``version_conflict``, ``consultation_fixed`` (it is published) and what ``create`` does.
    """
    policies.require_office(by)
    values, parts = _values(fields)
    with transaction.atomic():
        consultation = _held(consultation)
        _require_read(consultation, read)
        if consultation.published_at:
            raise Refusal("consultation_fixed")
        _require_free(values["slug"], but=consultation)
        for name, value in values.items():
            setattr(consultation, name, value)
        consultation.version += 1
        with taken_as("consultation_slug_taken"):
            consultation.save(update_fields=[*values, "version"])
        consultation.sections.all().delete()
        _enter(consultation, parts)
        _log(consultation, "consultation.changed", by)
        return consultation


def publish(*, consultation: Consultation, by: User, read: int) -> Consultation:
    """Everybody may read it from its beginning on, and comment until its end. Repeating it changes
    nothing.

    Raises ``version_conflict``, ``consultation_programme_hidden``, ``document_without_sections``,
    ``consultation_over`` (its end has passed).
    """
    policies.require_office(by)
    with transaction.atomic():
        consultation = _held(consultation)
        if consultation.published_at:
            return consultation
        _require_read(consultation, read)
        if not consultation.programme.published_at:
            raise Refusal("consultation_programme_hidden")
        if not consultation.sections.filter(takes_comments=True).exists():
            raise Refusal("document_without_sections")
        at = clock.now(consultation.programme.call)
        _require_unfinished(consultation, at)
        consultation.published_at, consultation.published_by = at, by
        consultation.version += 1
        consultation.save(update_fields=["published_at", "published_by", "version"])
        _log(consultation, "consultation.published", by)
        return consultation


def extend(*, consultation: Consultation, by: User, read: int, ends_at: datetime) -> Consultation:
    """A later end, for everybody, while it still runs.

    Raises ``version_conflict``, ``consultation_unpublished``, ``consultation_over``,
    ``consultation_end_earlier``.
    """
    policies.require_office(by)
    with transaction.atomic():
        consultation = _held(consultation)
        _require_read(consultation, read)
        if not consultation.published_at:
            raise Refusal("consultation_unpublished")
        _require_unfinished(consultation, clock.now(consultation.programme.call))
        if ends_at <= consultation.ends_at:
            raise Refusal("consultation_end_earlier", field="ends_at")
        earlier = consultation.ends_at
        consultation.ends_at = ends_at
        consultation.version += 1
        consultation.save(update_fields=["ends_at", "version"])
        span = {"from": audit.instant(earlier), "to": audit.instant(ends_at)}
        _log(consultation, "consultation.extended", by, span)
        return consultation


def close(*, consultation: Consultation, by: User, report: str) -> Consultation:
    """Publish the closing report, once: what was said, and what became of it.

    Every comment that counts must have been decided first. The same report of the same person again
    changes nothing. Raises ``required``, ``consultation_unpublished``, ``consultation_running``,
    ``comments_undecided``, ``consultation_reported`` and the refusals of ``answers.text``.
    """
    policies.require_office(by)
    text = _written(report, "report", MAX_REPORT)
    with transaction.atomic():
        consultation = _held(consultation)
        if consultation.report_at:
            if (consultation.report, consultation.report_by_id) == (text, by.pk):
                return consultation
            raise Refusal("consultation_reported")
        if not consultation.published_at:
            raise Refusal("consultation_unpublished")
        at = clock.now(consultation.programme.call)
        if at < consultation.ends_at:
            raise Refusal("consultation_running", until=wording.moment(consultation.ends_at))
        if count := undecided(consultation, at):
            raise Refusal("comments_undecided", count=count)
        consultation.report, consultation.report_at, consultation.report_by = text, at, by
        consultation.save(update_fields=["report", "report_at", "report_by"])
        _log(consultation, "consultation.closed", by)
        return consultation


def undecided(consultation: Consultation, at: datetime) -> int:
    """How many comments wait for the office, or for their writer's confirmation within its time."""
    waiting = Q(state=CommentState.WAITING)
    coming = Q(state=CommentState.UNCONFIRMED, confirm_until_at__gt=at)
    return Comment.objects.filter(waiting | coming, section__consultation=consultation).count()


def _values(fields: Mapping[str, Any]) -> tuple[dict[str, Any], list[Part]]:
    """What is stored, and the sections. Raises what ``create`` names."""
    slug = fields["slug"]
    if not SLUG.fullmatch(slug) or len(slug) > MAX_SLUG or slug in RESERVED:
        raise Refusal("consultation_slug_invalid", field="slug")
    if fields["ends_at"] <= fields["opens_at"]:
        raise Refusal("period_reversed", field="ends_at")
    values = {
        "slug": slug,
        "title": _written(fields["title"], "title", MAX_TITLE),
        "introduction": _written(fields["introduction"], "introduction", MAX_INTRODUCTION),
        "opens_at": fields["opens_at"],
        "ends_at": fields["ends_at"],
    }
    return values, _parts(fields["document"])


def _parts(document: str) -> list[Part]:
    text = _written(document, "document", MAX_DOCUMENT)
    try:
        parts = document_notation.read(text)
    except NotationError as error:
        raise Refusal("document_text_first", field="document", line=error.line) from error
    if len(parts) > MAX_SECTIONS:
        raise Refusal(
            "document_too_many_sections", field="document", limit=MAX_SECTIONS, count=len(parts)
        )
    for part in parts:
        if len(part.heading) > MAX_HEADING:
            raise Refusal("too_long", field="document", limit=MAX_HEADING, count=len(part.heading))
    return parts


def _enter(consultation: Consultation, parts: Sequence[Part]) -> None:
    Section.objects.bulk_create(
        Section(
            consultation=consultation,
            position=position,
            level=part.level,
            heading=part.heading,
            text=part.text,
            takes_comments=part.takes_comments,
        )
        for position, part in enumerate(parts, start=1)
    )


def _held(consultation: Consultation) -> Consultation:
    """The consultation, locked. Raises ``consultation_archived``: what took place elsewhere is told
    as it was published."""
    held = locks.own_consultation(consultation.pk)
    if held.programme.call.is_archive:
        raise Refusal("consultation_archived")
    return held


def _written(text: str, field: str, limit: int) -> str:
    cleaned = answers.text(text, field=field, max_chars=limit)
    if not cleaned:
        raise Refusal("required", field=field)
    return cleaned


def _require_free(slug: str, but: Consultation | None = None) -> None:
    others = Consultation.objects.exclude(pk=but.pk) if but else Consultation.objects.all()
    if others.filter(slug=slug).exists():
        raise Refusal("consultation_slug_taken", field="slug")


def _require_read(consultation: Consultation, read: int) -> None:
    if consultation.version != read:
        raise Refusal("version_conflict")


def _require_unfinished(consultation: Consultation, at: datetime) -> None:
    if at >= consultation.ends_at:
        raise Refusal("consultation_over", until=wording.moment(consultation.ends_at))


def _log(
    consultation: Consultation, act: str, by: User, payload: Mapping[str, Any] | None = None
) -> None:
    audit.log(
        act=act,
        by=by,
        subject=consultation.programme.call.slug,
        payload={"consultation": consultation.slug, **(payload or {})},
    )
