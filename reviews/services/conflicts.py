"""Conflicts of interest (§§ 20, 21 VwVfG): declared before content, derived from the register."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch

from competition import audit, clock, locks, receipts
from competition.errors import Refusal
from competition.models import Application, Call, Membership, Municipality, Participant, User
from competition.models.application import ApplicationState
from competition.models.municipality import Kind
from reviews.models import Assignment, Conflict, Declaration, JuryMember, Rubric
from reviews.models.jury import ConflictReason, ConflictSource
from reviews.services import deliberation


def is_own(municipality: Municipality, other: Municipality) -> bool:
    """Whether ``other`` is the municipality itself, its county, or one of the county's towns.

    A county's key is the first five digits of its members' keys, filled with 000.
    """
    if municipality.ags == other.ags:
        return True
    same_county = municipality.ags[:5] == other.ags[:5]
    return same_county and Kind.COUNTY in (municipality.kind, other.kind)


def own_municipalities(juror: JuryMember) -> list[Municipality]:
    """The juror's own town, and every municipality that the person acts for in the portal."""
    acts_for = [membership.municipality for membership in juror.user.memberships.all()]
    return [*acts_for, juror.municipality] if juror.municipality else acts_for


def derive(*, call: Call, at: datetime) -> None:
    """Enter the hard conflicts that follow from a juror's own municipalities.

    A partner counts from the moment it confirmed, here as everywhere.

    Needs the transaction in which reviewing opens.
    """
    applications = Application.objects.filter(
        call=call, state=ApplicationState.ADMITTED
    ).prefetch_related("participants__municipality")
    memberships = Membership.objects.select_related("municipality")
    jurors = call.jury_members.select_related("municipality", "user").prefetch_related(
        Prefetch("user__memberships", memberships)
    )
    rows = [
        Conflict(
            jury_member=juror,
            application=application,
            reason=ConflictReason.OWN_MUNICIPALITY,
            source=ConflictSource.REGISTER,
            declared_at=at,
        )
        for application in applications
        for juror in jurors
        if any(
            participant.confirmed_at and is_own(own, participant.municipality)
            for participant in application.participants.all()
            for own in own_municipalities(juror)
        )
    ]
    Conflict.objects.bulk_create(rows, ignore_conflicts=True)


def declare(*, juror: JuryMember, answers: Mapping[str, str], by: User, note: str = "") -> None:
    """A juror declares for each application: "free", or the reason of a conflict.

    ``answers``: public id → ``free`` or a ``ConflictReason``. A conflict may be declared at any
    time, also after scoring (then the score counts no more and its row stays); it is never taken
    back by the juror. All or nothing. Raises ``not_assigned``, ``unknown_choice``,
    ``conflicted`` (free declared against a conflict on record, or by somebody who acts for the
    municipality by now), ``reviewing_closed``.
    """
    if juror.user_id != by.pk:
        raise Refusal("not_allowed")
    with transaction.atomic():
        locks.share_call(juror.call_id)
        at = clock.now(juror.call)
        if not Rubric.objects.filter(call=juror.call_id, frozen_at__lte=at).exists():
            raise Refusal("reviewing_closed")
        assigned = {
            assignment.application.public_id: assignment.application
            for assignment in Assignment.objects.current()
            .filter(jury_member=juror)
            .select_related("application")
        }
        own = _acted_for(by, assigned.values())
        for public_id, answer in answers.items():
            if public_id not in assigned:
                raise Refusal("not_assigned")
            if answer == "free" and assigned[public_id].pk in own:
                raise Refusal("conflicted", field=public_id)
            _enter(juror, assigned[public_id], answer, by, at, note)
        deliberation.recused(call=juror.call, by=by)
        audit.log(
            act="conflicts.declared",
            by=by,
            subject=juror.call.slug,
            payload={"count": len(answers), "sha256": receipts.digest(answers)},
        )


def _acted_for(person: User, applications: Collection[Application]) -> set[int]:
    """Ids of the applications that a municipality makes for which the person acts."""
    participants = Participant.objects.filter(
        application__in=applications,
        confirmed_at__isnull=False,
        municipality__memberships__user=person,
    )
    return set(participants.values_list("application_id", flat=True))


def _enter(
    juror: JuryMember, application: Application, answer: str, by: User, at: datetime, note: str
) -> None:
    pair = {"jury_member": juror, "application": application}
    if answer == "free":
        if Conflict.objects.standing().filter(**pair).exists():
            raise Refusal("conflicted", field=application.public_id)
        Declaration.objects.get_or_create(**pair, defaults={"declared_at": at})
        return
    if answer not in ConflictReason.values:
        raise Refusal("unknown_choice", field=application.public_id)
    Conflict.objects.get_or_create(
        **pair,
        defaults={
            "reason": answer,
            "source": ConflictSource.JUROR,
            "note": note,
            "declared_at": at,
            "declared_by": by,
        },
    )
