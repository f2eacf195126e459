"""Amendments: what changes of the awards after the announcement, visible at an instant of its own.

Who is awarded is decided elsewhere (by two persons, with a reason); here it comes to pass.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from competition import audit, clock, locks, policies, queries
from competition.errors import Refusal
from competition.letters import amendments as texts
from competition.letters import outbox, partner_letters
from competition.models import Amendment, Application, Award, Call, Notice, User
from competition.models.award import AwardState
from competition.services import awards


def make(
    *,
    call: Call,
    ends: Sequence[Award],
    grants: Sequence[Application],
    reason: str,
    public_at: datetime,
    proposed_by: User,
    proposed_at: datetime,
    by: User,
) -> Amendment:
    """Take awards away and give others: all of it or nothing, and nothing of it seen before.

    ``ends`` are revoked, each of ``grants`` is given the call's amount. ``public_at`` is by the
    call's clock, lies ahead, and after the instants of all earlier amendments, so that changes are
    read in the order in which they were made. Letters are owed apart (``owe_letters``), once the
    documents are frozen. Whoever proposed was of the office then, and may have left it since.

    Raises ``same_person``, ``reason_required``, ``not_announced`` (nothing is public yet that could
    be changed), ``public_at_past``, ``amendment_order``, ``award_ended`` (what shall end stands no
    more), ``award_declined`` (who declined is not granted again), ``unknown_move`` (not admitted,
    or granted already), ``no_places_left``, ``budget_exceeded``.
    """
    policies.require_office(by)
    if proposed_by.pk == by.pk:
        raise Refusal("same_person")
    if not reason.strip():
        raise Refusal("reason_required", field="reason")
    with transaction.atomic():
        call = locks.own_call(call.pk)
        at = clock.now(call)
        _require_instant(call, at, public_at)
        amendment = Amendment(
            call=call,
            number=call.amendments.count() + 1,
            reason=reason.strip(),
            public_at=public_at,
            proposed_at=proposed_at,
            proposed_by=proposed_by,
            confirmed_at=at,
            confirmed_by=by,
        )
        amendment.save()
        _end(amendment, ends)
        awards.give(call=call, applications=grants, by=by, at=at, amendment=amendment)
        amendment.awards_digest = awards.digest_of(call)
        amendment.save(update_fields=["awards_digest"])
        _log(amendment, ends, grants)
        return amendment


def _require_instant(call: Call, at: datetime, public_at: datetime) -> None:
    announcement = queries.confirmed_announcement(call)
    if announcement is None or announcement.public_at > at:
        raise Refusal("not_announced")
    if public_at <= at:
        raise Refusal("public_at_past", field="public_at")
    last = call.amendments.order_by("-public_at").first()
    if last and public_at <= last.public_at:
        raise Refusal("amendment_order", field="public_at", last=clock.spoken(last.public_at))


def _end(amendment: Amendment, ends: Sequence[Award]) -> None:
    """Revoke; a declined award is not there to be revoked, nor one of another call."""
    wanted = {award.pk for award in ends}
    ended = Award.objects.filter(
        pk__in=wanted, call=amendment.call, state=AwardState.GRANTED, application__isnull=False
    ).update(
        state=AwardState.REVOKED,
        revoked_at=amendment.confirmed_at,
        revoked_by=amendment.confirmed_by,
        ended_by=amendment,
    )
    if ended != len(wanted):
        raise Refusal("award_ended")


def _log(amendment: Amendment, ends: Sequence[Award], grants: Sequence[Application]) -> None:
    ended = Award.objects.filter(pk__in=[award.pk for award in ends])
    audit.log(
        act="awards.amended",
        by=amendment.confirmed_by,
        subject=amendment.call.slug,
        payload={
            "amendment": amendment.number,
            "ends": sorted(ended.values_list("application__public_id", flat=True)),
            "grants": sorted(application.public_id for application in grants),
            "public_at": audit.instant(amendment.public_at),
            "sha256": amendment.awards_digest,
        },
    )


def owe_letters(amendment: Amendment) -> list[Notice]:
    """Owe an award to each that the amendment grants, a revocation to each whose award it ends.

    Rendered and frozen now, due at the amendment's instant; confirmed partners get copies, and
    nobody else is written to. Needs the transaction of the act, after the documents are frozen.
    Repeating it owes nothing more.
    """
    letters = texts.of(amendment)
    outbox.owe(*letters, *partner_letters.copies_of(letters))
    return letters
