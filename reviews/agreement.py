"""How far jurors agree, and where they do not: one number for a round, one for each juror.

Plain Python without Django; every number is a `fractions.Fraction`, and only `root` rounds.
Nothing here decides: the selection knows none of these numbers. Values are the points or totals
that counting reviews give, by application and juror. Over many of them is counted in whole numbers
of a unit that they share, which is as exact and much faster.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from math import isqrt, lcm
from typing import Literal

Values = Mapping[str, Mapping[str, Fraction]]
"""Application → juror → value."""

Strength = Literal["none", "weak", "tentative", "reliable"]
RELIABLE = Fraction(4, 5)
TENTATIVE = Fraction(2, 3)


def alpha(values: Values) -> Fraction | None:
    """Krippendorff's alpha for interval data: 1 is full agreement, 0 what chance would give.

    Applications with fewer than two values say nothing about agreement and are left out; jurors
    who did not review an application are simply missing. None where nothing can be said: no pair
    of values, or no two different ones. Source: K. Krippendorff, Content Analysis, 4th ed. 2019,
    chapter 12; there delta is the squared difference.
    """
    units = [list(given.values()) for _each, given in _several(values)[1]]
    pooled = [value for unit in units for value in unit]
    expected = squares(pooled)
    if not expected:
        return None
    by_size = Counter[int]()
    for unit in units:
        by_size[len(unit)] += squares(unit)
    observed = sum((Fraction(each, size - 1) for size, each in by_size.items()), Fraction(0))
    return 1 - (len(pooled) - 1) * observed / expected


def squares(values: Sequence[int]) -> int:
    """The sum of the squared differences of all ordered pairs."""
    return 2 * (len(values) * sum(value * value for value in values) - sum(values) ** 2)


def _several(values: Values) -> tuple[int, list[tuple[str, dict[str, int]]]]:
    """The unit, so many to a point, and in whole numbers of it the values of every application
    that has at least two."""
    several = [(each, given) for each, given in values.items() if len(given) > 1]
    unit = _unit(value for _each, given in several for value in given.values())
    return unit, [
        (each, {juror: _whole(value, unit) for juror, value in given.items()})
        for each, given in several
    ]


def _unit(values: Iterable[Fraction]) -> int:
    return lcm(*{value.denominator for value in values})


def _whole(value: Fraction, unit: int) -> int:
    return value.numerator * (unit // value.denominator)


def strength(value: Fraction) -> Strength:
    """What the number is worth, by Krippendorff's customary limits of 0.800 and 0.667."""
    if value >= RELIABLE:
        return "reliable"
    if value >= TENTATIVE:
        return "tentative"
    return "weak" if value > 0 else "none"


def spread(values: Collection[Fraction]) -> Fraction:
    """The range of at least one value: the highest less the lowest."""
    return max(values) - min(values)


def variance(values: Collection[Fraction]) -> Fraction:
    """The mean squared distance from the mean of at least one value (of the whole, not a sample).

    The standard deviation is its root; it is irrational and only ever shown rounded.
    """
    unit = _unit(values)
    whole = [_whole(value, unit) for value in values]
    return Fraction(squares(whole), 2 * (len(whole) * unit) ** 2)


def root(value: Fraction, *, places: int) -> Fraction:
    """The square root, rounded half up to so many places, by whole numbers alone: for the eye."""
    scaled = 4 * value * 100**places
    return Fraction((isqrt(scaled.numerator // scaled.denominator) + 1) // 2, 10**places)


def deviations(values: Values) -> dict[str, Fraction | None]:
    """By juror: how far the own values lie above (or below) those of the others, on average.

    Compared application by application with the mean of all others; None for who read nothing
    together with anybody. A leaning, not a fault: it says who is lenient or strict with what they
    were given, and panels may differ.
    """
    unit, several = _several(values)
    apart: dict[str, Counter[int]] = defaultdict(Counter)  # by how many others they are divided
    count = Counter[str]()
    for _each, given in several:
        total, others = sum(given.values()), len(given) - 1
        for juror, value in given.items():
            apart[juror][others] += value * len(given) - total
            count[juror] += 1
    return {
        juror: sum((Fraction(each, others) for others, each in apart[juror].items()), Fraction(0))
        / (unit * count[juror])
        if juror in apart
        else None
        for juror in sorted({juror for given in values.values() for juror in given})
    }


def disputed(values: Values) -> list[str]:
    """The applications with at least two values, the most disputed first: by range, then variance.

    Equals stand in the order of their ids.
    """
    _unit_of_all, several = _several(values)
    return [each for _less, _variance, each in sorted(_dispute(*one) for one in several)]


def _dispute(each: str, given: Mapping[str, int]) -> tuple[int, Fraction, str]:
    """What the most disputed is found by, the largest first: range and variance, in any unit."""
    values = list(given.values())
    return min(values) - max(values), Fraction(-squares(values), len(values) ** 2), each
