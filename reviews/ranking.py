"""From reviews to exact scores: which reviews count, how they are put together, who passes.

Plain Python without Django, so that outsiders can read and run it. Every number is a
`fractions.Fraction`; nothing here rounds. Source: the published rules of a call, in the order
status, quorum, threshold (the first reason wins).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Literal

Method = Literal["mean", "median", "interpolated_median"]
GateReason = Literal["ok", "withdrawn", "ineligible", "quorum", "threshold"]
METHODS: tuple[Method, ...] = ("mean", "median", "interpolated_median")


@dataclass(frozen=True)
class Criterion:
    """One line of the rubric: its weight, its grid of points and the least it must reach."""

    id: str
    weight: Fraction
    lowest: Fraction
    highest: Fraction
    step: Fraction
    threshold: Fraction | None = None

    def allows(self, points: Fraction) -> bool:
        """Whether the points lie on the grid lowest, lowest + step, … up to highest.

        In whole numbers over one denominator: it is asked for every score of a round.
        """
        common, lowest, highest, step = self._grid
        units, rest = divmod(points.numerator * common, points.denominator)
        return not rest and lowest <= units <= highest and (units - lowest) % step == 0

    @cached_property
    def _grid(self) -> tuple[int, int, int, int]:
        """A common denominator, and lowest, highest and step in whole numbers over it."""
        given = (self.lowest, self.highest, self.step)
        common = lcm(*(each.denominator for each in given))
        lowest, highest, step = (int(each * common) for each in given)
        return common, lowest, highest, step


@dataclass(frozen=True)
class Review:
    """What one juror gave one application, in points per criterion; None: not scored."""

    juror: str
    application: str
    submitted: bool
    points: Mapping[str, Fraction | None]


@dataclass(frozen=True)
class Aggregate:
    """One application in numbers: how many reviews count, and a value per criterion.

    `values` is empty where no review counts.
    """

    n: int
    values: Mapping[str, Fraction]


def is_valid(
    review: Review, criteria: Sequence[Criterion], conflicts: Collection[tuple[str, str]]
) -> bool:
    """Whether a review counts: submitted, complete, on the grid, and no conflict declared.

    A conflict (juror, application) declared later voids the review as well; one missing score
    is an abstention for the whole application.
    """
    if not review.submitted or (review.juror, review.application) in conflicts:
        return False
    given = ((criterion, review.points.get(criterion.id)) for criterion in criteria)
    return all(points is not None and criterion.allows(points) for criterion, points in given)


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """The exact sum: whole numbers over the common denominator, reduced once at the end."""
    return _sum([value.as_integer_ratio() for value in values])


def _sum(parts: Sequence[tuple[int, int]], shared: int = 1) -> Fraction:
    """The exact sum of quotients, divided by ``shared``."""
    common = lcm(*[below for _above, below in parts])
    total = sum([above * (common // below) for above, below in parts])
    return Fraction(total, common * shared)


def mean(points: Sequence[Fraction]) -> Fraction:
    """The arithmetic mean of at least one value."""
    return _sum([value.as_integer_ratio() for value in points], len(points))


def median(points: Sequence[Fraction]) -> Fraction:
    """The middle value, or the mean of the two middle values of an even number."""
    ordered = sorted(points)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def interpolated_median(points: Sequence[Fraction], step: Fraction) -> Fraction:
    """The median, moved within its step by the balance of the values above and below it.

    m + step * (above - below) / (2 * equal); the plain median where no value equals it.
    """
    middle = median(points)
    equal = sum(1 for value in points if value == middle)
    if equal == 0:
        return middle
    above = sum(1 for value in points if value > middle)
    below = len(points) - above - equal
    return middle + step * Fraction(above - below, 2 * equal)


def combine(method: Method, points: Sequence[Fraction], step: Fraction) -> Fraction:
    """Put the points of several jurors for one criterion together by the published method."""
    if method == "mean":
        return mean(points)
    if method == "median":
        return median(points)
    return interpolated_median(points, step)


Known = dict[tuple[object, ...], Fraction]


def aggregate(
    method: Method,
    criteria: Sequence[Criterion],
    reviews: Sequence[Review],
    known: Known | None = None,
) -> Aggregate:
    """Aggregate the valid reviews of one application, criterion by criterion.

    The caller passes reviews for which `is_valid` holds, so every score is present. `known` keeps
    what the same points (the same objects, in any order) came to before: a round has few different
    ones. It must not outlive the reviews.
    """
    if not reviews:
        return Aggregate(0, {})
    known = {} if known is None else known
    values = {}
    for criterion in criteria:
        given = [review.points[criterion.id] for review in reviews]
        key = (criterion.id, *sorted(map(id, given)))
        if key not in known:
            complete = [points for points in given if points is not None]
            known[key] = combine(method, complete, criterion.step)
        values[criterion.id] = known[key]
    return Aggregate(len(reviews), values)


def weighted_sum(criteria: Sequence[Criterion], values: Mapping[str, Fraction]) -> Fraction:
    """The score of an application: the sum of weight times aggregate over the criteria."""
    return _sum(
        [
            (c.weight.numerator * value.numerator, c.weight.denominator * value.denominator)
            for c, value in [(c, values[c.id]) for c in criteria]
        ]
    )


def gate(
    *,
    status: str,
    result: Aggregate,
    criteria: Sequence[Criterion],
    overall_threshold: Fraction | None,
    quorum: int,
    score: Fraction | None = None,
) -> GateReason:
    """Whether an application takes part in the selection; otherwise the first reason why not.

    `score`: its weighted sum, where that is known.

    An application without a single valid review has no score and fails the quorum, even where
    the quorum is 0. Reaching a threshold exactly is enough.
    """
    if status == "withdrawn":
        return "withdrawn"
    if status == "ineligible":
        return "ineligible"
    if result.n < max(quorum, 1):
        return "quorum"
    for criterion in criteria:
        if criterion.threshold is not None and result.values[criterion.id] < criterion.threshold:
            return "threshold"
    if overall_threshold is None:
        return "ok"
    score = weighted_sum(criteria, result.values) if score is None else score
    return "ok" if score >= overall_threshold else "threshold"
