"""The rows of the list, loaded with one query whatever the columns and their number."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from competition.models import Application, Award, Correction, LateAdmission

# What a column may need, and by which way it is loaded.
JOINED = {
    "receipt": "valid_version__receipt",
    "contact": "contact",
    "screened_by": "screened_by",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """When the list is asked for: ``at`` by the database's clock, ``own`` by the call's own.

    ``opened``: the deadline has passed; ``announced``: the result is public.
    """

    at: datetime
    own: datetime
    opened: bool
    announced: bool


def loaded(
    rows: QuerySet[Application], moment: Moment, needs: Collection[str]
) -> QuerySet[Application]:
    """The rows with what the columns need. Sealed ones come without any version.

    An award is read as the public may read it: nothing before its instant.
    """
    rows = rows.select_related("municipality")
    if not moment.opened:
        return rows
    joined = [path for need, path in JOINED.items() if need in needs]
    rows = rows.select_related("municipality", "valid_version", *joined)
    if "content" not in needs:
        rows = rows.defer("valid_version__content")
    known = _annotations(moment)
    return rows.annotate(**dict(known[need] for need in sorted(needs) if need in known))


def counted(rows: QuerySet[Application]) -> QuerySet[Application]:
    """The rows, each with ``found``: how many there are in all, so that no query is for that
    alone."""
    number = rows.order_by().values("call").annotate(number=Count("pk")).values("number")
    return rows.annotate(found=Subquery(number))


def _annotations(moment: Moment) -> dict[str, tuple[str, Any]]:
    own = OuterRef("pk")
    corrections = Correction.objects.open().filter(application=own).order_by("pk")
    late = LateAdmission.objects.valid().filter(application=own).order_by("pk")
    awards = Award.objects.public(moment.at).filter(application=own).order_by("pk")
    return {
        "correction": ("correction_due_at", Subquery(corrections.values("due_at")[:1])),
        "late": ("late_until_at", Subquery(late.values("until_at")[:1])),
        "award": ("award_cents", Subquery(awards.values("amount_cents")[:1])),
    }
