"""Whether a juror is free for an application or in conflict: the one rule behind every door.

A conflict on record, or the register as it is now: from the moment in which a juror acts for a
municipality that takes part, the text is closed (§ 20 I no. 5 VwVfG), although the row is entered
a little later (``services.derivation.catch_up``). The portal knows nothing of juries, so nobody
could enter it there.
"""

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import Substr

from competition.models import Membership, Participant
from competition.models.municipality import Kind
from reviews.conflicts.prepared import Prepared
from reviews.models import Assignment, Conflict, Declaration
from reviews.models.jury import LIFTING, ConflictReason, Severity
from reviews.models.review import ReviewState


def is_conflicted(*, juror: Any, person: Any, application: Any) -> Prepared:
    """Whether the juror is in conflict with the application.

    ``juror``, ``person`` (who the juror is) and ``application`` are keys, rows or references as
    seen from the query in which the condition stands.
    """
    return Prepared(_conflicted, juror=juror, person=person, application=application)


def is_declared(*, juror: Any, application: Any) -> Prepared:
    """Whether the juror declared to be free, and not before a conflict that was lifted since: then
    it is declared anew. The row itself stays as what was said."""
    return Prepared(_declared, juror=juror, application=application)


def unrecorded(*, juror: Any, person: Any, application: Any) -> Prepared:
    """Whether the person acts for a participant and no hard conflict is on record yet."""
    return Prepared(_unrecorded, juror=juror, person=person, application=application)


def counts(review: str = "") -> Q:
    """Whether a review is final and still asked for: assigned now, and no conflict stands.

    ``review``: the way from the row to it, such as "review__". Whether it is complete and on the
    grid says ``ranking.is_valid``.
    """
    due = Assignment.objects.due().filter(
        jury_member=OuterRef(f"{review}jury_member"), application=OuterRef(f"{review}application")
    )
    return Q(Exists(due), **{f"{review}state": ReviewState.FINAL})


def _conflicted(*, juror: Any, person: Any, application: Any) -> Q:
    pair = {"jury_member": juror, "application": application}
    return Q(Exists(Conflict.objects.standing().filter(**pair))) | unruled(
        juror=juror, person=person, application=application
    )


def _declared(*, juror: Any, application: Any) -> Q:
    lifted_since = Conflict.objects.filter(
        jury_member=OuterRef("jury_member"),
        application=OuterRef("application"),
        settlement__in=LIFTING,
        settled_at__gt=OuterRef("declared_at"),
    )
    return Q(
        Exists(
            Declaration.objects.filter(
                ~Exists(lifted_since), jury_member=juror, application=application
            )
        )
    )


def _unrecorded(*, juror: Any, person: Any, application: Any) -> Q:
    hard = Conflict.objects.standing().filter(
        jury_member=juror, application=application, severity=Severity.HARD
    )
    return unruled(juror=juror, person=person, application=application) & ~Q(Exists(hard))


def unruled(*, juror: Any, person: Any, application: Any) -> Q:
    """Whether the person acts for a participant and nobody has ruled that this is a mistake."""
    ruled = Conflict.objects.filter(
        jury_member=juror,
        application=application,
        reason=ConflictReason.OWN_MUNICIPALITY,
        settlement__in=LIFTING,
    )
    return Q(acts_for(person=person, application=application)) & ~Q(Exists(ruled))


def acts_for(*, person: Any, application: Any) -> Exists:
    """Whether a person acts for a participant of the application, for its county or, for a county,
    for one of its towns. The same rule as ``derivation.is_own``, for the database to answer."""
    prefix = Substr("municipality__ags", 1, 5)
    their_prefix = Substr(OuterRef("municipality__ags"), 1, 5)
    their_kind = ExpressionWrapper(OuterRef("municipality__kind"), output_field=CharField())
    own = Membership.objects.alias(prefix=prefix, their_kind=their_kind).filter(
        Q(municipality=OuterRef("municipality"))
        | Q(prefix=their_prefix) & (Q(municipality__kind=Kind.COUNTY) | Q(their_kind=Kind.COUNTY)),
        user=person,
    )
    return Exists(
        Participant.objects.filter(Exists(own), application=application, confirmed_at__isnull=False)
    )
