"""A juror's own scores, all applications by all criteria: to compare and to recalibrate.

Own ones alone, never another juror's. Where a conflict stands there are no numbers, whatever was
scored before, and none enters a mean; where nothing is declared yet, there is a title and nothing
else. Every number is exact and rounded for the eye only.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from competition.errors import Refusal
from reviews import agreement, progress, queries, ranking
from reviews.models import Criterion, JuryMember, Rubric, Score
from reviews.models.review import ReviewState
from reviews.progress import Stage, Told
from reviews.spread import exact_criterion

POINTS = "points-"
STAGES = list(Stage)


@dataclass(frozen=True, slots=True)
class Row:
    """One application, the ``number``-th by municipality. ``values``: own points by criterion key.

    ``total``: the weighted sum, only where no criterion lacks its points.
    """

    number: int
    application: Told
    criteria: Sequence[Criterion]
    values: Mapping[str, Fraction]
    total: Fraction | None

    @property
    def points(self) -> list[Fraction | None]:
        """The own points in the order of the rubric."""
        return [self.values.get(criterion.key) for criterion in self.criteria]

    @property
    def title(self) -> str:
        """What the application is called."""
        return self.application.title

    @property
    def stage(self) -> str:
        """How far the juror is with it."""
        return self.application.stage

    @property
    def is_open(self) -> bool:
        """Whether the juror may read it, and so there is a review to go to."""
        return self.application.is_readable


@dataclass(frozen=True, slots=True)
class Spread:
    """How own points lie: their number, mean and variance (divided by their number), exact."""

    count: int
    mean: Fraction | None
    variance: Fraction | None

    @property
    def deviation(self) -> Fraction | None:
        """The standard deviation, rounded half up to hundredths: a root is rarely a fraction."""
        return None if self.variance is None else agreement.root(self.variance, places=2)


@dataclass(frozen=True, slots=True)
class Column:
    """One criterion down all rows: its spread, and how often each points were given."""

    criterion: Criterion
    values: Sequence[Fraction]
    spread: Spread


@dataclass(frozen=True)
class Matrix:
    """All rows in the order of their municipalities, and the criteria in that of the rubric."""

    criteria: Sequence[Criterion]
    rows: Sequence[Row]

    @cached_property
    def columns(self) -> list[Column]:
        """Per criterion the own points of all rows that show any."""
        return [
            Column(criterion, values, spread(values))
            for criterion in self.criteria
            for values in [
                [r.values[criterion.key] for r in self.rows if criterion.key in r.values]
            ]
        ]

    @cached_property
    def overall(self) -> Spread:
        """The spread of the weighted sums."""
        return spread([row.total for row in self.rows if row.total is not None])

    @property
    def highest_total(self) -> Fraction:
        """The weighted sum of full points."""
        exact = [exact_criterion(each) for each in self.criteria]
        return ranking.weighted_sum(exact, {each.id: each.highest for each in exact})

    @property
    def orders(self) -> list[str]:
        """By what the rows may be sorted; with "-" before it, downwards."""
        return ["title", "municipality", *(POINTS + c.key for c in self.criteria), "total", "stage"]

    def sorted_by(self, order: str) -> list[Row]:
        """The rows in a declared order; equal ones by municipality, what has no value last.

        Raises ``unknown_filter`` for an order that is not declared.
        """
        name = order.removeprefix("-")
        if name not in self.orders:
            raise Refusal("unknown_filter", field="order")
        key = _key(name)
        known = [row for row in self.rows if key(row) is not None]
        known.sort(key=key, reverse=order.startswith("-"))  # stable both ways
        return known + [row for row in self.rows if key(row) is None]


def of(juror: JuryMember, rubric: Rubric) -> Matrix:
    """The juror's matrix, with four queries whatever the number of applications."""
    criteria = list(rubric.criteria.all())
    exact = [exact_criterion(each) for each in criteria]
    given = _given(juror, criteria)
    rows = []
    for number, application in enumerate(progress.told(juror)):
        values = given.get(application.pk, {}) if application.is_readable else {}
        is_whole = bool(criteria) and len(values) == len(criteria)
        total = ranking.weighted_sum(exact, values) if is_whole else None
        rows.append(Row(number, application, criteria, values, total))
    return Matrix(criteria, rows)


def _given(
    juror: JuryMember, criteria: Iterable[Criterion]
) -> Mapping[int, Mapping[str, Fraction]]:
    """Own points by application and criterion key."""
    by_id = {criterion.pk: criterion for criterion in criteria}
    found: dict[int, dict[str, Fraction]] = {}
    # An abstention gives no points, whatever was typed before it.
    mine = Score.objects.filter(review__jury_member=juror)
    scores = mine.exclude(review__state=ReviewState.ABSTAINED)
    for application_id, criterion_id, steps in scores.order_by().values_list(
        "review__application_id", "criterion_id", "steps"
    ):
        criterion = by_id[criterion_id]
        points = queries.points(criterion, steps)
        found.setdefault(application_id, {})[criterion.key] = points
    return found


def _key(name: str) -> Callable[[Row], Any]:
    """What a row is sorted by; None: it has no such value."""
    if name == "municipality":
        return lambda row: row.number
    if name == "title":
        return lambda row: row.title.casefold()
    if name == "stage":
        return lambda row: STAGES.index(Stage(row.stage))
    if name == "total":
        return lambda row: row.total
    return lambda row: row.values.get(name.removeprefix(POINTS))


def spread(values: Sequence[Fraction]) -> Spread:
    """Mean and variance of all values given, as they are no sample of anything larger."""
    if not values:
        return Spread(0, None, None)
    return Spread(len(values), ranking.mean(values), agreement.variance(values))
