"""What jurors and the office may read, and how its numbers are told."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypedDict, cast

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from competition.models import Application, Call, User
from competition.models.application import ApplicationState
from reviews.conflicts import gate
from reviews.models import (
    Assignment,
    Attendance,
    Conflict,
    Criterion,
    Decision,
    JuryMember,
    Review,
    ReviewSnapshot,
    Rubric,
    Score,
    Session,
    SessionItem,
)
from reviews.models.decision import DecisionState
from reviews.models.jury import LIFTING, Severity
from reviews.models.review import ReviewState
from reviews.models.rubric import Disclosure

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Standing(TypedDict):
        is_conflicted: bool
        is_declared: bool

    class _Kept(TypedDict):
        kept: dict[str, Any] | None
        given: list[Score]

    AssignedApplication = WithAnnotations[Application, _Standing]
    KeptReview = WithAnnotations[Review, _Kept]


def jury_member(call: Call, user: User) -> JuryMember | None:
    """The person's seat in the call's jury, or None."""
    return JuryMember.objects.filter(call=call, user=user).select_related("call", "user").first()


def heads_of(call: Call) -> tuple[JuryMember | None, JuryMember | None]:
    """Chair and deputy chair of the call's jury, each or None."""
    seats = JuryMember.objects.filter(Q(is_chair=True) | Q(is_deputy_chair=True), call=call)
    found = list(seats.select_related("user").order_by("pk"))
    chair = next((seat for seat in found if seat.is_chair), None)
    return chair, next((seat for seat in found if seat.is_deputy_chair), None)


def is_absent(member: JuryMember) -> bool:
    """Whether a session of the jury runs and the member is not in the room."""
    running = Session.objects.filter(call=member.call_id, closed_at__isnull=True)
    there = Attendance.objects.filter(
        session=OuterRef("pk"), jury_member=member, left_at__isnull=True
    )
    return running.filter(~Exists(there)).exists()


def conflicts_of(call: Call) -> "QuerySet[Conflict]":
    """All conflicts of a call's jury with titles and municipalities; nothing of any content."""
    return (
        Conflict.objects.filter(jury_member__call=call)
        .select_related(
            *("jury_member__user", "settled_by", "declared_by"),
            *("application__municipality", "application__valid_version"),
        )
        .defer("application__valid_version__content")
        .order_by("jury_member__user__name", "application__municipality__name", "pk")
    )


def admitted(call: Call) -> "QuerySet[Application]":
    """The admitted applications with titles and municipalities; nothing of any content."""
    return (
        Application.objects.filter(call=call, state=ApplicationState.ADMITTED)
        .select_related("municipality", "valid_version")
        .defer("valid_version__content")
        .order_by("municipality__name", "pk")
    )


def unsettled_count(call: Call) -> int:
    """How many conflicts wait for the chair or the office: soft or contested, not settled."""
    return Conflict.objects.filter(
        Q(severity=Severity.SOFT) | Q(contested_at__isnull=False),
        jury_member__call=call,
        settlement="",
    ).count()


def latest_decision(call: Call) -> Decision | None:
    """The latest decision that was not discarded: the open proposal, or what is in force."""
    rows = Decision.objects.filter(call=call).exclude(state=DecisionState.REJECTED)
    return rows.select_related("run", "proposed_by", "confirmed_by", "call").first()


def late_conflicts(decision: Decision) -> "QuerySet[Conflict]":
    """Conflicts entered since the decision was confirmed: what it rests on may have changed."""
    entered = conflicts_of(decision.call).filter(declared_at__gte=decision.confirmed_at)
    return entered.exclude(settlement__in=LIFTING)


def discussed(call: Call) -> set[int]:
    """Ids of the applications that the jury's session discusses now: one or none."""
    now = SessionItem.objects.filter(
        session__call=call, opened_at__isnull=False, closed_at__isnull=True
    )
    return set(now.values_list("application_id", flat=True))


def closed_to(juror: JuryMember) -> set[int]:
    """Ids of the applications with which the juror is in conflict, assigned or not."""
    closed = gate.is_conflicted(person=juror.user_id, juror=juror, application=F("pk"))
    rows = Application.objects.filter(closed, call=juror.call_id).order_by()
    return set(rows.values_list("pk", flat=True))


def undeclared_by(juror: JuryMember) -> set[int]:
    """Ids of the admitted applications for which the juror has yet to declare, assigned or not: in
    the session everybody talks and votes (§§ 20, 21 VwVfG)."""
    return set(declarable(juror).filter(is_declared=False).order_by().values_list("pk", flat=True))


def declarable(juror: JuryMember) -> "QuerySet[AssignedApplication]":
    """All admitted applications of the juror's call, those assigned first (``is_assigned``): for
    titles and places only, like ``assigned``. Being declared opens no text that is not assigned."""
    own = F("pk")
    mine = Assignment.objects.current().filter(jury_member=juror, application=OuterRef("pk"))
    rows = (
        admitted(juror.call)
        .annotate(
            is_assigned=Exists(mine),
            is_conflicted=gate.is_conflicted(person=juror.user_id, juror=juror, application=own),
            is_declared=gate.is_declared(juror=juror, application=own),
        )
        .order_by("-is_assigned", "municipality__name", "pk")
    )
    return cast("QuerySet[AssignedApplication]", rows)


def assigned(juror: JuryMember) -> "QuerySet[AssignedApplication]":
    """Applications now assigned to the juror, conflicted ones included: for titles only.

    Each row carries ``is_conflicted`` and ``is_declared``. Content is read through
    ``applications_for`` alone.
    """
    own = F("pk")
    rows = (
        Application.objects.filter(
            assignments__jury_member=juror, assignments__ended_at__isnull=True
        )
        .select_related("municipality", "valid_version")
        .annotate(
            is_conflicted=gate.is_conflicted(person=juror.user_id, juror=juror, application=own),
            is_declared=gate.is_declared(juror=juror, application=own),
        )
        .order_by("municipality__name", "pk")
    )
    return cast("QuerySet[AssignedApplication]", rows)


def applications_for(juror: JuryMember, at: datetime) -> "QuerySet[AssignedApplication]":
    """The applications whose content the juror may open: the only door to it.

    Assigned, declared free of conflict, no conflict on record, and reviewing has opened by ``at``.
    """
    return assigned(juror).filter(
        is_conflicted=False, is_declared=True, call__rubric__frozen_at__lte=at
    )


def own_reviews(juror: JuryMember, application: Application) -> "QuerySet[KeptReview]":
    """The juror's own review, one or none, with its scores (``given``) and its newest snapshot
    (``kept``).

    Nobody else's is reachable here (blind first).
    """
    scores = Score.objects.select_related("criterion")
    snapshots = ReviewSnapshot.objects.filter(
        review=OuterRef("pk"), version=OuterRef("version")
    ).order_by()
    rows = (
        Review.objects.filter(jury_member=juror, application=application)
        .order_by("pk")
        .annotate(kept=Subquery(snapshots.values("content")))
        .prefetch_related(Prefetch("scores", scores, to_attr="given"))
    )
    return cast("QuerySet[KeptReview]", rows)


def own_review(juror: JuryMember, application: Application) -> "KeptReview | None":
    """The juror's own review, as ``own_reviews`` gives it."""
    return own_reviews(juror, application).first()


@dataclass(frozen=True, slots=True)
class OthersReview:
    """What one juror may see of another's review: points, reasons, the comment for the jury."""

    juror: str
    points: dict[str, Fraction]
    reasons: dict[str, str]
    comment: str


def others_reviews(
    juror: JuryMember, application: Application, rubric: Rubric | None
) -> list[OthersReview]:
    """The others' counting reviews of one application: the only door from one juror to another's.

    Closed, and nothing comes out, before the own review is final and the rubric discloses then, or
    else before the scores are locked; an abstention opens nothing. Closed for good to whom the
    application is not assigned, who is in conflict or has not declared. Drafts, abstentions,
    reviews voided by a conflict and those of ended assignments never come out, private notes and
    what is written for the applicant neither.
    """
    if rubric is None or rubric.call_id != juror.call_id:
        return []
    if rubric.locked_at is None and rubric.disclosure != Disclosure.OWN_FINAL:
        return []
    may_read = assigned(juror).filter(pk=application.pk, is_conflicted=False, is_declared=True)
    reviews = (
        Review.objects.filter(Exists(may_read), gate.counts(), application=application)
        .exclude(jury_member=juror)
        .select_related("jury_member__user")
        .defer("private_note", "comment_for_applicant")
        .prefetch_related(Prefetch("scores", Score.objects.select_related("criterion")))
        .order_by("jury_member__user__name", "pk")
    )
    if rubric.locked_at is None:
        own = Review.objects.filter(jury_member=juror, application=application)
        reviews = reviews.filter(Exists(own.filter(state=ReviewState.FINAL)))
    return [_others(review) for review in reviews]


def _others(review: Review) -> OthersReview:
    scores = review.scores.all()
    return OthersReview(
        juror=review.jury_member.user.name,
        points={score.criterion.key: points(score.criterion, score.steps) for score in scores},
        reasons={score.criterion.key: score.reason for score in scores if score.reason},
        comment=review.comment,
    )


def points(criterion: Criterion, steps: int) -> Fraction:
    """Steps from the minimum as exact points."""
    return _points(criterion.minimum, criterion.step, steps)


@lru_cache(maxsize=4_096)
def _points(minimum: str, step: str, steps: int) -> Fraction:
    return Fraction(minimum) + steps * Fraction(step)


@lru_cache(maxsize=4_096)
def decimal_text(value: Fraction) -> str:
    """An exact decimal text such as "3.5". Raises ``ValueError`` where none exists."""
    scaled, places = value, 0
    while scaled.denominator != 1:
        scaled, places = scaled * 10, places + 1
        if places > 20:
            raise ValueError(f"{value} has no decimal text")
    digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (digits[:-places] + "." + digits[-places:] if places else digits)


def numbered(jurors: QuerySet[JuryMember]) -> list[tuple[str, JuryMember]]:
    """The members of one whole jury with their pseudonyms J1, J2, … in the order of appointment."""
    return [(f"J{number}", juror) for number, juror in enumerate(jurors.order_by("pk"), 1)]
