"""How every application stands before the selection: valid reviews, aggregates, score, gate."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from reviews.ranking import Aggregate, GateReason, Review, aggregate, gate, weighted_sum
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
    others = {each: 1 for each in case.jurors if each != juror}
    return stand_drawn(case, others, full)


def stand_drawn(case: Case, times: Mapping[str, int], full: Standing) -> Standing:
    """The standing if each juror's reviews counted so many times; who is not named, not at all.

    The gate as in `stand_without`.
    """
    reduced = _standing(case, _aggregates(case, times), quorum=1)
    reasons: dict[str, GateReason] = {
        each: "quorum" if full.gate[each] == "quorum" else reason
        for each, reason in reduced.gate.items()
    }
    return Standing(reduced.aggregates, reduced.scores, reasons)


def pool_of(case: Case, standing: Standing) -> tuple[Application, ...]:
    """The applications among which is selected, ascending by id."""
    return tuple(each for each in case.applications if standing.gate[each.id] == "ok")


def _aggregates(case: Case, times: Mapping[str, int] | None = None) -> dict[str, Aggregate]:
    """Aggregates of all valid reviews, or of those of some jurors, counted so many times."""
    criteria = case.round.criteria
    counting: dict[str, list[Review]] = {each.id: [] for each in case.applications}
    for review in case.valid_reviews:
        counting[review.application] += [review] * (
            1 if times is None else times.get(review.juror, 0)
        )
    method, known = case.round.method, case.known
    return {each: aggregate(method, criteria, rs, known) for each, rs in counting.items()}


def _standing(case: Case, aggregates: Mapping[str, Aggregate], quorum: int) -> Standing:
    criteria = case.round.criteria
    scores = {
        each: weighted_sum(criteria, result.values)
        for each, result in aggregates.items()
        if result.n
    }
    return Standing(
        aggregates=aggregates,
        scores=scores,
        gate={
            each.id: gate(
                status=each.status,
                result=aggregates[each.id],
                criteria=criteria,
                overall_threshold=case.round.overall_threshold,
                quorum=quorum,
                score=scores.get(each.id),
            )
            for each in case.applications
        },
    )
