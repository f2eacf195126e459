"""The rows of the jury's lists, fetched so that a page costs the same however long it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F, FilteredRelation, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from competition.models import Participant
from competition.models.application import ParticipantRole
from reviews import progress, queries
from reviews.models import JuryMember
from reviews.progress import READABLE, Stage
from reviews.review import own
from reviews.review.own import OwnReview

if TYPE_CHECKING:
    from reviews.progress import DeskApplication

CONFLICT = (
    *("reason", "source", "severity", "note", "declared_at", "contested_at", "contest_reason"),
    *("settlement", "settled_at", "settlement_reason"),
)


@dataclass(frozen=True, slots=True)
class Assigned:
    """An application on the own desk; ``content`` and ``review`` only where its text is open."""

    row: "DeskApplication"
    content: Any = None
    review: OwnReview | None = None

    @property
    def is_open(self) -> bool:
        return self.row.stage in READABLE


def in_order(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """By municipality, with the title as a column of its own: never null, as pages need it."""
    heading = Coalesce("valid_version__title", Value(""))
    found: QuerySet[Any] = rows.annotate(heading=heading)
    return found.order_by("municipality__name", "public_id")


def desk(juror: JuryMember, at: datetime, expanded: frozenset[str]) -> "QuerySet[Any]":
    """The own desk; where ``application`` is expanded with what may be read of it."""
    rows = in_order(progress.desk(juror))
    if "application" in expanded:
        readable = queries.applications_for(juror, at).filter(pk=OuterRef("pk")).order_by()
        rows = rows.annotate(content=Subquery(readable.values("valid_version__content")))
    return rows


def assigned(
    juror: JuryMember, page: Iterable["DeskApplication"], expanded: frozenset[str]
) -> list[Assigned]:
    """A page of the desk, with the own reviews of what is open where they are expanded."""
    rows = list(page)
    open_ids = [row.public_id for row in rows if row.stage in READABLE]
    told: dict[str, OwnReview] = {}
    if "review" in expanded:
        begun = own.of_many(juror, open_ids)
        told = {each: begun.get(each, OwnReview(each)) for each in open_ids}
    return [
        Assigned(row, getattr(row, "content", None), told.get(row.public_id))
        if row.stage in READABLE
        else Assigned(row)
        for row in rows
    ]


def declarations(juror: JuryMember) -> "QuerySet[Any]":
    """All that may be declared about, with confirmed partners and the own conflict on record."""
    partners = Participant.objects.filter(
        role=ParticipantRole.PARTNER, confirmed_at__isnull=False
    ).select_related("municipality")
    mine = FilteredRelation("conflicts", condition=Q(conflicts__jury_member=juror))
    rows: QuerySet[Any] = in_order(progress.declarations(juror)).prefetch_related(
        Prefetch("participants", partners, to_attr="partners")
    )
    found: QuerySet[Any] = rows.annotate(mine=mine, conflict_id=F("mine__pk"))
    told: QuerySet[Any] = found.annotate(
        **{f"conflict_{name}": F(f"mine__{name}") for name in CONFLICT}
    )
    return told


def declarations_open(juror: JuryMember) -> int:
    """About how many admitted applications the juror has yet to declare, assigned or not."""
    return progress.declarations(juror).filter(stage=Stage.UNDECLARED).count()
