"""The decision in terms of people: why each application stands where it stands, and how firmly.

Nothing here decides. Every number follows exactly from the result; only the bootstrap (see
`bootstrap`) draws at random, from a stored seed. Without Django.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import Any, Literal

from reviews.selection.decision import Contest, Outcome
from reviews.selection.explanations import Explainer

Class = Literal[
    "merit", "diversity", "displaced", "score", "withdrawn", "ineligible", "quorum", "threshold"
]
NEAR_STEPS = 2  # a margin within two steps of one juror is a near tie


class Insight:
    """What follows from a result: one method per key. `result` holds the explanations."""

    def __init__(
        self,
        given: Contest,
        outcome: Outcome,
        explainer: Explainer | None,
        result: Mapping[str, Any],
    ) -> None:
        self._given = given
        self._outcome = outcome
        self._explainer = explainer
        self._selected = frozenset(result["selected"] or ())
        self._margins: Mapping[str, str | None] | None = result.get("margin")
        self._total: str | None = result.get("total")
        self._unconstrained: str | None = result.get("unconstrained_total")

    def rank(self) -> dict[str, int]:
        """Each one's place if there were no diversity rules; equals share the better place.

        By score, then by the published tie order and the lot where the rules have one.
        """
        return dict(self._ranked)

    @cached_property
    def _ranked(self) -> dict[str, int]:
        keys = self._given.ranks()
        places: dict[tuple[Any, ...], int] = {}
        for at, key in enumerate(sorted(keys), 1):
            places.setdefault(key, at)
        return {each.id: places[key] for each, key in zip(self._given.pool, keys, strict=True)}

    def classes(self) -> dict[str, Class]:
        """Why each application is in or out.

        In on merit, or for diversity (not among the first without the rules); out by a rule
        (among the first without the rules), by score, or at the gate. While nothing is decided
        only the gate has a say.
        """
        reasons = self._given.standing.gate
        found: dict[str, Class] = {each: why for each, why in reasons.items() if why != "ok"}
        if self._outcome.chosen is not None:
            seats = self._given.problem.seats
            for each, place in self._ranked.items():
                found[each] = _class(each in self._selected, place <= seats)
        return dict(sorted(found.items()))

    def displaced_by(self) -> dict[str, list[str]]:
        """Per displaced application the published rules without which it would be selected.

        Each rule is left out alone; an empty list says that no single one was the cause.
        """
        displaced = [each for each, why in self.classes().items() if why == "displaced"]
        causes: dict[str, list[str]] = {each: [] for each in displaced}
        for constraint in self._given.case.constraints if displaced and self._explainer else ():
            assert self._explainer is not None  # noqa: S101 - nobody is displaced undecided
            chosen = self._explainer.chosen_without(constraint.id)
            for each in self._given.ids(chosen or ()):
                if each in causes:
                    causes[each].append(constraint.id)
        return causes

    def step(self) -> dict[str, str]:
        """By how many points one step of one juror moves a score, at the weightiest criterion.

        Exactly so for the mean; a median moves by that at most.
        """
        return {each: str(effect) for each, effect in self._effects().items()}

    def flip(self) -> dict[str, int | None] | None:
        """How many steps of one juror would change sides, everything else being equal.

        The least whole number of steps that outweighs the margin; None where the rules admit
        no other outcome, or no step counts. For the mean alone: medians do not move evenly.
        """
        if self._given.case.round.method != "mean" or self._margins is None:
            return None
        effects = self._effects()
        return {
            each: None
            if margin is None or not effects[each]
            else floor(Fraction(margin) / effects[each]) + 1
            for each, margin in self._margins.items()
        }

    def near_ties(self) -> list[str] | None:
        """Whose margin is no greater than the effect of two steps of one juror."""
        if self._margins is None:
            return None
        effects = self._effects()
        return [
            each
            for each, margin in self._margins.items()
            if margin is not None and Fraction(margin) <= NEAR_STEPS * effects[each]
        ]

    def _effects(self) -> dict[str, Fraction]:
        round_ = self._given.case.round
        weightiest = max(each.weight * each.step for each in round_.criteria)
        counts = self._given.standing.aggregates
        shared = round_.method == "mean"
        return {
            each.id: weightiest / counts[each.id].n if shared else weightiest
            for each in self._given.pool
        }

    def total_price(self) -> str | None:
        """What all diversity rules together cost in points."""
        if self._total is None or self._unconstrained is None:
            return None
        return str(Fraction(self._unconstrained) - Fraction(self._total))

    def core(self) -> list[str] | None:
        """Who is in every optimal set; None where the sets are too many to list."""
        tied = self._outcome.tied
        if tied is None or tied.listed is None:
            return None
        return self._given.ids(frozenset.intersection(*tied.listed))

    def conflict_members(self) -> dict[str, dict[str, int | None]] | None:
        """Of an infeasible round: per conflicting rule its bounds and how many could count."""
        if self._outcome.conflict is None:
            return None
        rules = {rule.label: rule for rule in self._given.problem.rules}
        bounds = {each.id: each for each in self._given.case.constraints}
        return {
            label: {
                "eligible": len(rules[label].members),
                "min": bounds[rules[label].constraint].least,
                "max": bounds[rules[label].constraint].most,
            }
            for label in self._outcome.conflict
        }


def _class(selected: bool, among_the_first: bool) -> Class:
    if selected:
        return "merit" if among_the_first else "diversity"
    return "displaced" if among_the_first else "score"
