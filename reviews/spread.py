"""What the counting reviews of an application give, and how far they lie apart.

For the jury's session, after the scores are locked. Every number is exact. Which reviews count is
decided by ``reviews/ranking.py``, here as in a selection run.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import cast

from django.db.models import OuterRef, QuerySet, Subquery

from competition.models import Application
from reviews import agreement, queries, ranking
from reviews.conflicts import gate
from reviews.models import Criterion, Revision, Rubric, Score


@dataclass(frozen=True, slots=True)
class Given:
    """One counting review, with ids. ``before``: points that were changed, as they stood first."""

    juror: int
    review: int
    points: dict[str, Fraction]
    before: dict[str, Fraction]


@dataclass(frozen=True)
class Spread:
    """One application in numbers. Without a counting review there are none."""

    method: ranking.Method
    criteria: Sequence[ranking.Criterion]
    given: list[Given] = field(default_factory=list)

    @cached_property
    def aggregate(self) -> ranking.Aggregate:
        """The value per criterion by the published method."""
        rows = [ranking.Review(str(each.juror), "", True, each.points) for each in self.given]
        return ranking.aggregate(self.method, self.criteria, rows)

    @cached_property
    def total(self) -> Fraction | None:
        """The application's score; None where no review counts."""
        if not self.given:
            return None
        return ranking.weighted_sum(self.criteria, self.aggregate.values)

    @cached_property
    def totals(self) -> list[Fraction]:
        """What each counting review comes to by itself, weighted."""
        return [ranking.weighted_sum(self.criteria, each.points) for each in self.given]

    @property
    def range(self) -> Fraction | None:
        """The highest total of a juror less the lowest."""
        return agreement.spread(self.totals) if self.given else None

    @property
    def variance(self) -> Fraction | None:
        """The variance of the jurors' totals; sorting by it sorts by the standard deviation."""
        return agreement.variance(self.totals) if self.given else None

    @property
    def deviation(self) -> Fraction | None:
        """The standard deviation to four places: for the eye alone."""
        return None if self.variance is None else agreement.root(self.variance, places=4)

    def values(self, criterion: str) -> list[Fraction]:
        """All points given for one criterion."""
        return [each.points[criterion] for each in self.given]

    def passes(self, rubric: Rubric) -> bool:
        """Whether the application takes part in the selection as it stands (quorum, thresholds)."""
        threshold = rubric.overall_threshold
        reason = ranking.gate(
            status="submitted",
            result=self.aggregate,
            criteria=self.criteria,
            overall_threshold=Fraction(threshold) if threshold else None,
            quorum=rubric.quorum,
        )
        return reason == "ok"


def exact_criterion(criterion: Criterion) -> ranking.Criterion:
    """A criterion with its numbers as exact fractions."""
    return ranking.Criterion(
        id=criterion.key,
        weight=Fraction(criterion.weight),
        lowest=Fraction(criterion.minimum),
        highest=Fraction(criterion.maximum),
        step=Fraction(criterion.step),
        threshold=Fraction(criterion.threshold) if criterion.threshold else None,
    )


def spreads(
    rubric: Rubric, criteria: Sequence[Criterion], applications: Collection[int]
) -> dict[int, Spread]:
    """The spread of each of these applications, in one query."""
    exact = [exact_criterion(criterion) for criterion in criteria]
    method = cast(ranking.Method, rubric.aggregate)
    found = {each: Spread(method, exact) for each in applications}
    for application, given in _given(criteria, applications):
        review = ranking.Review(str(given.juror), "", True, given.points)
        if ranking.is_valid(review, exact, ()):
            found[application].given.append(given)
    return found


def _given(criteria: Sequence[Criterion], applications: Collection[int]) -> list[tuple[int, Given]]:
    """The final reviews that ``final_scores`` are of, in a fixed order."""
    by_id = {criterion.pk: criterion for criterion in criteria}
    rows: dict[int, tuple[int, Given]] = {}
    for review, juror, application, criterion_id, steps, before in _scores(applications):
        criterion = by_id[criterion_id]
        _where, given = rows.setdefault(review, (application, Given(juror, review, {}, {})))
        given.points[criterion.key] = queries.points(criterion, steps)
        if before is not None:
            given.before[criterion.key] = queries.points(criterion, before)
    return list(rows.values())


def final_scores(applications: "Collection[int] | QuerySet[Application]") -> QuerySet[Score]:
    """The scores of final reviews by assigned jurors without a conflict, complete or not."""
    return Score.objects.filter(gate.counts("review__"), review__application__in=applications)


def _scores(applications: Collection[int]) -> list[tuple[int, int, int, int, int, int | None]]:
    revised = Revision.objects.filter(score=OuterRef("pk")).order_by("made_at", "pk")
    return list(
        final_scores(applications)
        .order_by("review__jury_member__user__name", "review", "criterion__position")
        .values_list(
            "review",
            "review__jury_member",
            "review__application",
            "criterion",
            "steps",
            Subquery(revised.values("steps_before")[:1]),
        )
    )
