"""All decisions of a round in their order: who, when, why, and what each of them changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from competition.models import Application, Award, Call
from competition.models.award import AwardState
from reviews.models import Decision, Deviation
from reviews.models.decision import DecisionState


@dataclass(frozen=True, slots=True)
class Departure:
    """A deviation as people read it. ``price`` None: nothing was computed to compare with."""

    enters: list[Application]
    leaves: list[Application]
    price: Fraction | None
    broken: list[str]
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision: whom it selects, what it changes of the one before, its deviation, its reserve.

    ``came`` and ``went`` are None for the first decision, which changes nothing.
    """

    decision: Decision
    selected: list[Application]
    reserve: list[Application]
    came: list[Application] | None
    went: list[Application] | None
    departure: Departure | None

    @property
    def sum_cents(self) -> int:
        """What the selected ones get together."""
        return len(self.selected) * self.decision.call.award_cents


class History:
    """The decisions of one call. Names are of today, everything else as it was decided."""

    def __init__(self, call: Call) -> None:
        self.call = call

    @cached_property
    def _decisions(self) -> list[Decision]:
        related = ("run", "call", "replaces", "deviation")
        people = ("proposed_by", "confirmed_by", "rejected_by")
        rows = Decision.objects.filter(call=self.call).select_related(*related, *people)
        return list(rows.defer("run__input", "run__result", "memo").order_by("number", "pk"))

    @cached_property
    def _applications(self) -> dict[str, Application]:
        rows = (
            Application.objects.filter(call=self.call)
            .sealed()
            .select_related("municipality", "valid_version")
            .defer("valid_version__content")
            .order_by("pk")
        )
        return {each.public_id: each for each in rows}

    @cached_property
    def _rules(self) -> dict[str, str]:
        return dict(self.call.rubric.diversity_rules.values_list("key", "label"))

    def named(self, ids: Iterable[str]) -> list[Application]:
        """Applications by name of the municipality."""
        found = [self._applications[each] for each in ids]
        return sorted(found, key=lambda each: (each.municipality.name, each.pk))

    @property
    def rejected(self) -> list[Decision]:
        """Discarded proposals, the latest first."""
        return [each for each in reversed(self._decisions) if each.state == DecisionState.REJECTED]

    @cached_property
    def confirmed(self) -> list[Entry]:
        """The confirmed decisions in their order."""
        return [self._entry(each) for each in self._of(DecisionState.CONFIRMED)]

    @cached_property
    def proposed(self) -> Entry | None:
        """What waits for the second person."""
        return next((self._entry(each) for each in self._of(DecisionState.PROPOSED)), None)

    @property
    def in_force(self) -> Entry | None:
        """The last confirmed one."""
        return self.confirmed[-1] if self.confirmed else None

    def _of(self, state: DecisionState) -> list[Decision]:
        return [each for each in self._decisions if each.state == state]

    def _entry(self, decision: Decision) -> Entry:
        return self.entry(decision, getattr(decision, "deviation", None))

    def entry(self, decision: Decision, deviation: Deviation | None) -> Entry:
        """A decision with names, saved or only planned."""
        before, now = decision.replaces, set(decision.selected)
        return Entry(
            decision=decision,
            selected=self.named(decision.selected),
            reserve=[self._applications[each] for each in decision.reserve],
            came=self.named(now - set(before.selected)) if before else None,
            went=self.named(set(before.selected) - now) if before else None,
            departure=self._departure(deviation),
        )

    def _departure(self, deviation: Deviation | None) -> Departure | None:
        if deviation is None:
            return None
        return Departure(
            enters=self.named(deviation.enters),
            leaves=self.named(deviation.leaves),
            price=Fraction(deviation.price) if deviation.price else None,
            broken=[self._rules.get(key, key) for key in deviation.broken],
            reason=deviation.reason,
        )

    @cached_property
    def vacant(self) -> list[Award]:
        """Declined awards whose place is not given to anybody else yet."""
        latest = self.in_force
        if latest is None:
            return []
        rows = Award.objects.filter(
            call=self.call,
            state=AwardState.DECLINED,
            application__public_id__in=latest.decision.selected,
        )
        return list(rows.select_related("application", "municipality"))
