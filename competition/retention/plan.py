"""What of a call has fallen due: found again each time it is asked for, in a fixed number of
queries; as a document with a digest it is what one person proposes and another confirms."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, Max, OuterRef

from competition import receipts
from competition.models import Amendment, Announcement, Application, Award, Call
from competition.retention import periods
from competition.retention.periods import Facts, Outcome

FORMAT = "modellkommune-erasure-1"


@dataclass(frozen=True, slots=True)
class Item:
    """One application whose content is still there. ``due_at``: None while its round goes on."""

    application: Application
    outcome: Outcome
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """The applications of one outcome. ``next_at``: when the next one falls due."""

    outcome: Outcome
    months: int
    due_count: int
    kept_count: int
    erased_count: int
    next_at: datetime | None


class Plan:
    """What may be erased in a call at ``at`` (by the call's clock), and what not yet."""

    def __init__(self, call: Call, at: datetime, left_out: Collection[str] = ()) -> None:
        self.call, self.at, self.left_out = call, at, frozenset(left_out)

    @cached_property
    def _public_at(self) -> datetime | None:
        """The last instant at which a result of the round became public; None before any has."""
        announced = Announcement.objects.filter(call=self.call, confirmed_at__isnull=False).first()
        if announced is None:
            return None
        changed = Amendment.objects.filter(call=self.call).aggregate(last=Max("public_at"))["last"]
        return max(announced.public_at, changed or announced.public_at)

    @cached_property
    def _all(self) -> list[Item]:
        awarded = Exists(Award.objects.filter(application=OuterRef("pk")))
        rows = (
            Application.objects.filter(call=self.call)
            .select_related("municipality")
            .annotate(was_awarded=awarded)
            .order_by("municipality__name", "pk")
        )
        return [self._item(row) for row in rows]

    def _item(self, row: Any) -> Item:
        facts = Facts(
            state=row.state,
            was_awarded=row.was_awarded,
            deadline_at=self.call.deadline_at,
            withdrawn_at=row.withdrawn_at,
            public_at=self._public_at,
        )
        due_at = periods.due_at(facts, self.call.retention_months or {})
        return Item(row, periods.outcome(facts), due_at)

    @cached_property
    def due(self) -> list[Item]:
        """What may be erased now, by the municipality's name."""
        return [
            item
            for item in self._all
            if item.application.erased_at is None
            and item.due_at is not None
            and item.due_at <= self.at
            and item.application.public_id not in self.left_out
        ]

    @property
    def lines(self) -> list[Line]:
        """One per outcome, in their order."""
        return [self._line(outcome) for outcome in Outcome]

    def _line(self, outcome: Outcome) -> Line:
        mine = [item for item in self._all if item.outcome == outcome]
        left = [item for item in mine if item.application.erased_at is None]
        due = sum(item.outcome == outcome for item in self.due)
        later = [item.due_at for item in left if item.due_at and item.due_at > self.at]
        return Line(
            outcome=outcome,
            months=periods.months(self.call.retention_months or {}, outcome),
            due_count=due,
            kept_count=len(left) - due,
            erased_count=len(mine) - len(left),
            next_at=min(later, default=None),
        )

    @cached_property
    def document(self) -> dict[str, Any]:
        """What is erased, by ids and instants; no content, no names."""
        return {
            "format": FORMAT,
            "call": self.call.slug,
            "applications": [
                {
                    "id": item.application.public_id,
                    "outcome": item.outcome.value,
                    "due_at": receipts.timestamp(item.due_at or self.at),
                }
                for item in self.due
            ],
            "left_out": sorted(self.left_out),
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the document."""
        return receipts.digest(self.document)
