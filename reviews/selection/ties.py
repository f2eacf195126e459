"""Which of the sets with the best total is chosen: the published tie order, then the lot.

Up to a limit the optimal sets are listed and simply compared. Where there are more (11,000 equal
candidates for 400 places have billions), each stage is a search of its own: the values of the
stages so far and of the next one are put into one integer per candidate, so that one unit of an
earlier stage outweighs everything a later stage can add.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from reviews.selection.engine import Solver
from reviews.selection.problem import scaled

Choice = frozenset[int]


@dataclass(frozen=True)
class Optimal:
    """The sets that are optimal after the stages so far: those that reach `floor` in `solver`.

    `listed` holds all of them, or is None where there are `limit` or more.
    """

    solver: Solver
    floor: int
    limit: int
    listed: tuple[Choice, ...] | None

    @property
    def is_one(self) -> bool:
        """Whether exactly one set is left."""
        return self.listed is not None and len(self.listed) == 1

    @property
    def contested(self) -> Choice | None:
        """The candidates in some but not all of these sets; None where they are not listed."""
        if self.listed is None:
            return None
        return frozenset.union(*self.listed) - frozenset.intersection(*self.listed)


def optimal(solver: Solver, floor: int, limit: int) -> Optimal:
    """The sets that reach `floor`, which must be the best total of the solver's problem."""
    found = solver.sets_reaching(floor, limit)
    return Optimal(solver, floor, limit, tuple(found) if len(found) < limit else None)


def narrowed(tied: Optimal, numbers: Sequence[Fraction]) -> tuple[Fraction, Optimal]:
    """The largest sum of `numbers` (one per candidate) among the tied sets, and those with it."""
    scale = scaled(numbers)
    seats = tied.solver.problem.seats
    if tied.listed is not None:
        sums = [sum(scale.integers[each] for each in choice) for choice in tied.listed]
        best = max(sums)
        kept = tuple(c for c, reached in zip(tied.listed, sums, strict=True) if reached == best)
        return scale.total(best, seats), replace(tied, listed=kept)
    weight = seats * max(scale.integers) + 1
    earlier = tied.solver.problem.values
    values = tuple(a * weight + b for a, b in zip(earlier, scale.integers, strict=True))
    solver = Solver(
        replace(tied.solver.problem, values=values),
        tied.solver.budget,
        start=tuple(price * weight for price in tied.solver.prices.per_rule),
    )
    reached = solver.best()
    assert reached is not None  # noqa: S101 - the tied sets exist, so one of them is the best
    stage_value = scale.total(reached - tied.floor * weight, seats)
    return stage_value, optimal(solver, reached, tied.limit)


def first_by(tied: Optimal, order: Sequence[int]) -> Choice:
    """The set the lot chooses: go through the order and take each candidate that still can be.

    A candidate is taken if some tied set contains it together with those taken before and
    without those passed over.
    """
    if tied.listed is None:
        return tied.solver.sets_reaching(tied.floor, 1, order)[0]
    return max(tied.listed, key=lambda choice: [each in choice for each in order])


def first_sets(tied: Optimal, number: int) -> list[list[int]]:
    """The first tied sets in the lexicographic order of their sorted members."""
    found: Sequence[Choice]
    if tied.listed is None:
        found = tied.solver.sets_reaching(tied.floor, number, range(tied.solver.problem.size))
    else:
        found = tied.listed
    return sorted(sorted(choice) for choice in found)[:number]
