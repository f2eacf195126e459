"""How close it was: the price of every rule, the margin of every applicant, and who moves up.

Each number is an exact solve of its own, never an estimate.
"""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from reviews.selection.chosen import successors
from reviews.selection.decision import (
    Contest,
    Outcome,
    contest,
    decide,
    open_contest,
    settle,
)
from reviews.selection.engine import Solver
from reviews.selection.search import Budget
from reviews.selection.standing import stand_without
from reviews.selection.ties import Choice

MARGINS_FOR_ALL = 500  # above this size: the awardees and the next 50 alone
MARGINS_OF_NEXT = 50


class Explainer:
    """Explains a decided outcome: one method per result key."""

    def __init__(self, given: Contest, outcome: Outcome, budget: Budget, count_limit: int) -> None:
        if outcome.chosen is None or outcome.total is None or outcome.solver is None:
            raise ValueError("only a decided outcome can be explained")
        self._given = given
        self._problem = given.problem
        self._chosen: Choice = outcome.chosen
        self._total: int = outcome.total
        self._budget = budget
        self._count_limit = count_limit
        self._freed: dict[str, Outcome] = {}
        self._solver = Solver(given.problem, budget, prices=outcome.solver.prices)

    def second_total(self) -> str | None:
        """The best total strictly below the optimum; None where there is none."""
        second = self._solver.best(below=self._total)
        return None if second is None else str(self._given.exact(second))

    def unconstrained_total(self) -> str:
        """The total of the best `seats` without any diversity rule."""
        best = sorted(self._problem.values, reverse=True)[: self._problem.seats]
        return str(self._given.exact(sum(best)))

    def price(self) -> dict[str, dict[str, Any]]:
        """What each published rule costs in points, and who would change places without it."""
        return {each.id: self._price_of(each.id) for each in self._given.case.constraints}

    def _price_of(self, constraint: str) -> dict[str, Any]:
        freed = self._without(constraint)
        if freed.total is None or freed.tied is None:
            raise RuntimeError("an opened contest has a total")
        found: dict[str, Any] = {"price": str(self._points(freed.total - self._total))}
        sets = freed.tied.listed
        if sets is None:
            found["n_optimal_without_at_least"] = self._count_limit
        else:
            found["n_optimal_without"] = len(sets)
            if len(sets) == 1:
                found["enters"] = self._given.ids(sets[0] - self._chosen)
                found["leaves"] = self._given.ids(self._chosen - sets[0])
        return found

    def _without(self, constraint: str) -> Outcome:
        """The contest without one published rule, its ties unbroken. Raises `NotProven`."""
        if constraint not in self._freed:
            opened = open_contest(self._given.without(constraint), self._budget, self._count_limit)
            if opened is None:
                raise RuntimeError("a rule less cannot make a round infeasible")
            self._freed[constraint] = opened
        return self._freed[constraint]

    def chosen_without(self, constraint: str) -> Choice | None:
        """Who would be selected without one published rule; None where a tie would stay open."""
        opened = self._without(constraint)
        return settle(self._given.without(constraint), replace(opened, stages=[])).chosen

    def margin(self) -> dict[str, str | None]:
        """How many points the best set without an awardee, or with another one, lies below.

        None: the rules admit no such set.
        """
        margins: dict[str, str | None] = {}
        for at in self._near():
            best = self._solver.best(leave=at) if at in self._chosen else self._solver.best(take=at)
            lost = None if best is None else str(self._points(self._total - best))
            margins[self._given.pool[at].id] = lost
        return margins

    def _near(self) -> list[int]:
        """The candidates whose margin is computed: all, or in large rounds the nearest."""
        everyone = range(self._problem.size)
        if self._problem.size <= MARGINS_FOR_ALL:
            return list(everyone)
        others = [each for each in everyone if each not in self._chosen]
        others.sort(key=lambda each: (-self._problem.values[each], each))
        return sorted([*self._chosen, *others[:MARGINS_OF_NEXT]])

    def successor(self) -> dict[str, str | None]:
        """Who moves up if an awardee declines and all others keep their places.

        The best by score, then by the published tie order and the lot; None where the rules
        admit nobody, or do not say who: that needs a new run.
        """
        pool = self._given.pool
        following = successors(self._given, self._problem, self._chosen)
        return {
            pool[gone].id: None if follows is None else pool[follows].id
            for gone, follows in following.items()
        }

    def leave_one_juror_out(self) -> dict[str, dict[str, Any]]:
        """The decision as it would be without each juror in turn."""
        case = self._given.case
        found = {}
        for juror in case.jurors:
            reduced = contest(case, stand_without(case, juror, self._given.standing))
            outcome = decide(reduced, self._budget, self._count_limit)
            chosen = outcome.chosen
            selected = None if chosen is None else reduced.ids(chosen)
            found[juror] = {"status": outcome.status, "selected": selected}
        return found

    def _points(self, difference: int) -> Fraction:
        """A difference of two sums in points."""
        return self._given.scale.unit * difference
