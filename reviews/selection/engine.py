"""The questions the procedure asks: the best sum, every set that reaches it, the first in an order.

Exact branch and bound (see `search`) with one price per rule (see `multipliers`). The budget
counts visited nodes; where it ends, `NotProven` is raised and there is no answer.
"""

from bisect import insort
from collections.abc import Sequence
from itertools import accumulate

from reviews.selection.multipliers import find_prices, priced
from reviews.selection.problem import Problem
from reviews.selection.search import Ahead, Budget, Chain, grow, walk


class Solver:
    """One problem, priced once, to be searched as often as questions arise.

    `start` are the prices of a similar problem, from which better ones are found sooner.
    """

    def __init__(
        self, problem: Problem, budget: Budget, start: tuple[int, ...] | None = None
    ) -> None:
        self.problem = problem
        self.budget = budget
        self._impossible = problem.size < problem.seats or any(
            rule.least > rule.most for rule in problem.rules
        )
        if self._impossible:
            self.prices = priced(problem, [0] * len(problem.rules))
        else:
            self.prices = find_prices(problem, start)

    def best(
        self, *, take: int | None = None, leave: int | None = None, below: int | None = None
    ) -> int | None:
        """The largest sum of an admissible set; None where there is no such set.

        Optionally among the sets that contain `take`, or lack `leave`, or sum to less than
        `below`.
        """
        found: int | None = None

        def accept(total: int, _: Chain) -> int:
            nonlocal found
            found = total
            return total + 1

        if self._impossible:
            return None
        order = [each for each in self._promising() if each not in (take, leave)]
        ahead = _sums_of_next([self.prices.reduced[each] for each in order])
        tree = grow(self.problem, self.prices, order, ahead, take)
        walk(tree, self.budget, self.problem.least_sum, accept, below)
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

        if self._impossible:
            return []
        reduced = self.prices.reduced
        if order is None:
            order = self._promising()
            ahead = _sums_of_next([reduced[each] for each in order])
        else:
            ahead = _sums_of_largest([reduced[each] for each in order], self.problem.seats)
        walk(grow(self.problem, self.prices, order, ahead), self.budget, floor, accept)
        return [frozenset(_members(chain)) for chain in found]

    def _promising(self) -> list[int]:
        """The candidates by descending reduced value."""
        reduced = self.prices.reduced
        return sorted(range(self.problem.size), key=lambda each: (-reduced[each], each))


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
