"""The order in which a jury discusses, so that as few people as possible leave and come back.

Plain Python without Django. What is minimised: the number of times that somebody passes the door,
from the opening, with everybody in the room, to the end, when everybody is back. Between two
applications these are all who are befangen at one of them and not at the other.

Applications at which the same people are out follow one another: the number of changes obeys the
triangle inequality, so a visit in between never saves anything. What is left is a shortest round
trip through the different sets of people, with nobody out at its start and its end. Up to
``EXACT_UP_TO`` sets it is found exactly (Held and Karp, 1962). Beyond, the walk around a minimum
spanning tree and the nearest-neighbour walk are both improved by 2-opt, and the shorter is taken:
the first is at most twice the optimum to begin with (Rosenkrantz, Stearns, Lewis, 1977), and 2-opt
never makes it longer. The result depends on the arguments alone, not on their order.

Among equally short orders the most disputed application comes first. An application with somebody
out has no dispute here: its place in the order would tell those who are out how it stands.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

EXACT_UP_TO = 10

Out = frozenset[str]
NOBODY: Out = frozenset()


@dataclass(frozen=True, slots=True)
class Topic:
    """An application on the agenda. ``out``: who is befangen; ``dispute``: how far jurors differ,
    in any unit, more is more disputed."""

    id: str
    out: Out = NOBODY
    dispute: Fraction = Fraction(0)


def order(topics: Iterable[Topic]) -> list[str]:
    """The ids in the order in which the door is passed least."""
    groups: dict[Out, list[Topic]] = {}
    for topic in sorted(topics, key=_first):
        groups.setdefault(topic.out, []).append(topic)
    # Sets in a fixed order that says which of two equally good ones comes first.
    sets = sorted(groups, key=lambda out: (_first(groups[out][0]), sorted(out)))
    route = _exact(sets) if len(sets) <= EXACT_UP_TO else _near(sets)
    return [topic.id for out in route for topic in groups[out]]


def changes(sets: Iterable[Out]) -> int:
    """How often somebody passes the door when these are out, one set after the other."""
    return sum(len(one ^ other) for one, other in pairwise((NOBODY, *sets, NOBODY)))


def _first(topic: Topic) -> tuple[Fraction, str]:
    return (-topic.dispute if not topic.out else Fraction(0), topic.id)


def _exact(sets: Sequence[Out]) -> list[Out]:
    """A shortest round trip; of several the one that takes the sets earliest in their order."""

    @cache
    def left(here: Out, rest: frozenset[int]) -> int:
        """The fewest changes from here through the rest and back to nobody out."""
        if not rest:
            return len(here)
        return min(len(here ^ sets[at]) + left(sets[at], rest - {at}) for at in rest)

    route: list[Out] = []
    here, rest = NOBODY, frozenset(range(len(sets)))
    while rest:
        best = left(here, rest)
        at = min(at for at in rest if len(here ^ sets[at]) + left(sets[at], rest - {at}) == best)
        here, rest = sets[at], rest - {at}
        route.append(here)
    return route


def _near(sets: Sequence[Out]) -> list[Out]:
    found = [_shortened(walk) for walk in (_around_tree(sets), _nearest_next(sets))]
    return min(found, key=changes)


def _around_tree(sets: Sequence[Out]) -> list[Out]:
    """The sets as a walk around a minimum spanning tree from nobody out meets them (Prim)."""
    children: dict[Hashable, list[Out]] = {}
    nearest: dict[Out, tuple[int, Out]] = {out: (len(out), NOBODY) for out in sets if out}
    while nearest:
        # ``sets`` has a fixed order and so has the dictionary: the first of equals is taken.
        out = min(nearest, key=lambda each: nearest[each][0])
        children.setdefault(nearest.pop(out)[1], []).append(out)
        for other, (distance, _via) in nearest.items():
            if len(other ^ out) < distance:
                nearest[other] = (len(other ^ out), out)
    start = [NOBODY] if NOBODY in sets else []
    return start + _preorder(children, NOBODY)


def _preorder(children: Mapping[Hashable, Sequence[Out]], root: Out) -> list[Out]:
    met: list[Out] = []
    waiting = list(reversed(children.get(root, ())))
    while waiting:
        met.append(waiting.pop())
        waiting.extend(reversed(children.get(met[-1], ())))
    return met


def _nearest_next(sets: Sequence[Out]) -> list[Out]:
    route: list[Out] = []
    here, rest = NOBODY, list(sets)
    while rest:
        here = min(rest, key=lambda out: len(here ^ out))
        rest.remove(here)
        route.append(here)
    return route


def _shortened(route: list[Out]) -> list[Out]:
    """2-opt: turn a part of the way round wherever that shortens it, until nothing does."""
    stops = [NOBODY, *route, NOBODY]
    is_better = True
    while is_better:
        is_better = False
        for start in range(1, len(stops) - 2):
            for end in range(start + 1, len(stops) - 1):
                if _saved(stops, start, end) > 0:
                    stops[start : end + 1] = reversed(stops[start : end + 1])
                    is_better = True
    return stops[1:-1]


def _saved(stops: Sequence[Out], start: int, end: int) -> int:
    before, after = stops[start - 1], stops[end + 1]
    now = len(before ^ stops[start]) + len(stops[end] ^ after)
    return now - len(before ^ stops[end]) - len(stops[start] ^ after)
