"""A trial of the rubric on one invented application: the engine's own numbers, nothing stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.translation import gettext as _

from competition.errors import Refusal
from reviews import cases
from reviews.models import Criterion, Rubric
from reviews.ranking import GateReason
from reviews.review import entries
from reviews.selection.case import Case
from reviews.selection.parsing import parse_case
from reviews.selection.standing import Standing, stand

REVIEWS_COUNT = 3
APPLICATION = "probe"

Points = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion: what the reviews make of it, and what its weight makes of that.

    ``value``, ``weighted``: None while no review counts. ``step_effect``: what one step more in
    every review adds to the total. ``most``: the most it can add.
    """

    criterion: Criterion
    value: Fraction | None
    weighted: Fraction | None
    is_reached: bool | None
    step_effect: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True)
class Outcome:
    """The trial's result. ``gate``: as the round decides it; ``threshold_gate``: had it a quorum.

    ``incomplete``: number of a review that does not count, and the criteria without points.
    """

    counted: int
    incomplete: list[tuple[int, str]]
    lines: list[Line]
    total: Fraction | None
    most: Fraction
    plain_total: Fraction | None
    plain_most: Fraction
    gate: GateReason
    threshold_gate: GateReason


def field(review: int, at: int) -> str:
    """The name of a field: points of a review (from 1) for a criterion (from 0)."""
    return f"review-{review}.{at}"


def read(criteria: Sequence[Criterion], typed: Sequence[Points]) -> list[dict[str, str]]:
    """Exact points by criterion key, per review; what is empty is absent.

    Raises ``score_off_grid`` at each wrong field, ``required`` where nothing is typed at all.
    """
    given: list[dict[str, str]] = []
    refused = []
    for number, points in enumerate(typed, 1):
        exact = {}
        for at, criterion in enumerate(criteria):
            if not points[criterion.key].strip():
                continue
            try:
                steps = entries.steps_of(criterion, points[criterion.key])
                exact[criterion.key] = entries.decimal(criterion, steps)
            except Refusal as refusal:
                refused.append(Refusal(refusal.code, field=field(number, at), **refusal.details))
        given.append(exact)
    if not refused and not any(given):
        raise Refusal("required", field=field(1, 0))
    if refused:
        first = refused[0]
        raise Refusal(first.code, field=first.field, causes=tuple(refused), **first.details)
    return given


def outcome(
    rubric: Rubric, criteria: Sequence[Criterion], given: Sequence[Mapping[str, str]]
) -> Outcome:
    """What the engine makes of the reviews: values, total, gate (``reviews.ranking``)."""
    case = _case(rubric, criteria, given)
    standing = stand(case)
    anyhow = stand(replace(case, round=replace(case.round, quorum=1)))
    values = standing.aggregates[APPLICATION].values
    return Outcome(
        counted=standing.aggregates[APPLICATION].n,
        incomplete=list(_incomplete(criteria, given)),
        lines=[_line(criterion, standing) for criterion in criteria],
        total=standing.scores.get(APPLICATION),
        most=sum((_weight(each) * Fraction(each.maximum) for each in criteria), Fraction(0)),
        plain_total=sum(values.values(), Fraction(0)) if values else None,
        plain_most=sum((Fraction(each.maximum) for each in criteria), Fraction(0)),
        gate=standing.gate[APPLICATION],
        threshold_gate=anyhow.gate[APPLICATION],
    )


def _case(
    rubric: Rubric, criteria: Sequence[Criterion], given: Sequence[Mapping[str, str]]
) -> Case:
    jurors = [f"P{number}" for number in range(1, len(given) + 1)]
    return parse_case(
        {
            "round": cases.round_of(rubric.call, rubric, criteria),
            "jurors": jurors,
            "applications": [{"id": APPLICATION, "status": "submitted", "attrs": {}}],
            "conflicts": [],
            "reviews": [
                {
                    "juror": juror,
                    "application": APPLICATION,
                    "status": "submitted",
                    "scores": {each.key: points.get(each.key) for each in criteria},
                }
                for juror, points in zip(jurors, given, strict=True)
                if points
            ],
            "constraints": [],
        }
    )


def _incomplete(
    criteria: Sequence[Criterion], given: Sequence[Mapping[str, str]]
) -> Iterable[tuple[int, str]]:
    for number, points in enumerate(given, 1):
        missing = [each.label for each in criteria if each.key not in points]
        if points and missing:
            yield number, ", ".join(_("„%s“") % label for label in missing)


def _line(criterion: Criterion, standing: Standing) -> Line:
    weight = _weight(criterion)
    value = standing.aggregates[APPLICATION].values.get(criterion.key)
    has_threshold = bool(criterion.threshold) and value is not None
    return Line(
        criterion=criterion,
        value=value,
        weighted=None if value is None else weight * value,
        is_reached=value >= Fraction(criterion.threshold)
        if has_threshold and value is not None
        else None,
        step_effect=weight * Fraction(criterion.step),
        most=weight * Fraction(criterion.maximum),
    )


def _weight(criterion: Criterion) -> Fraction:
    return Fraction(criterion.weight)
