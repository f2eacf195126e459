"""The result of a selection as plain data, with the keys of the published format."""

from collections.abc import Callable
from typing import Any

from reviews.selection import lot
from reviews.selection.case import Case
from reviews.selection.decision import Contest, Outcome, Stage
from reviews.selection.explanations import Explainer
from reviews.selection.insight import Insight
from reviews.selection.multipliers import FINENESS
from reviews.selection.search import NotProven

Questions = dict[str, Callable[[], Any]]


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


def explanations(explainer: Explainer, given: Contest) -> Questions:
    """The explanations of a decided outcome, by key."""
    wanted: Questions = {
        "second_total": explainer.second_total,
        "unconstrained_total": explainer.unconstrained_total,
        "price": explainer.price,
        "margin": explainer.margin,
        "successor": explainer.successor,
    }
    if given.case.want_lojo:
        wanted["leave_one_juror_out"] = explainer.leave_one_juror_out
    return wanted


def insights(insight: Insight) -> Questions:
    """What stands under the key `insight`, by key; None: does not apply."""
    return {
        "rank": insight.rank,
        "class": insight.classes,
        "displaced_by": insight.displaced_by,
        "step": insight.step,
        "flip": insight.flip,
        "near_ties": insight.near_ties,
        "total_price": insight.total_price,
        "core": insight.core,
        "conflict_members": insight.conflict_members,
    }


def step_count(case: Case, explain: bool, insight: bool, bootstrap: bool) -> int:
    """How many steps a decided round takes; fewer where nothing is decided."""
    return 1 + (5 + case.want_lojo) * explain + 9 * insight + bootstrap


def answered(questions: Questions, tell: Callable[[str], None]) -> dict[str, Any]:
    """Ask all questions in turn; what the budget did not suffice for is absent."""
    answers = {}
    for name, ask in questions.items():
        tell(name)
        try:
            answers[name] = ask()
        except NotProven:
            continue
    return answers


def certificate(outcome: Outcome, given: Contest, nodes: int, explanation_nodes: int) -> Any:
    """What the proof rests on: the nodes searched, and the bound that the rules' prices give.

    For any prices no admissible set exceeds the bound (see `multipliers`), so it can be checked
    with the prices alone. Prices are in points per place, those that are not 0.
    """
    found: dict[str, Any] = {"nodes": nodes, "explanation_nodes": explanation_nodes}
    if outcome.solver is not None:
        unit = given.scale.unit / FINENESS
        found["bound"] = str(given.exact(outcome.solver.bound))
        found["prices"] = {
            rule.label: str(price * unit)
            for rule, price in zip(given.problem.rules, outcome.solver.prices.per_rule, strict=True)
            if price
        }
    return found
