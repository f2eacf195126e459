"""How far jurors agree, and where they do not: one number for a round, one for each juror.

Plain Python without Django; every number is a `fractions.Fraction`, and only `root` rounds.
Nothing here decides: the selection knows none of these numbers. Values are the points or totals
that counting reviews give, by application and juror.
"""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from math import isqrt
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
    units = [list(given.values()) for given in values.values() if len(given) > 1]
    pooled = [value for unit in units for value in unit]
    expected = squares(pooled)
    if not expected:
        return None
    observed = sum((squares(unit) / (len(unit) - 1) for unit in units), Fraction(0))
    return 1 - (len(pooled) - 1) * observed / expected


def squares(values: Sequence[Fraction]) -> Fraction:
    """The sum of the squared differences of all ordered pairs."""
    total = sum(values, Fraction(0))
    return 2 * (len(values) * sum((value * value for value in values), Fraction(0)) - total * total)


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
    return squares(list(values)) / (2 * len(values) ** 2)


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
    found: dict[str, list[Fraction]] = {juror: [] for given in values.values() for juror in given}
    for given in values.values():
        if len(given) < 2:
            continue
        total = sum(given.values(), Fraction(0))
        for juror, value in given.items():
            found[juror].append(value - (total - value) / (len(given) - 1))
    return {
        juror: sum(each, Fraction(0)) / len(each) if each else None
        for juror, each in sorted(found.items())
    }


def disputed(values: Values) -> list[str]:
    """The applications with at least two values, the most disputed first: by range, then variance.

    Equals stand in the order of their ids.
    """
    several = {each: list(given.values()) for each, given in values.items() if len(given) > 1}
    return sorted(
        several, key=lambda each: (-spread(several[each]), -variance(several[each]), each)
    )
