"""Who stands where in a computed selection, and how firmly: read from a case and its result.

Nothing is decided here. Where the result carries the key ``insight`` its words are taken; without
it they follow from scores and margins alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import Any, Literal

Document = Mapping[str, Any]
Class = Literal["merit", "diversity", "displaced", "score", "contested", "open", "gate"]
NEAR_STEPS = 2  # a margin within two steps of one juror is a near tie


@dataclass(frozen=True)
class Standings:
    """A case (or its public form) with its result."""

    case: Document
    result: Document

    @cached_property
    def scores(self) -> dict[str, Fraction]:
        """Exact points of all that were scored."""
        return {each: Fraction(text) for each, text in self.result["scores"].items()}

    @cached_property
    def ranked(self) -> list[str]:
        """Everybody with a score, the highest first; equals by id."""
        return sorted(self.scores, key=lambda each: (-self.scores[each], each))

    @cached_property
    def pool(self) -> list[str]:
        """Those of ``ranked`` that passed the gate."""
        return [each for each in self.ranked if self.result["gate"][each] == "ok"]

    @cached_property
    def selected(self) -> frozenset[str]:
        """The selected ones; empty while nothing is decided."""
        return frozenset(self.result["selected"] or ())

    @property
    def seats(self) -> int:
        """How many places there are."""
        return int(self.case["round"]["seats"])

    def standing(self, each: str) -> Class:
        """Why it is in or out.

        In on merit, or for diversity; out although it was surely among the first (displaced), or
        by score. Of a tie: contested, or still open.
        """
        if self.result["gate"][each] != "ok":
            return "gate"
        if not self.selected:
            return "contested" if each in self.result.get("contested", ()) else "open"
        told: Class | None = self.result.get("insight", {}).get("class", {}).get(each)
        return told or self._by_place(each)

    def _by_place(self, each: str) -> Class:
        if each in self.selected:
            return "merit" if self._ahead(each) < self.seats else "diversity"
        return "displaced" if self._not_behind(each) <= self.seats else "score"

    def _ahead(self, each: str) -> int:
        return sum(self.scores[other] > self.scores[each] for other in self.pool)

    def _not_behind(self, each: str) -> int:
        return sum(self.scores[other] >= self.scores[each] for other in self.pool)

    @cached_property
    def margins(self) -> dict[str, Fraction | None]:
        """Points to the best set with it, or without it; None: no such set under the rules."""
        found = self.result.get("margin", {})
        return {each: None if text is None else Fraction(text) for each, text in found.items()}

    def step(self, each: str) -> Fraction:
        """By how many points one step of one juror moves its score, at most."""
        round_ = self.case["round"]
        weightiest = max(Fraction(c["weight"]) * Fraction(c["step"]) for c in round_["criteria"])
        shared = round_["aggregate"] == "mean"
        return weightiest / self.result["valid_reviews"][each] if shared else weightiest

    def steps(self, each: str) -> int | None:
        """How many steps of one juror would outweigh the margin; None: not told (medians)."""
        margin = self.margins.get(each)
        if margin is None or self.case["round"]["aggregate"] != "mean":
            return None
        return floor(margin / self.step(each)) + 1 if self.step(each) else None

    def is_near(self, each: str) -> bool:
        """Whether two steps of one juror weigh as much as the margin."""
        margin = self.margins.get(each)
        return margin is not None and margin <= NEAR_STEPS * self.step(each)

    def groups(self, rule: Document) -> list[list[str]]:
        """The values that a rule counts: one of them, some together, or each that occurs."""
        value = rule["value"]
        if isinstance(value, list):
            return [value]
        if value != "*":
            return [[value]]
        occurring = {
            found for row in self.case["applications"] for found in self._of(row, rule["attr"])
        }
        return [[found] for found in sorted(occurring)]

    def members(self, attribute: str, values: list[str]) -> frozenset[str]:
        """Who has one of the values."""
        return frozenset(
            row["id"]
            for row in self.case["applications"]
            if not set(values).isdisjoint(self._of(row, attribute))
        )

    @staticmethod
    def _of(row: Document, attribute: str) -> list[str]:
        found = row["attrs"].get(attribute, [])
        return found if isinstance(found, list) else [found]
