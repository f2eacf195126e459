"""The announcement: prepared by one person, confirmed by another, visible at one instant."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from competition import audit, clock, locks, policies
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Announcement, Application, Award, Call, Notice, Publication, User
from competition.models.announcement import PublicationKind
from competition.models.application import ApplicationState
from competition.services.awards import digest_of

# Part of the outbox's unique key: one result letter per applicant and round.
OCCASION = "announcement"


def prepare(*, call: Call, public_at: datetime, by: User) -> Announcement:
    """Set the instant at which the results become visible. May be repeated until confirmed.

    ``public_at`` is by the call's clock and must lie ahead. Raises ``decision_missing``,
    ``public_at_past``, ``announcement_standing``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        at = clock.now(call)
        _require_decision(call)
        standing = Announcement.objects.filter(call=call).first()
        if standing and standing.confirmed_at:
            raise Refusal("announcement_standing")
        if public_at <= at:
            raise Refusal("public_at_past", field="public_at")
        announcement, _ = Announcement.objects.update_or_create(
            call=call,
            defaults={
                "public_at": public_at,
                "awards_digest": digest_of(call),
                "prepared_at": at,
                "prepared_by": by,
            },
        )
        audit.log(
            act="announcement.prepared",
            by=by,
            subject=call.slug,
            payload={
                "public_at": audit.instant(public_at),
                "sha256": announcement.awards_digest,
            },
        )
        return announcement


def _require_decision(call: Call) -> None:
    if not Publication.objects.filter(call=call, kind=PublicationKind.DECISION).exists():
        raise Refusal("decision_missing")


def confirm(*, call: Call, by: User, public_at: datetime | None = None) -> Announcement:
    """The second person confirms: one announcement, and every applicant is owed the own letter.

    Letters are rendered and frozen now and leave at the instant; until then they are visible
    nowhere. ``public_at``: the instant that the person has read, where they have read one.
    Repeating one's own confirmation changes nothing. Raises ``announcement_missing``,
    ``same_person``, ``public_at_past``, ``announcement_moved``, ``announcement_changed``,
    ``announcement_standing``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        announcement = Announcement.objects.filter(call=call).first()
        if announcement is None:
            raise Refusal("announcement_missing")
        if announcement.confirmed_at:
            if announcement.confirmed_by_id == by.pk:
                return announcement
            raise Refusal("announcement_standing")
        if announcement.prepared_by_id == by.pk:
            raise Refusal("same_person")
        if public_at is not None and public_at != announcement.public_at:
            raise Refusal("announcement_moved")
        at = clock.now(call)
        if announcement.public_at <= at:
            raise Refusal("public_at_past", field="public_at")
        if announcement.awards_digest != digest_of(call):
            raise Refusal("announcement_changed")
        announcement.confirmed_at, announcement.confirmed_by = at, by
        announcement.save(update_fields=["confirmed_at", "confirmed_by"])
        letters = letters_of(announcement, addressees(call))
        outbox.owe(*letters)
        audit.log(
            act="announcement.confirmed",
            by=by,
            subject=call.slug,
            payload={
                "public_at": audit.instant(announcement.public_at),
                "sha256": announcement.awards_digest,
                "letters": len(letters),
            },
        )
        return announcement


def addressees(call: Call) -> QuerySet[Application]:
    """The sealed applications of a call, each owed a letter, by name of the municipality."""
    return (
        Application.objects.filter(call=call)
        .sealed()
        .select_related("municipality", "contact", "valid_version")
        .order_by("municipality__name", "municipality__ags")
    )


def letters_of(announcement: Announcement, applications: Iterable[Application]) -> list[Notice]:
    """The letters to these applicants as they are or would be owed; nothing is saved.

    An award, a rejection with the applicant's own reasons, or an exclusion. Confirming owes what
    this returns, so a preview shows the very same texts.
    """
    call, chosen = announcement.call, list(applications)
    reasons = {
        publication.application_id: publication.content
        for publication in call.publications.filter(
            kind=PublicationKind.REASONS, application__in=[each.pk for each in chosen]
        )
    }
    awarded = {
        award.application_id: award for award in call.awards.select_related("municipality").all()
    }
    written_at = clock.now()
    return [
        outbox.written(
            _letter_for(application, awarded),
            call=call,
            application=application,
            recipient=application.contact,
            occasion=OCCASION,
            due_at=announcement.public_at - call.clock_shift,
            written_at=written_at,
            context={
                "announcement": announcement,
                "award": awarded.get(application.pk),
                "reasons": reasons.get(application.pk),
            },
        )
        for application in chosen
    ]


def _letter_for(application: Application, awarded: Mapping[int | None, Award]) -> kinds.Letter:
    if application.pk in awarded:
        return kinds.AWARD
    if application.state == ApplicationState.EXCLUDED:
        return kinds.EXCLUSION
    return kinds.REJECTION
