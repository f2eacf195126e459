"""The questions the procedure asks: the best sum, every set that reaches it, the first in an order.

Exact branch and bound (see `search`) with one price per rule (see `multipliers`). Before each
search the prices settle most candidates: whom no set that reaches the floor can lack is taken,
whom none can contain is dropped (reduced-cost fixing: G. L. Nemhauser, L. A. Wolsey, Integer and
Combinatorial Optimization, 1988, II.5). The budget counts visited nodes; where it ends,
`NotProven` is raised and there is no answer.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from itertools import accumulate

from reviews.selection import large
from reviews.selection.multipliers import FINENESS, Prices, find_prices, priced, relaxed
from reviews.selection.problem import Problem
from reviews.selection.search import Ahead, Budget, Chain, grow, walk


class Solver:
    """One problem, priced once, to be searched as often as questions arise.

    `start` are the prices of a similar problem, from which better ones are found sooner; `prices`
    those of this very problem.
    """

    def __init__(
        self,
        problem: Problem,
        budget: Budget,
        start: tuple[int, ...] | None = None,
        prices: Prices | None = None,
    ) -> None:
        self.problem = problem
        self.budget = budget
        self._impossible = problem.size < problem.seats or any(
            rule.least > rule.most for rule in problem.rules
        )
        self.prices = prices or self._found_prices(start)
        reduced = self.prices.reduced
        self._promising = sorted(range(problem.size), key=lambda each: (-reduced[each], each))

    def _found_prices(self, start: tuple[int, ...] | None) -> Prices:
        if self._impossible:
            return priced(self.problem, [0] * len(self.problem.rules))
        return large.proposed_prices(self.problem) or find_prices(self.problem, start)

    @property
    def bound(self) -> int:
        """What no admissible set exceeds, by the prices alone: the proof anyone can check."""
        return relaxed(self.problem, self.prices)[0] // FINENESS

    def best(
        self, *, take: int | None = None, leave: int | None = None, below: int | None = None
    ) -> int | None:
        """The largest sum of an admissible set; None where there is no such set.

        Optionally among the sets that contain `take`, or lack `leave`, or sum to less than
        `below`. The floor starts at the upper bound and is lowered, in steps that double, until
        a set reaches it: what survives a floor near the optimum is small.
        """
        if self._impossible:
            return None
        part = _Part(self, () if take is None else (take,), leave)
        top = part.bound // FINENESS if below is None else min(part.bound // FINENESS, below - 1)
        least = self.problem.least_sum
        floor, step = top, 1
        while part.exists and top >= least:
            found = self._best_from(part, floor, below)
            if found is not None or floor <= least:
                return found
            floor, step = max(least, top - step), step * 2
        return None

    def _best_from(self, part: "_Part", floor: int, below: int | None) -> int | None:
        found: int | None = None

        def accept(total: int, _: Chain) -> int:
            nonlocal found
            found = total
            return total + 1

        taken, free = part.settled(floor)
        ahead = _sums_of_next([self.prices.reduced[each] for each in free])
        walk(grow(self.problem, self.prices, free, ahead, taken), self.budget, floor, accept, below)
        return found

    def sets_reaching(
        self, floor: int, limit: int, order: Sequence[int] | None = None
    ) -> list[frozenset[int]]:
        """The admissible sets with a sum of at least `floor`, at most `limit` of them.

        With `order`, in the lexicographic order of their members' places in it: what has the
        first candidate comes before what has not, and so on.
        """
        found: list[Chain] = []

        def accept(_: int, chain: Chain) -> int | None:
            found.append(chain)
            return floor if len(found) < limit else None

        part = _Part(self, (), None)
        if self._impossible or part.bound < floor * FINENESS:
            return []
        reduced = self.prices.reduced
        taken, free = part.settled(floor)
        if order is None:
            ahead = _sums_of_next([reduced[each] for each in free])
        else:
            open_ones = frozenset(free)
            free = [each for each in order if each in open_ones]
            ahead = _sums_of_largest([reduced[each] for each in free], self.problem.seats)
        walk(grow(self.problem, self.prices, free, ahead, taken), self.budget, floor, accept)
        return [frozenset(_members(chain)) for chain in found]


class _Part:
    """The sets that contain `taken` and lack `leave`: their bound, and who is settled by it."""

    def __init__(self, solver: Solver, taken: tuple[int, ...], leave: int | None) -> None:
        reduced = solver.prices.reduced
        out = {*taken, leave}
        self._taken = taken
        self._seats = solver.problem.seats - len(taken)
        self._order = [each for each in solver._promising if each not in out]
        self._ascending_losses = [-reduced[each] for each in self._order]
        self.exists = 0 <= self._seats <= len(self._order)
        first = self._ascending_losses[: max(self._seats, 0)]
        fixed = sum(reduced[each] for each in taken)
        self.bound = solver.prices.constant + fixed - sum(first)

    def settled(self, floor: int) -> tuple[list[int], list[int]]:
        """Whom every set that reaches `floor` contains, and whom it may contain besides.

        `floor` must not lie above the bound. Equality settles nothing, so every tie survives.
        """
        seats, losses = self._seats, self._ascending_losses
        if not 0 < seats < len(losses):
            return [*self._taken, *self._order[: max(seats, 0)]], []
        slack = self.bound - floor * FINENESS
        certain = min(seats, bisect_left(losses, losses[seats] - slack))
        possible = max(seats, bisect_right(losses, losses[seats - 1] + slack))
        return [*self._taken, *self._order[:certain]], self._order[certain:possible]


def _members(chain: Chain) -> list[int]:
    members = []
    while chain:
        member, chain = chain
        members.append(member)
    return members


def _sums_of_next(descending: Sequence[int]) -> Ahead:
    """The sum of the m largest from a position on, where the numbers descend already."""
    sums = [0, *accumulate(descending)]
    return lambda at, m: sums[at + m] - sums[at]


def _sums_of_largest(numbers: Sequence[int], most: int) -> Ahead:
    """The sum of the m <= `most` largest from a position on, for numbers in any order.

    Built from the end; positions share a row of sums where the largest ones are the same.
    """
    largest: list[int] = []  # the negatives, ascending
    row = [0]
    rows = [row]
    for number in reversed(numbers):
        if len(largest) < most or number > -largest[-1]:
            insort(largest, -number)
            del largest[most:]
            row = [0, *accumulate(-each for each in largest)]
        rows.append(row)
    rows.reverse()
    return lambda at, m: rows[at][m]
