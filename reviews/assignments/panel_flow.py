"""Flows between applications and jurors, in integers: who may be moved so that the loads fit.

Applications and jurors are numbered; a set of jurors is a bit mask. An application that is moved
from one juror to another changes two loads by one, so that chains of moves are paths between
jurors. Paths of few moves settle whether loads can be kept at all; paths of least loss, from a
start at which every application has the jurors it likes best, keep the total largest (successive
shortest paths: R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows, 1993, chapter 9).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

FAR = 1 << 62


@dataclass(frozen=True)
class Demand:
    """What is to be filled: per application the jurors it may get and how many it needs.

    `base` is what each juror reads in any case; `least` and `most` bound the loads with it.
    """

    open_to: Sequence[int]
    needs: Sequence[int]
    base: Sequence[int]
    least: int
    most: int

    @property
    def jurors(self) -> range:
        """The numbers of the jurors."""
        return range(len(self.base))


@dataclass(frozen=True)
class Cut:
    """Why the loads cannot be kept: these jurors, and whether they get too many or too few."""

    jurors: int
    too_many: bool


def members(mask: int) -> Iterator[int]:
    """The numbers in a set, ascending."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


class _Panel:
    """An assignment under construction: the jurors of each application, and the loads."""

    def __init__(self, demand: Demand, weight: Callable[[int, int], int]) -> None:
        self.demand = demand
        self.load = list(demand.base)
        self.chosen = [0] * len(demand.needs)
        for at, need in enumerate(demand.needs):
            for juror in self._by_liking(at, weight)[:need]:
                self.chosen[at] |= 1 << juror
                self.load[juror] += 1

    def _by_liking(self, at: int, weight: Callable[[int, int], int]) -> list[int]:
        """The jurors an application may get: the weightiest first, of equals who reads less."""
        return sorted(
            members(self.demand.open_to[at]),
            key=lambda juror: (-weight(at, juror), self.load[juror], juror),
        )

    def move(self, at: int, juror: int, other: int) -> None:
        """Give the application to `other` in place of `juror`."""
        self.chosen[at] ^= 1 << juror | 1 << other
        self.load[juror] -= 1
        self.load[other] += 1

    def movable(self, at: int, juror: int, other: int) -> bool:
        """Whether the application is the one juror's and could be the other's."""
        return bool(self.chosen[at] >> juror & 1 and not self.chosen[at] >> other & 1)


def cut(demand: Demand) -> Cut | None:
    """None if the loads can be kept; otherwise the jurors for whom they cannot.

    Every application must have at least as many open jurors as it needs.
    """
    panel = _Panel(demand, lambda _at, _juror: 0)
    load, least, most = panel.load, demand.least, demand.most
    while above := [juror for juror in demand.jurors if load[juror] > most]:
        reached = _shift(panel, above, lambda juror: load[juror] < most)
        if reached is not None:
            return Cut(reached, too_many=True)
    while any(load[juror] < least for juror in demand.jurors):
        surplus = [juror for juror in demand.jurors if load[juror] > least]
        reached = _shift(panel, surplus, lambda juror: load[juror] < least)
        if reached is not None:
            everyone = (1 << len(load)) - 1
            return Cut(everyone & ~reached, too_many=False)
    return None


def _shift(panel: _Panel, sources: Iterable[int], is_goal: Callable[[int], bool]) -> int | None:
    """Move applications along a shortest path from a source to a goal; None if there was one.

    Otherwise the set of jurors that can be reached.
    """
    queue = list(sources)
    reached = sum(1 << juror for juror in queue)
    came: dict[int, tuple[int, int]] = {}
    for juror in queue:
        for at, chosen in enumerate(panel.chosen):
            if not chosen >> juror & 1:
                continue
            fresh = panel.demand.open_to[at] & ~chosen & ~reached
            reached |= fresh
            for other in members(fresh):
                came[other] = (juror, at)
                queue.append(other)
                if is_goal(other):
                    _follow(panel, other, came)
                    return None
    return reached


def _follow(panel: _Panel, goal: int, came: dict[int, tuple[int, int]]) -> None:
    while goal in came:
        juror, at = came[goal]
        panel.move(at, juror, goal)
        goal = juror


class Cheapest:
    """The assignment with the largest total weight that keeps the loads, which must be possible.

    Besides the jurors there is one more node, the pool, through which loads are exchanged
    between those within their bounds. `held[j]` is the part of a load that is within them; what
    is missing or too much is carried along paths of least loss.
    """

    def __init__(self, demand: Demand, weights: Sequence[Sequence[int]]) -> None:
        self._weights = weights
        self._panel = _Panel(demand, lambda at, juror: weights[at][juror])
        self._demand = demand
        self._pool = len(demand.base)
        load = self._panel.load
        self._held = [min(max(each, demand.least), demand.most) for each in load]
        self._surplus = [each - held for each, held in zip(load, self._held, strict=True)]
        self._surplus.append(-sum(self._surplus))
        self._potential = [0] * (self._pool + 1)
        self._moves: list[list[list[int]]] = [[[] for _ in load] for _ in load]
        for at in range(len(demand.needs)):
            for juror in members(self._panel.chosen[at]):
                for other in members(demand.open_to[at] & ~self._panel.chosen[at]):
                    self._moves[juror][other].append(self._key(at, juror, other))
        for row in self._moves:
            for heap in row:
                heapify(heap)

    def solve(self) -> list[int]:
        """The set of jurors of each application."""
        while any(each > 0 for each in self._surplus):
            self._carry()
        return self._panel.chosen

    def _key(self, at: int, juror: int, other: int) -> int:
        """The loss of a move and the application, in one integer that sorts by the loss."""
        row = self._weights[at]
        return (row[juror] - row[other]) * len(self._weights) + at

    def _loss(self, node: int, other: int) -> int:
        """The least loss of passing one unit on; `FAR` where nothing can be passed."""
        if node == self._pool:
            return 0 if self._held[other] > self._demand.least else FAR
        if other == self._pool:
            return 0 if self._held[node] < self._demand.most else FAR
        heap = self._moves[node][other]
        while heap and not self._panel.movable(heap[0] % len(self._weights), node, other):
            heappop(heap)
        return heap[0] // len(self._weights) if heap else FAR

    def _carry(self) -> None:
        """Carry one unit from a node with too much to the nearest one with too little."""
        nodes = range(self._pool + 1)
        distance = [0 if self._surplus[node] > 0 else FAR for node in nodes]
        before: dict[int, int] = {}
        todo = set(nodes)
        while True:
            node = min(todo, key=lambda each: (distance[each], each))
            if distance[node] >= FAR:
                raise ValueError("the loads cannot be kept")
            todo.remove(node)
            if self._surplus[node] < 0:
                break
            start = distance[node] + self._potential[node]
            for other in todo:
                loss = self._loss(node, other)
                if loss < FAR and start + loss - self._potential[other] < distance[other]:
                    distance[other] = start + loss - self._potential[other]
                    before[other] = node
        for each in nodes:
            self._potential[each] += min(distance[each], distance[node])
        self._pass_along(node, before)

    def _pass_along(self, node: int, before: dict[int, int]) -> None:
        self._surplus[node] += 1
        while node in before:
            self._pass(before[node], node)
            node = before[node]
        self._surplus[node] -= 1

    def _pass(self, node: int, other: int) -> None:
        if node == self._pool:
            self._held[other] -= 1
        elif other == self._pool:
            self._held[node] += 1
        else:
            at = self._moves[node][other][0] % len(self._weights)
            self._panel.move(at, node, other)
            self._offer(at, node, other)

    def _offer(self, at: int, left: int, joined: int) -> None:
        """Note the moves that have become possible: from who has joined, to who has left."""
        chosen = self._panel.chosen[at]
        for other in members(self._demand.open_to[at] & ~chosen):
            heappush(self._moves[joined][other], self._key(at, joined, other))
        for juror in members(chosen & ~(1 << joined)):
            heappush(self._moves[juror][left], self._key(at, juror, left))
