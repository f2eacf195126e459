"""How many of each group are chosen, side by side in one integer.

Each rule has a field of bits with a guard bit on top. Adding a candidate is one addition for all
rules; comparing all counts with their bounds is one addition and one mask, because a guard bit
survives exactly where its comparison holds. (The technique is known as SIMD within a register.)
"""

from collections.abc import Iterable, Sequence

from reviews.selection.problem import Bounds


class Packing:
    """The rules, packed for candidates in a given order and at most `seats` takes."""

    def __init__(self, rules: Sequence[Bounds], order: Sequence[int], seats: int) -> None:
        longest = max((len(rule.members) for rule in rules), default=0)
        self._rules = rules
        self._width = (longest + seats + 1).bit_length() + 1
        self._guards = self._fields(1 << (self._width - 1) for _ in rules)
        self._least = self._fields(rule.least for rule in rules)
        self._room = self._guards + self._fields(rule.most for rule in rules)
        ones = self._fields(1 for _ in rules)
        self._by_seats = [self._guards + left * ones - self._least for left in range(seats + 1)]
        self.units = [self.unit(each) for each in order]
        self._by_rest, self._open = self._looking_ahead()

    def _fields(self, numbers: Iterable[int]) -> int:
        return sum(number << (at * self._width) for at, number in enumerate(numbers))

    def _looking_ahead(self) -> tuple[list[int], list[int]]:
        """Per position: guards plus members still to come less `least`; fields still open."""
        by_rest, still_open = [self._guards - self._least], [0]
        mask = (1 << self._width) - 1
        for unit in reversed(self.units):
            by_rest.append(by_rest[-1] + unit)
            still_open.append(still_open[-1] | unit * mask)
        return by_rest[::-1], still_open[::-1]

    def unit(self, candidate: int) -> int:
        """What taking this candidate adds to the counts."""
        return self._fields(1 if candidate in rule.members else 0 for rule in self._rules)

    def fits(self, counts: int) -> bool:
        """Whether no count exceeds its `most`."""
        return (self._room - counts) & self._guards == self._guards

    def reachable(self, counts: int, position: int, seats: int) -> bool:
        """Whether each `least` can still be reached: by the seats left and by those to come."""
        guards = self._guards
        return (counts + self._by_seats[seats]) & guards == guards and (
            counts + self._by_rest[position]
        ) & guards == guards

    def relevant(self, counts: int, position: int) -> int:
        """The counts of those rules that can still change from this position on."""
        return counts & self._open[position]
