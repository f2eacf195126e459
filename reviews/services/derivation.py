"""Entering what follows from the register: when reviewing opens, and when facts change later."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.utils import translation

from competition import audit, clock, locks
from competition.models import Application, Call, Membership
from competition.models.application import ApplicationState
from reviews.conflicts import gate
from reviews.conflicts.derivation import Finding, Party, Ties, findings, mail_domains
from reviews.models import Conflict, JuryMember
from reviews.models.jury import ConflictReason, ConflictSource
from reviews.services import conflict_letters, deliberation
from reviews.services.conflict_records import (
    Entered,
    Statement,
    enter,
    payload,
)


def derive(*, call: Call, at: datetime, juror: JuryMember | None = None) -> list[Entered]:
    """Enter the conflicts that follow for a jury (or one juror) and all admitted applications.

    One row a pair: the strongest reason, with all others named in its note, so that whoever settles
    it sees them. A partner counts from the moment it confirmed, here as everywhere. What stands
    stays, unless a harder reason is found; what was settled stays settled unless something follows
    that was not weighed then (``derivation.reopens``).

    Needs the transaction of the act, and the caller's entry in the audit log.
    """
    jurors = JuryMember.objects.filter(call=call)
    if juror is not None:
        jurors = jurors.filter(pk=juror.pk)
    held = set(
        Conflict.objects.filter(jury_member__in=jurors).values_list(
            "jury_member_id", "application_id"
        )
    )
    new, entered = [], []
    for member, application, found in _found(call, jurors):
        said = Statement(found[0].reason, ConflictSource.REGISTER, words(found), None, at)
        if (member.pk, application.pk) not in held:
            new.append(Conflict(jury_member=member, application=application, **said.fields()))
        elif anew := enter(member, application, said):
            entered.append(anew)
    return [*_stored(new, at), *entered]


def _stored(new: list[Conflict], at: datetime) -> list[Entered]:
    """New rows, all at once: an association's mandate may close thousands of applications."""
    if not new:
        return []
    Conflict.objects.bulk_create(new, batch_size=1000, ignore_conflicts=True)
    rows = Conflict.objects.filter(
        jury_member__in={row.jury_member_id for row in new},
        source=ConflictSource.REGISTER,
        declared_at=at,
    )
    stored = list(rows.select_related("jury_member__user").order_by("pk"))
    conflict_letters.tell_of_late_conflicts(stored)
    return [Entered(row) for row in stored]


def _found(
    call: Call, jurors: QuerySet[JuryMember]
) -> Iterator[tuple[JuryMember, Application, list[Finding]]]:
    applications = Application.objects.filter(
        call=call, state=ApplicationState.ADMITTED
    ).prefetch_related(
        Prefetch(
            "participants__municipality__memberships", Membership.objects.select_related("user")
        )
    )
    parties = [(application, _parties(application)) for application in applications]
    own = Prefetch("user__memberships", Membership.objects.select_related("municipality"))
    for juror in jurors.select_related("municipality", "user").prefetch_related(own):
        ties = _ties(juror)
        for application, theirs in parties:
            if found := findings(ties, theirs):
                yield juror, application, found


def _ties(juror: JuryMember) -> Ties:
    acts_for = [membership.municipality for membership in juror.user.memberships.all()]
    own = [*acts_for, juror.municipality] if juror.municipality else acts_for
    return Ties(tuple(own), juror.association, juror.state, juror.user.email)


def _parties(application: Application) -> list[Party]:
    return [
        Party(
            participant.municipality,
            mail_domains(
                membership.user.email for membership in participant.municipality.memberships.all()
            ),
        )
        for participant in application.participants.all()
        if participant.confirmed_at
    ]


def words(found: Iterable[Finding]) -> str:
    """All that was found, in German: "Ministerium des Landes: Beispielstadt"."""
    with translation.override("de"):
        return "; ".join(f"{ConflictReason(each.reason).label}: {each.detail}" for each in found)


def derive_for(*, juror: JuryMember) -> None:
    """Derive anew for one juror whose reviewing is open: facts may have changed since."""
    with transaction.atomic():
        locks.share_call(juror.call_id)
        entered = derive(call=juror.call, at=clock.now(juror.call), juror=juror)
        if entered:
            deliberation.recused(call=juror.call, by=juror.user)
            audit.log(
                act="conflicts.derived",
                by=None,
                subject=juror.call.slug,
                payload={"juror": juror.pk, **payload(entered)},
            )


def catch_up(*, call: Call | None = None) -> None:
    """Enter what the gate keeps closed already: jurors who act for a participant by now.

    The portal admits members and knows nothing of juries, so nobody is told when it happens. Until
    the row is there the text is closed all the same (``gate``); with it, a score counts no more.
    Assigned or not: in the session everybody talks and votes.
    Run by the sweep for all rounds that are not announced, and before the scores are locked.
    """
    seat, person = OuterRef("pk"), OuterRef("user")
    gap = gate.unrecorded(juror=seat, person=person, application=F("pk"))
    admitted = Application.objects.filter(gap, state=ApplicationState.ADMITTED)
    found = JuryMember.objects.filter(
        Exists(admitted.filter(call=OuterRef("call"))),
        call__rubric__frozen_at__isnull=False,
        call__announcement__confirmed_at__isnull=True,
    ).select_related("call", "user")
    if call is not None:
        found = found.filter(call=call)
    for juror in found.order_by("pk"):
        derive_for(juror=juror)
