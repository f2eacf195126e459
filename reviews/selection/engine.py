"""Exact branch and bound: the best sum, every set that reaches it, the first ones in an order.

Depth first over the candidates, "take" before "leave". A branch is cut only if no set in it can
reach the floor: because the upper bound of `multipliers` is below it, because a rule can no
longer be kept, or because the same situation was searched before without success. Sets that
*equal* the floor survive, so no tie is lost. Integers only; the budget counts visited nodes, and
where it ends `NotProven` is raised and there is no answer.
"""

from bisect import insort
from collections.abc import Callable, Sequence
from itertools import accumulate
from time import monotonic

from reviews.selection.multipliers import FINENESS, find_prices, priced
from reviews.selection.packing import Packing
from reviews.selection.problem import Problem

MEMORY = 400_000  # dead ends remembered per search; beyond it a search is only slower


class NotProven(Exception):  # noqa: N818 - a status of the procedure, not a fault of the program
    """The budget ended before the answer was proven."""


class Budget:
    """How much may be searched: visited nodes, and optionally seconds."""

    def __init__(self, nodes: int | None = None, seconds: float | None = None) -> None:
        self.nodes = 0
        self._most = nodes
        self._until = None if seconds is None else monotonic() + seconds

    def spend(self) -> None:
        """Count one node; raises `NotProven` at the limit. The clock is read rarely."""
        self.nodes += 1
        if self._most is not None and self.nodes > self._most:
            raise NotProven
        if self._until is not None and self.nodes % 256 == 1 and monotonic() > self._until:
            raise NotProven


# A set under construction: the last candidate taken and the set before it.
Chain = tuple[int, "Chain"] | tuple[()]
# position, seats left, packed counts, sum of values, sum of reduced values, what was taken.
# With None in the last place the node marks the end of a subtree: its first four numbers are
# the situation, the fifth is how many sets had been found when the subtree was entered.
Node = tuple[int, int, int, int, int, Chain | None]
Accept = Callable[[int, Chain], int | None]


class Solver:
    """One problem, priced once, to be searched as often as questions arise."""

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

        def accept(total: int, _: Chain) -> int | None:
            nonlocal found
            found = total
            return total + 1

        reduced = self.prices.reduced
        order = [each for each in range(self.problem.size) if each not in (take, leave)]
        order.sort(key=lambda each: (-reduced[each], each))
        self._walk(order, _sums_of_next([reduced[each] for each in order]), 0, accept, take, below)
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

        reduced = self.prices.reduced
        if order is None:
            order = sorted(range(self.problem.size), key=lambda each: (-reduced[each], each))
            ahead = _sums_of_next([reduced[each] for each in order])
        else:
            ahead = _sums_of_largest([reduced[each] for each in order], self.problem.seats)
        self._walk(order, ahead, floor, accept)
        return [frozenset(_members(chain)) for chain in found]

    def _walk(
        self,
        order: Sequence[int],
        ahead: Callable[[int, int], int],
        floor: int,
        accept: Accept,
        take: int | None = None,
        below: int | None = None,
    ) -> None:
        """Search the tree. `accept` gets each set that reaches the floor and returns the next
        floor, or None to stop."""
        if self._impossible:
            return
        seats = self.problem.seats
        packing = Packing(self.problem.rules, order, seats)
        values = [self.problem.values[each] for each in order]
        lowest = list(accumulate(reversed(values), min))[::-1]
        reduced = [self.prices.reduced[each] for each in order]
        root: Node = (0, seats, 0, 0, self.prices.constant, ())
        if take is not None:
            counts = packing.unit(take)
            if seats == 0 or not packing.fits(counts):
                return
            paid = self.prices.constant + self.prices.reduced[take]
            root = (0, seats - 1, counts, self.problem.values[take], paid, (take, ()))
        stack, dead, found = [root], set[tuple[int, int, int, int]](), 0
        while stack:
            at, seats, counts, total, bound, chain = stack.pop()
            if chain is None:
                if found == bound and len(dead) < MEMORY:
                    dead.add((at, seats, counts, total))
                continue
            self.budget.spend()
            if (
                len(order) - at < seats
                or bound + ahead(at, seats) < floor * FINENESS
                or not packing.reachable(counts, at, seats)
            ):
                continue
            if seats == 0:
                if total >= floor and (below is None or total < below):
                    found += 1
                    following = accept(total, chain)
                    if following is None:
                        return
                    floor = following
                continue
            if below is not None and total + seats * lowest[at] >= below:
                continue
            situation = (at, seats, packing.relevant(counts, at), total)
            if situation in dead:
                continue
            stack.append((*situation, found, None))
            stack.append((at + 1, seats, counts, total, bound, chain))
            taken = counts + packing.units[at]
            if packing.fits(taken):
                stack.append(
                    (
                        at + 1,
                        seats - 1,
                        taken,
                        total + values[at],
                        bound + reduced[at],
                        (order[at], chain),
                    )
                )


def _members(chain: Chain) -> list[int]:
    members = []
    while chain:
        member, chain = chain
        members.append(member)
    return members


def _sums_of_next(descending: Sequence[int]) -> Callable[[int, int], int]:
    """The sum of the m largest from a position on, where the numbers descend already."""
    sums = [0, *accumulate(descending)]
    return lambda at, m: sums[at + m] - sums[at]


def _sums_of_largest(numbers: Sequence[int], most: int) -> Callable[[int, int], int]:
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
