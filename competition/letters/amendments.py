"""The letters of an amendment: to whom it gives an award, and whose award it takes."""

from django.db.models import Q

from competition import clock
from competition.letters import kinds, outbox
from competition.models import Amendment, Award, Notice, Publication
from competition.models.announcement import PublicationKind


def occasion(amendment: Amendment) -> str:
    """Part of the outbox's unique key: one letter of each kind per amendment and applicant."""
    return f"amendment-{amendment.number}"


def of(amendment: Amendment) -> list[Notice]:
    """The letters as they are or would be owed, by name of the municipality; nothing is saved."""
    related = ("application__municipality", "application__contact", "municipality")
    granted = list(amendment.granted.select_related(*related))
    ended = list(amendment.ended.select_related(*related))
    reasons = _reasons(amendment, [award.application_id for award in (*granted, *ended)])
    # Who moves up takes a place that is free; where an award ends, a decision is corrected.
    is_succession = not ended
    written_at = clock.now()
    return [
        outbox.written(
            letter,
            call=amendment.call,
            application=award.application,
            recipient=award.application.contact if award.application else None,
            occasion=occasion(amendment),
            due_at=amendment.public_at - amendment.call.clock_shift,
            written_at=written_at,
            context={
                "amendment": amendment,
                "award": award,
                "is_succession": is_succession,
                "reasons": reasons.get(award.application_id),
            },
        )
        for letter, awards in ((kinds.SUCCESSION, granted), (kinds.REVOCATION, ended))
        for award in awards
    ]


def _reasons(
    amendment: Amendment, application_ids: list[int | None]
) -> dict[int | None, dict[str, object]]:
    """The reasons of each applicant as they stand with the amendment: its own, or the earlier."""
    frozen = (
        Publication.objects.filter(
            kind=PublicationKind.REASONS, call=amendment.call, application__in=application_ids
        )
        .exclude(amendment__number__gt=amendment.number)
        .select_related("amendment")
    )
    by_age = sorted(frozen, key=lambda each: each.amendment.number if each.amendment else 0)
    return {each.application_id: each.content for each in by_age}


def forget_revocation(award: Award) -> None:
    """Take back the revocation that a decline has overtaken, as long as it has not left."""
    if award.ended_by and award.application_id:
        own = occasion(award.ended_by)
        Notice.objects.filter(
            Q(kind=kinds.REVOCATION.kind, occasion=own)
            | Q(kind=kinds.PARTNER_RESULT.kind, occasion__startswith=f"{own} "),
            application_id=award.application_id,
            sent_at__isnull=True,
        ).delete()


def decline_confirmation(award: Award) -> Notice:
    """The confirmation that the municipality has declined, to the contact; due at once."""
    application = award.application
    return outbox.written(
        kinds.AWARD_DECLINED,
        call=award.call,
        application=application,
        recipient=application.contact if application else None,
        occasion=f"award-{award.pk}",
        context={"award": award},
    )
