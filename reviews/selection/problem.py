"""The selection as a problem of whole numbers: choose `seats` of n so that their sum is largest.

Candidates are numbered 0 … n-1 in ascending order of their ids. The rules bound how many of a
group may be chosen. Scores are turned into integers without loss by `scaled`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm


@dataclass(frozen=True)
class Bounds:
    """At least `least` and at most `most` of the members are chosen."""

    label: str
    constraint: str
    members: frozenset[int]
    least: int
    most: int

    def admit(self, chosen: Collection[int]) -> bool:
        """Whether a set of candidates keeps this rule."""
        return self.least <= sum(1 for each in chosen if each in self.members) <= self.most


@dataclass(frozen=True)
class Problem:
    """Choose exactly `seats` candidates under the rules, with the largest sum of values."""

    values: tuple[int, ...]
    seats: int
    rules: tuple[Bounds, ...]

    @property
    def size(self) -> int:
        """The number of candidates."""
        return len(self.values)

    @property
    def least_sum(self) -> int:
        """What every set of this size reaches: the sum of the smallest values."""
        return sum(sorted(self.values)[: self.seats])

    def without(self, constraint: str) -> "Problem":
        """The same problem without one published rule, with all that "*" made of it."""
        kept = tuple(rule for rule in self.rules if rule.constraint != constraint)
        return replace(self, rules=kept)

    def admits(self, chosen: Collection[int]) -> bool:
        """Whether a set has the right size and keeps every rule."""
        return len(chosen) == self.seats and all(rule.admit(chosen) for rule in self.rules)


@dataclass(frozen=True)
class Scale:
    """Exact numbers as small integers: number = origin + unit * integer, with unit > 0."""

    origin: Fraction
    unit: Fraction
    integers: tuple[int, ...]

    def total(self, sum_of_integers: int, count: int) -> Fraction:
        """The exact sum of `count` numbers whose integers add up to `sum_of_integers`."""
        return self.origin * count + self.unit * sum_of_integers


def scaled(numbers: Sequence[Fraction]) -> Scale:
    """Turn exact numbers into integers from 0 upwards, in the same order, ties included.

    All are multiples of 1/L for L the least common multiple of the denominators; the smallest
    becomes 0 and the unit is the greatest common divisor of the distances.
    """
    if not numbers:
        return Scale(Fraction(0), Fraction(1), ())
    common = lcm(*(number.denominator for number in numbers))
    multiples = [number.numerator * (common // number.denominator) for number in numbers]
    lowest = min(multiples)
    step = gcd(*(multiple - lowest for multiple in multiples)) or 1
    integers = tuple((multiple - lowest) // step for multiple in multiples)
    return Scale(Fraction(lowest, common), Fraction(step, common), integers)
