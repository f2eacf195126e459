"""How every application stands before the selection: valid reviews, aggregates, score, gate."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from reviews.ranking import Aggregate, GateReason, Review, aggregate, gate, is_valid, weighted_sum
from reviews.selection.case import Application, Case


@dataclass(frozen=True)
class Standing:
    """Per application id; `scores` holds those with at least one valid review."""

    aggregates: Mapping[str, Aggregate]
    scores: Mapping[str, Fraction]
    gate: Mapping[str, GateReason]


def stand(case: Case) -> Standing:
    """The standing of all applications, from the reviews or from the public aggregates."""
    aggregates = {
        each.id: each.aggregate for each in case.applications if each.aggregate is not None
    } or _aggregates(case)
    return _standing(case, aggregates, case.round.quorum)


def stand_without(case: Case, juror: str, full: Standing) -> Standing:
    """The standing if one juror had not taken part.

    Who met the quorum with all jurors keeps it, as long as one review is left; the thresholds
    are applied anew.
    """
    reduced = _standing(case, _aggregates(case, without=juror), quorum=1)
    reasons: dict[str, GateReason] = {
        each: "quorum" if full.gate[each] == "quorum" else reason
        for each, reason in reduced.gate.items()
    }
    return Standing(reduced.aggregates, reduced.scores, reasons)


def pool_of(case: Case, standing: Standing) -> tuple[Application, ...]:
    """The applications among which is selected, ascending by id."""
    return tuple(each for each in case.applications if standing.gate[each.id] == "ok")


def _aggregates(case: Case, without: str | None = None) -> dict[str, Aggregate]:
    criteria = case.round.criteria
    counting: dict[str, list[Review]] = {each.id: [] for each in case.applications}
    for review in case.reviews:
        if review.juror != without and is_valid(review, criteria, case.conflicts):
            counting[review.application].append(review)
    return {each: aggregate(case.round.method, criteria, rs) for each, rs in counting.items()}


def _standing(case: Case, aggregates: Mapping[str, Aggregate], quorum: int) -> Standing:
    criteria = case.round.criteria
    return Standing(
        aggregates=aggregates,
        scores={
            each: weighted_sum(criteria, result.values)
            for each, result in aggregates.items()
            if result.n
        },
        gate={
            each.id: gate(
                status=each.status,
                result=aggregates[each.id],
                criteria=criteria,
                overall_threshold=case.round.overall_threshold,
                quorum=quorum,
            )
            for each in case.applications
        },
    )
