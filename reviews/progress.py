"""How far reviewing is: for a juror the own desk, for the office counts and never a score."""

from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, cast

from django.db import models
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from competition.models import Application, Call, User
from competition.models.application import ApplicationState
from reviews import queries
from reviews.conflicts import gate
from reviews.models import Assignment, JuryMember, Reading, Review
from reviews.models.review import ReviewState

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Stage(TypedDict):
        is_conflicted: bool
        is_declared: bool
        own_state: str | None
        is_read: bool
        is_assigned: bool  # of ``declarations`` alone
        stage: str

    class _Counts(TypedDict):
        assigned_count: int
        undeclared_count: int
        conflict_count: int
        due_count: int
        draft_count: int
        final_count: int
        abstained_count: int

    DeskApplication = WithAnnotations[Application, _Stage]
    CountedMember = WithAnnotations[JuryMember, _Counts]


class Stage(models.TextChoices):
    """How far a juror is with one application."""

    UNDECLARED = "undeclared", _("nicht erklärt")
    CONFLICTED = "conflicted", _("befangen")
    OPEN = "open", _("offen")
    DRAFT = "draft", _("in Arbeit")
    FINAL = "final", _("abgeschlossen")
    ABSTAINED = "abstained", _("enthalten")


READABLE = (Stage.OPEN, Stage.DRAFT, Stage.FINAL, Stage.ABSTAINED)
"""Declared and without a conflict: their text is open to the juror."""
UNFINISHED = (Stage.OPEN, Stage.DRAFT)
SETTLED = (ReviewState.FINAL, ReviewState.ABSTAINED)


class Told(NamedTuple):
    """One application on a desk: its title and place, and how far the juror is with it.

    ``own_state``: of the juror's review, None where there is none.
    """

    pk: int
    public_id: str
    title: str
    place: str
    stage: str
    is_read: bool
    own_state: str | None

    @property
    def is_readable(self) -> bool:
        """Whether its text is open to the juror."""
        return self.stage in READABLE


class Standing(NamedTuple):
    """What a stage says of reading the text."""

    is_conflicted: bool
    is_declared: bool


def standing(stage: str) -> Standing:
    """How an application in this stage stands to its juror."""
    return Standing(stage == Stage.CONFLICTED, stage != Stage.UNDECLARED)


def desk(juror: JuryMember) -> "QuerySet[DeskApplication]":
    """The juror's applications with ``stage`` and ``is_read``: titles and places, no content."""
    return _staged(juror, queries.assigned(juror))


def told(juror: JuryMember) -> list[Told]:
    """``desk`` as plain rows: a table of hundreds needs no models."""
    rows = desk(juror).values_list(
        *("pk", "public_id", "valid_version__title", "municipality__name"),
        *("stage", "is_read", "own_state"),
    )
    return [Told(pk, public_id, title or "", *rest) for pk, public_id, title, *rest in rows]


def declarations(juror: JuryMember) -> "QuerySet[DeskApplication]":
    """As ``desk``, of all admitted applications: about each the juror may declare, the assigned
    ones first."""
    return _staged(juror, queries.declarable(juror))


def declaration_counts(juror: JuryMember) -> tuple[int, int, int]:
    """Of ``declarations``: how many, how many assigned ones wait for an answer, how many are not
    assigned."""
    found = declarations(juror).aggregate(
        total=Count("pk"),
        missing=Count("pk", filter=Q(is_assigned=True, stage=Stage.UNDECLARED)),
        others=Count("pk", filter=Q(is_assigned=False)),
    )
    return found["total"], found["missing"], found["others"]


def _staged(juror: JuryMember, rows: "QuerySet[Any]") -> "QuerySet[DeskApplication]":
    mine = {"jury_member": juror, "application": OuterRef("pk")}
    own = Review.objects.filter(**mine)
    staged = (
        rows.defer("valid_version__content")
        .annotate(own_state=Subquery(own.values("state")))
        .annotate(
            is_read=Exists(Reading.objects.filter(**mine)),
            stage=Case(
                When(is_conflicted=True, then=models.Value(Stage.CONFLICTED)),
                When(is_declared=False, then=models.Value(Stage.UNDECLARED)),
                When(own_state=ReviewState.FINAL, then=models.Value(Stage.FINAL)),
                When(own_state=ReviewState.ABSTAINED, then=models.Value(Stage.ABSTAINED)),
                When(own_state=ReviewState.DRAFT, then=models.Value(Stage.DRAFT)),
                default=models.Value(Stage.OPEN),
                output_field=CharField(),
            ),
        )
    )
    return cast("QuerySet[DeskApplication]", staged)


def seats_of(user: User) -> "QuerySet[CountedMember]":
    """The person's seats in all juries, newest round first, with counts."""
    return counted(
        JuryMember.objects.filter(user=user)
        .select_related("call__rubric")
        .order_by("-call__deadline_at", "call__slug")
    )


def members_of(call: Call) -> "QuerySet[CountedMember]":
    """The jury of a call with counts, for the office."""
    return counted(JuryMember.objects.filter(call=call).select_related("municipality"))


def counted(members: QuerySet[JuryMember]) -> "QuerySet[CountedMember]":
    """Members with counts, by call and name unless they are ordered already.

    ``assigned_count`` all pairs, ``conflict_count`` those with a conflict; of the rest
    (``due_count``) some are ``undeclared_count``, ``draft_count``, ``final_count``,
    ``abstained_count``.
    """
    pair = {"jury_member": OuterRef("jury_member"), "application": OuterRef("application")}
    assigned = Assignment.objects.current().filter(jury_member=OuterRef("pk"))
    due = Assignment.objects.due().filter(jury_member=OuterRef("pk"))
    reviews = Review.objects.filter(**pair)
    if not members.query.order_by:
        members = members.order_by("call", "user__name", "pk")
    return (
        members.select_related("user")
        .annotate(
            assigned_count=_number(assigned),
            undeclared_count=_number(
                due.exclude(gate.is_declared(juror=F("jury_member"), application=F("application")))
            ),
            due_count=_number(due),
            draft_count=_number(due.filter(Exists(reviews.filter(state=ReviewState.DRAFT)))),
            final_count=_number(due.filter(Exists(reviews.filter(state=ReviewState.FINAL)))),
            abstained_count=_number(
                due.filter(Exists(reviews.filter(state=ReviewState.ABSTAINED)))
            ),
        )
        .annotate(conflict_count=F("assigned_count") - F("due_count"))
    )


def _number(rows: QuerySet[Assignment]) -> Any:
    """How many rows there are per member, as a subquery."""
    counted = rows.order_by().values("jury_member").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def unfinished_count(call: Call) -> int:
    """Assigned reviews, conflicts left out, that are neither final nor abstained."""
    pair = {"jury_member": OuterRef("jury_member"), "application": OuterRef("application")}
    return (
        Assignment.objects.due()
        .filter(jury_member__call=call)
        .exclude(Exists(Review.objects.filter(state__in=SETTLED, **pair)))
        .count()
    )


def below_quorum_count(call: Call, quorum: int) -> int:
    """Admitted applications with fewer than ``quorum`` reviews that count as it stands now."""
    final = (
        Review.objects.filter(gate.counts(), application=OuterRef("pk"))
        .order_by()
        .values("application")
        .annotate(number=Count("pk"))
    )
    return (
        Application.objects.filter(call=call, state=ApplicationState.ADMITTED)
        .alias(counting=Coalesce(Subquery(final.values("number")), 0))
        .filter(counting__lt=quorum)
        .count()
    )
