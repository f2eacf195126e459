"""A juror's own reviews as one reads them: state, version and content together, one or many."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, Subquery

from reviews.models import Criterion, JuryMember, Review, ReviewSnapshot
from reviews.models.review import ReviewState
from reviews.review import entries
from reviews.review.entries import Content

if TYPE_CHECKING:
    from reviews.queries import KeptReview

FIELDS = ("state", "version", "saved_at", "finalised_at", "abstention_reason")
SCORE = {
    "key": F("scores__criterion__key"),
    "minimum": F("scores__criterion__minimum"),
    "step": F("scores__criterion__step"),
    "steps": F("scores__steps"),
    "reason": F("scores__reason"),
}


@dataclass(frozen=True, slots=True)
class OwnReview:
    """One review of one's own. ``version`` 0: not begun; its ``state`` is "" then."""

    application: str
    state: str = ""
    version: int = 0
    saved_at: datetime | None = None
    finalised_at: datetime | None = None
    abstention_reason: str = ""
    content: Content = field(default_factory=entries.empty)


def of(public_id: str, review: "KeptReview | None") -> OwnReview:
    """The review of the application with this public id, begun or not."""
    if review is None:
        return OwnReview(public_id)
    told = {name: getattr(review, name) for name in FIELDS}
    return OwnReview(public_id, **told, content=entries.content_of(review))


def of_many(juror: JuryMember, public_ids: Collection[str]) -> dict[str, OwnReview]:
    """The juror's reviews that have been begun, by public id, in one query."""
    snapshots = ReviewSnapshot.objects.filter(review=OuterRef("pk"), version=OuterRef("version"))
    rows = (
        Review.objects.filter(jury_member=juror, application__public_id__in=public_ids)
        .annotate(kept=Subquery(snapshots.values("content")), **SCORE)
        .values("application__public_id", *FIELDS, *entries.TEXTS, "kept", *SCORE)
        .order_by("application", "scores__criterion__position")
    )
    found = defaultdict(list)
    for row in rows:
        found[row["application__public_id"]].append(row)
    return {public_id: _of_rows(public_id, given) for public_id, given in found.items()}


def _of_rows(public_id: str, rows: list[dict[str, Any]]) -> OwnReview:
    """One review of the rows that its scores make of it; without any score it is one row."""
    review, scored = rows[0], [row for row in rows if row["key"] is not None]
    reasons = {row["key"]: row["reason"] for row in scored if row["reason"]}
    content = Content(
        scores={row["key"]: _decimal(row) for row in scored},
        reasons=entries.with_early(reasons, {row["key"] for row in scored}, review["kept"]),
        comment=review["comment"],
        comment_for_applicant=review["comment_for_applicant"],
        private_note=review["private_note"],
    )
    return OwnReview(public_id, **{name: review[name] for name in FIELDS}, content=content)


def _decimal(row: dict[str, Any]) -> str:
    return entries.decimal(Criterion(minimum=row["minimum"], step=row["step"]), row["steps"])


def missing(review: OwnReview, criteria: Collection[Criterion]) -> list[str]:
    """The fields that finishing still lacks; none of what is finished or abstained from."""
    if review.state not in ("", ReviewState.DRAFT):
        return []
    return [gap.field for gap in entries.missing(review.content, criteria)]
