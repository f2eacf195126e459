"""The result of a selection as plain data, with the keys of the published format."""

from collections.abc import Callable
from typing import Any

from reviews.selection import lot
from reviews.selection.decision import Contest, Outcome, Stage
from reviews.selection.explanations import Explainer
from reviews.selection.search import Budget, NotProven


def standing_keys(given: Contest) -> dict[str, Any]:
    """What stands in every result: the gate, the valid reviews and the exact scores."""
    standing = given.standing
    return {
        "gate": dict(standing.gate),
        "valid_reviews": {each: result.n for each, result in standing.aggregates.items()},
        "scores": {each: str(score) for each, score in standing.scores.items()},
    }


def decision_keys(given: Contest, outcome: Outcome, count_limit: int) -> dict[str, Any]:
    """The decision itself; keys that do not apply are absent."""
    keys: dict[str, Any] = {"status": outcome.status}
    if outcome.status == "too_few_eligible":
        keys["eligible"] = len(given.pool)
    if outcome.conflict is not None:
        keys["conflict"] = outcome.conflict
    if outcome.total is not None and outcome.tied is not None:
        keys["total"] = str(given.exact(outcome.total))
        if outcome.tied.listed is None:
            keys["n_optimal_at_least"] = count_limit
        else:
            keys["n_optimal_total"] = len(outcome.tied.listed)
        keys["decided_by"] = outcome.decided_by
        keys["stages"] = [_stage(each, count_limit) for each in outcome.stages]
        contested = outcome.tied.contested
        if contested is not None:
            keys["contested"] = given.ids(contested)
    keys["selected"] = None if outcome.chosen is None else given.ids(outcome.chosen)
    if outcome.tied_sets is not None:
        keys["tied_sets"] = [given.ids(each) for each in outcome.tied_sets]
    if outcome.lot_order is not None and given.case.round.lot is not None:
        keys["lot_seed_hex"] = lot.seed(given.case.round.lot).hex()
        keys["lot_order"] = outcome.lot_order
    return keys


def _stage(stage: Stage, count_limit: int) -> dict[str, Any]:
    value = None if stage.value is None else str(stage.value)
    if stage.remaining is None:
        return {"stage": stage.name, "value": value, "remaining_at_least": count_limit}
    return {"stage": stage.name, "value": value, "remaining": stage.remaining}


def explanation_keys(
    given: Contest, outcome: Outcome, budget: Budget, count_limit: int
) -> dict[str, Any]:
    """The explanations of a decided outcome; what the budget did not suffice for is absent."""
    if outcome.chosen is None:
        return {}
    explainer = Explainer(given, outcome, budget, count_limit)
    wanted: dict[str, Callable[[], Any]] = {
        "second_total": explainer.second_total,
        "unconstrained_total": explainer.unconstrained_total,
        "price": explainer.price,
        "margin": explainer.margin,
        "successor": explainer.successor,
    }
    if given.case.want_lojo:
        wanted["leave_one_juror_out"] = explainer.leave_one_juror_out
    keys = {}
    for name, explain in wanted.items():
        try:
            keys[name] = explain()
        except NotProven:
            continue
    return keys
