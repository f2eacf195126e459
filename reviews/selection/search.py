"""Depth-first search through the sets of candidates, cutting only what is proven hopeless.

The candidates are gone through in an order, "take" before "leave". A branch is cut only if no
set in it can reach the floor: because the upper bound of `multipliers` is below it, because a
rule can no longer be kept, or because the same situation was searched before without success.
Sets that *equal* the floor survive, so no tie is lost. Integers only.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from time import monotonic

from reviews.selection.multipliers import FINENESS, Prices
from reviews.selection.packing import Packing
from reviews.selection.problem import Problem

MEMORY = 400_000  # dead ends remembered per search; beyond it a search is only slower

# A set under construction: the last candidate taken, and the set before it.
Chain = tuple[int, "Chain"] | tuple[()]
# position, seats left, packed counts, sum of values, bound so far, what was taken.
# With None in the last place it marks the end of a subtree: its first four numbers are the
# situation there, the fifth is how many sets had been found when the subtree was entered.
Node = tuple[int, int, int, int, int, Chain | None]
# The sum of the m largest reduced values from a position on: called with position and m.
Ahead = Callable[[int, int], int]
# Gets each set that reaches the floor, with its sum; returns the next floor, or None to stop.
Accept = Callable[[int, Chain], int | None]


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


@dataclass(frozen=True)
class Tree:
    """All ways to fill the seats with the candidates of `order`, from the `root` on."""

    order: Sequence[int]
    values: Sequence[int]
    reduced: Sequence[int]
    lowest: Sequence[int]  # the smallest value from a position on
    ahead: Ahead
    packing: Packing
    root: Node | None  # None: there is no set at all

    def hopeless(self, node: Node, floor: int, below: int | None) -> bool:
        """Whether it is proven that no set under this node reaches `floor` and is `below`."""
        at, seats, counts, total, bound, _ = node
        if len(self.order) - at < seats or not self.packing.reachable(counts, at, seats):
            return True
        if below is not None and total + seats * self.lowest[at] >= below:
            return True
        if seats == 0:
            return total < floor
        return bound + self.ahead(at, seats) < floor * FINENESS

    def branches(self, node: Node) -> Iterator[Node]:
        """The sets without and those with the next candidate; the last is searched first."""
        at, seats, counts, total, bound, chain = node
        yield (at + 1, seats, counts, total, bound, chain)
        counts += self.packing.units[at]
        if chain is not None and self.packing.fits(counts):
            total, bound = total + self.values[at], bound + self.reduced[at]
            yield (at + 1, seats - 1, counts, total, bound, (self.order[at], chain))


def grow(
    problem: Problem,
    prices: Prices,
    order: Sequence[int],
    ahead: Ahead,
    taken: Sequence[int] = (),
) -> Tree:
    """The tree of a problem for one order of candidates; `taken` are in every set, not in `order`.

    Who is in neither is in no set.
    """
    packing = Packing(problem.rules, order, problem.seats)
    values = [problem.values[each] for each in order]
    return Tree(
        order=order,
        values=values,
        reduced=[prices.reduced[each] for each in order],
        lowest=[*reversed(list(accumulate(reversed(values), min))), 0],
        ahead=ahead,
        packing=packing,
        root=_root(problem, prices, packing, taken),
    )


def _root(problem: Problem, prices: Prices, packing: Packing, taken: Sequence[int]) -> Node | None:
    counts, total, bound = 0, 0, prices.constant
    chain: Chain = ()
    for each in taken:
        counts += packing.unit(each)
        total += problem.values[each]
        bound += prices.reduced[each]
        chain = (each, chain)
    seats = problem.seats - len(taken)
    return (0, seats, counts, total, bound, chain) if seats >= 0 and packing.fits(counts) else None


def walk(tree: Tree, budget: Budget, floor: int, accept: Accept, below: int | None = None) -> None:
    """Search the whole tree, or until `accept` stops it; raises `NotProven`."""
    stack = [] if tree.root is None else [tree.root]
    dead: set[tuple[int, int, int, int]] = set()
    found = 0
    while stack:
        node = stack.pop()
        at, seats, counts, total, before, chain = node
        if chain is None:
            if found == before and len(dead) < MEMORY:
                dead.add((at, seats, counts, total))
            continue
        budget.spend()
        if tree.hopeless(node, floor, below):
            continue
        if seats == 0:
            found += 1
            following = accept(total, chain)
            if following is None:
                return
            floor = following
            continue
        situation = (at, seats, tree.packing.relevant(counts, at), total)
        if situation not in dead:
            stack.append((*situation, found, None))
            stack.extend(tree.branches(node))
