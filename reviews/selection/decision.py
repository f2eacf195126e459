"""The decision of one round: from the standing of the applications to the set that is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Literal

from reviews.selection import lot
from reviews.selection.case import Application, Case
from reviews.selection.engine import Solver
from reviews.selection.problem import Problem, Scale, scaled
from reviews.selection.rules import expanded
from reviews.selection.search import Budget, NotProven
from reviews.selection.standing import Standing, pool_of
from reviews.selection.ties import Choice, Optimal, first_by, first_sets, narrowed, optimal

Status = Literal["unique", "tie_broken", "tie", "infeasible", "too_few_eligible", "not_proven"]
TIED_SETS_SHOWN = 50


@dataclass(frozen=True)
class Contest:
    """What is to be decided: the pool, ascending by id, and the problem its scores pose."""

    case: Case
    standing: Standing
    pool: tuple[Application, ...]
    problem: Problem
    scale: Scale

    @property
    def too_few(self) -> bool:
        """Whether the places cannot be filled, where they must be."""
        return len(self.pool) < self.problem.seats

    def exact(self, total: int) -> Fraction:
        """The exact score that a sum of the problem's integers stands for."""
        return self.scale.total(total, self.problem.seats)

    def numbers(self, criterion: str) -> list[Fraction]:
        """The aggregates of one criterion, in the order of the pool."""
        return [self.standing.aggregates[each.id].values[criterion] for each in self.pool]

    def ids(self, chosen: Sequence[int] | Choice) -> list[str]:
        """The sorted ids of candidates."""
        return [self.pool[at].id for at in sorted(chosen)]

    def without(self, constraint: str) -> "Contest":
        """The same contest without one published rule."""
        return replace(self, problem=self.problem.without(constraint))

    def ranks(self) -> list[tuple[Fraction | int, ...]]:
        """Sort keys of the pool, best first: score, tie criteria, lot where the rules have one.

        Without diversity rules the first by these keys are the selected ones.
        """
        columns: list[list[Any]] = [[-value for value in self.problem.values]]
        for criterion in self.case.round.tie_criteria:
            columns.append([-number for number in self.numbers(criterion)])
        order = self.lot_order()
        if order is not None:
            place = {each: at for at, each in enumerate(order)}
            columns.append([place[each.id] for each in self.pool])
        return list(zip(*columns, strict=True))

    def lot_order(self) -> list[str] | None:
        """The pool in the order of the lot; None where the rules or the values lack it."""
        if not self.case.round.lot_allowed or self.case.round.lot is None:
            return None
        return lot.order(lot.seed(self.case.round.lot), [each.id for each in self.pool])


@dataclass
class Stage:
    """One step of the tie order: the value reached and how many sets are left (None: many)."""

    name: str
    value: Fraction | None
    remaining: int | None


@dataclass
class Outcome:
    """What was decided. Fields that do not apply to the status keep their defaults."""

    status: Status
    solver: Solver | None = None
    total: int | None = None
    tied: Optimal | None = None
    stages: list[Stage] = field(default_factory=list)
    chosen: Choice | None = None
    tied_sets: list[list[int]] | None = None
    lot_order: list[str] | None = None
    conflict: list[str] | None = None

    @property
    def decided_by(self) -> str | None:
        """The stage after which one set was left; None where several are."""
        return None if self.chosen is None or not self.stages else self.stages[-1].name


def contest(case: Case, standing: Standing) -> Contest:
    """Set up the problem. In mode at_most the seats are as many as can be filled, never fewer."""
    pool = pool_of(case, standing)
    seats = min(case.round.seats, len(pool)) if case.round.at_most else case.round.seats
    scale = scaled([standing.scores[each.id] for each in pool])
    problem = Problem(scale.integers, seats, expanded(case, pool, seats))
    return Contest(case, standing, pool, problem, scale)


def decide(given: Contest, budget: Budget, count_limit: int) -> Outcome:
    """Decide the contest exactly; where the budget ends first, the status is `not_proven`."""
    if given.too_few:
        return Outcome("too_few_eligible")
    try:
        return _decide(given, budget, count_limit)
    except NotProven:
        return Outcome("not_proven")


def _decide(given: Contest, budget: Budget, count_limit: int) -> Outcome:
    opened = open_contest(given, budget, count_limit)
    if opened is None:
        conflict = minimal_conflict(given.problem, budget)
        return Outcome("infeasible", conflict=conflict)
    return settle(given, opened)


def open_contest(given: Contest, budget: Budget, count_limit: int) -> Outcome | None:
    """The best total and the sets that reach it, before any tie is broken; None: infeasible.

    Raises `NotProven`.
    """
    solver = Solver(given.problem, budget)
    total = solver.best()
    if total is None:
        return None
    tied = optimal(solver, total, count_limit)
    return Outcome("unique", solver=solver, total=total, tied=tied)


def settle(given: Contest, outcome: Outcome) -> Outcome:
    """Break the tie of an opened contest in the published order. Raises `NotProven`."""
    if outcome.total is None or outcome.tied is None:
        raise ValueError("only an opened contest can be settled")
    tied = outcome.tied
    _note(outcome, "total", given.exact(outcome.total), tied)
    if not tied.is_one:
        outcome.status = "tie_broken"
        tied = _by_criteria(given, outcome, tied)
        if not tied.is_one:
            return _by_lot(given, outcome, tied)
    outcome.chosen = first_by(tied, ())
    return outcome


def _by_criteria(given: Contest, outcome: Outcome, tied: Optimal) -> Optimal:
    for criterion in given.case.round.tie_criteria:
        if tied.is_one:
            break
        value, tied = narrowed(tied, given.numbers(criterion))
        _note(outcome, f"criterion:{criterion}", value, tied)
    return tied


def _by_lot(given: Contest, outcome: Outcome, tied: Optimal) -> Outcome:
    order = given.lot_order()
    if order is None:
        outcome.status = "tie"
        outcome.tied_sets = first_sets(tied, TIED_SETS_SHOWN)
        return outcome
    place = {each.id: at for at, each in enumerate(given.pool)}
    outcome.lot_order = order
    outcome.chosen = first_by(tied, [place[each] for each in order])
    outcome.stages.append(Stage("lot", None, 1))
    return outcome


def _note(outcome: Outcome, name: str, value: Fraction, tied: Optimal) -> None:
    outcome.stages.append(Stage(name, value, None if tied.listed is None else len(tied.listed)))


def minimal_conflict(problem: Problem, budget: Budget) -> list[str] | None:
    """Rules of an infeasible problem that contradict each other, none of them superfluous.

    Deletion filter in listed order: a rule without which the rest is still infeasible is
    dropped for good. None where the budget ends first; infeasible the problem is all the same.
    Source: J. W. Chinneck, Feasibility and Infeasibility in Optimization (2008).
    """
    kept = problem.rules
    try:
        for rule in problem.rules:
            rest = tuple(each for each in kept if each is not rule)
            solver = Solver(replace(problem, rules=rest), budget)
            if not solver.sets_reaching(problem.least_sum, 1):
                kept = rest
    except NotProven:
        return None
    return [rule.label for rule in kept]
