"""Consultations as the public and the office read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When
from django.utils.translation import gettext, ngettext

from competition.due import Due
from competition.models import Call, User
from programme.models import Comment, Consultation, Programme, Section
from programme.models.consultation import CommentState

SHOWN = Count("comments", filter=Q(comments__state=CommentState.SHOWN))


@dataclass(frozen=True, slots=True)
class Open:
    """A consultation as anybody reads it, at an instant by its call's clock."""

    consultation: Consultation
    at: datetime

    @property
    def is_running(self) -> bool:
        """Whether comments are taken now."""
        return self.at < self.consultation.ends_at and not self.call.is_archive

    @property
    def call(self) -> Call:
        return self.consultation.programme.call


def public(at: datetime) -> QuerySet[Consultation]:
    """What anybody may read, the one that ends last first; ``at`` is the database's time."""
    return (
        Consultation.objects.public(at)
        .select_related("programme__call")
        .order_by("-ends_at", "slug")
    )


def public_one(slug: str, at: datetime) -> Open | None:
    """The consultation with this name, None where nobody may read it."""
    found = public(at).filter(slug=slug).first()
    return Open(found, at + found.programme.call.clock_shift) if found else None


def sections_with_counts(consultation: Consultation) -> QuerySet[Section]:
    """The document's sections, each with ``shown_count``, how many comments anybody may read."""
    return consultation.sections.annotate(shown_count=SHOWN).order_by("position")


def public_comments(consultation: Consultation, at: datetime) -> QuerySet[Comment]:
    """Its published comments, in the order of the document and of their arrival."""
    return (
        Comment.objects.public(at)
        .filter(section__consultation=consultation)
        .select_related("section")
        .order_by("section__position", "received_at", "number")
    )


def of_secret(secret_digest: str) -> Comment | None:
    """The comment that a link confirms."""
    return (
        Comment.objects.filter(secret_digest=secret_digest)
        .select_related("section__consultation__programme__call")
        .first()
    )


def of_call(call: Call) -> QuerySet[Consultation]:
    """The consultations of a round with what the office counts: ``waiting_count``,
    ``shown_count``, ``withheld_count``."""
    return (
        Consultation.objects.filter(programme__call=call)
        .select_related("programme__call", "published_by", "report_by", "created_by")
        .annotate(**{f"{state}_count": _count(state) for state in ("waiting", "shown", "withheld")})
        .order_by("-ends_at", "slug")
    )


def _count(state: str) -> Any:
    return Count("sections__comments", filter=Q(sections__comments__state=state))


def comments_of(consultation: Consultation) -> QuerySet[Comment]:
    """What the office reads: every confirmed comment. Addresses that nobody has confirmed may be
    strangers'; the office sees nothing of them."""
    return (
        Comment.objects.filter(section__consultation=consultation)
        .exclude(state=CommentState.UNCONFIRMED)
        .select_related("section", "decided_by", "answered_by")
        .order_by("section__position", "received_at", "number")
    )


def waiting_first(consultation: Consultation) -> QuerySet[Comment]:
    """The same, with what still waits for the office first, the earliest of it on top."""
    is_decided = Case(When(state=CommentState.WAITING, then=0), default=1)
    return (
        comments_of(consultation)
        .alias(is_decided=is_decided)
        .order_by("is_decided", "received_at", "number")
    )


def due(programme: Programme, at: datetime, _user: User) -> Iterator[Due]:
    """What waits for the office: comments to be read, closing reports to be written; ``at`` is by
    the call's clock."""
    for each in of_call(programme.call).filter(published_at__isnull=False):
        waiting: int = each.waiting_count  # type: ignore[attr-defined]  # annotated
        name = {"title": each.title, "count": waiting}
        if waiting:
            text = ngettext(
                "Beteiligung „%(title)s“: %(count)s Kommentar prüfen",
                "Beteiligung „%(title)s“: %(count)s Kommentare prüfen",
                waiting,
            )
            yield Due(text % name, "office-consultation", public_id=str(each.pk))
        elif each.ends_at <= at and each.report_at is None:
            text = gettext("Beteiligung „%(title)s“: Abschlussbericht veröffentlichen")
            yield Due(text % name, "office-consultation", public_id=str(each.pk))
