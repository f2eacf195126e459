"""Documents that come down from the jury: rubric, rules, decision, reasons."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from competition import receipts
from competition.call_setup import draft
from competition.models import Application, Call
from competition.models.announcement import PublicationKind
from competition.models.call import PublicationLevel
from reviews.models import Decision, Deviation, Rubric, SelectionRun
from reviews.ranking import Aggregate
from reviews.selection import lot
from reviews.selection.parsing import parse_case
from reviews.selection.standing import Standing, stand


def rubric_document(rubric: Rubric) -> dict[str, Any]:
    """The rubric as it is frozen and published: all that says how is judged, and by how many."""
    return {
        "format": "modellkommune-rubric-1",
        "call": rubric.call.slug,
        "aggregate": rubric.aggregate,
        "quorum": rubric.quorum,
        "overall_threshold": rubric.overall_threshold or None,
        "panel_size": rubric.panel_size,
        "disclosure": rubric.disclosure,
        "abstention_allowed": rubric.abstention_allowed,
        "criteria": [
            {
                "id": criterion.key,
                "label": criterion.label,
                "description": criterion.description,
                "weight": criterion.weight,
                "min": criterion.minimum,
                "max": criterion.maximum,
                "step": criterion.step,
                "threshold": criterion.threshold or None,
                "levels": criterion.levels,
                "reason_required": criterion.reason_required,
            }
            for criterion in rubric.criteria.all()
        ],
    }


def documents(rubric: Rubric) -> dict[PublicationKind, dict[str, Any]]:
    """What is frozen and made public together with the call."""
    return {
        PublicationKind.RUBRIC: rubric_document(rubric),
        PublicationKind.RULES: rules_document(rubric),
    }


def rubric_digest(rubric: Rubric | None) -> str:
    """SHA-256 over rubric and rules together, as a call publishes it; "" where there is none."""
    if rubric is None:
        return ""
    return receipts.digest({kind.value: content for kind, content in documents(rubric).items()})


def publication_digest(call: Call, rubric: Rubric | None) -> str:
    """SHA-256 over all that publishing a call makes visible and fixes: what was read before it."""
    return receipts.digest(
        {**draft.published_document(call), "rubric_and_rules": rubric_digest(rubric)}
    )


def rules_document(rubric: Rubric) -> dict[str, Any]:
    """The rules of selection as published; of the lot's secret only its commitment."""
    commitment = lot.commitment(rubric.lot_nonce_hex) if rubric.lot_nonce_hex else None
    return {
        "format": "modellkommune-rules-1",
        "call": rubric.call.slug,
        "seats": rubric.call.places_count,
        "seats_mode": rubric.seats_mode,
        "tie_break": rubric.tie_break,
        "lot": {"commitment": commitment, "source": rubric.lot_source}
        if "lot" in rubric.tie_break
        else None,
        "rules": [
            {
                "id": rule.key,
                "label": rule.label,
                "attr": rule.attribute,
                "value": rule.value,
                "min": rule.minimum,
                "max": rule.maximum,
            }
            for rule in rubric.diversity_rules.all()
        ],
    }


def public_case(case: Mapping[str, Any], standing: Standing | None = None) -> dict[str, Any]:
    """The case without reviews, conflicts and jurors: exact aggregates per application instead.

    Anyone recomputes the selection from it with ``python -m reviews.selection``. Ids are the
    applications' random public ids, which tell nothing about who applied; attributes that no rule
    asks for are left out, because several together might. ``standing``: the case's, where it is
    known.
    """
    standing = standing or stand(parse_case(case))
    applications = [
        {
            **application,
            "aggregate": {
                "n": standing.aggregates[application["id"]].n,
                "criteria": {
                    criterion: str(value)
                    for criterion, value in standing.aggregates[application["id"]].values.items()
                },
            },
        }
        for application in published_attributes(case)
    ]
    kept = {key: case[key] for key in ("id", "description", "synthetic", "round", "constraints")}
    return {**kept, "applications": applications}


def published_attributes(case: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The applications of a case with those attributes alone that a rule asks for."""
    asked = {rule["attr"] for rule in case["constraints"]}
    return [
        {
            **application,
            "attrs": {name: value for name, value in application["attrs"].items() if name in asked},
        }
        for application in case["applications"]
    ]


def public_result(result: Mapping[str, Any]) -> dict[str, Any]:
    """The result without what tells of single jurors: nobody could recompute it from the case."""
    kept = {key: value for key, value in result.items() if key != "leave_one_juror_out"}
    if "insight" in kept:
        kept["insight"] = {k: v for k, v in kept["insight"].items() if k != "bootstrap"}
    return kept


def decision_document(
    *,
    call: Call,
    decision: Decision,
    deviation: Deviation | None,
    selected: list[Application],
    standing: Standing,
) -> dict[str, Any]:
    """What is published of a decision, at the level that the call set before scoring began.

    ``selected``: who holds an award by it; ``standing``: that of the run's case. Of a later
    decision it says so. Where the awards are not what was computed, the bundle names the difference
    and its price: whoever recomputes finds both.
    """
    run = decision.run
    awards = [
        {
            "id": application.public_id,
            "ags": application.municipality.ags,
            "name": application.municipality.name,
            "title": application.valid_version.title if application.valid_version else "",
            "amount_cents": call.award_cents,
        }
        for application in selected
    ]
    document: dict[str, Any] = {
        "format": "modellkommune-decision-1",
        "call": call.slug,
        "synthetic": call.is_synthetic,
        "engine": run.engine_version,
        "input_sha256": run.input_digest,
        "awards": awards,
    }
    if decision.number > 1:
        document |= {"number": decision.number, "kind": decision.kind}
    if call.publication_level == PublicationLevel.BUNDLE:
        document["case"] = public_case(run.input, standing)
        document["result"] = public_result(run.result or {})
        document |= _difference(run, deviation, {each.public_id for each in selected})
    return document


def _difference(
    run: SelectionRun, deviation: Deviation | None, awarded: set[str]
) -> dict[str, Any]:
    """Who holds an award otherwise than computed; the reason stands in the record of the decision.

    The reason may name applicants without an award, who are under random ids here.
    """
    computed = set((run.result or {}).get("selected") or ())
    if computed == awarded:
        return {}
    difference: dict[str, Any] = {
        "enters": sorted(awarded - computed),
        "leaves": sorted(computed - awarded),
    }
    if deviation is not None:
        difference |= {"price": deviation.price or None, "broken": deviation.broken}
    return {"difference": difference}


def reasons_documents(
    *,
    call: Call,
    decision: Decision,
    applications: Iterable[Application],
    deviation: Deviation | None,
    standing: Standing,
) -> Iterator[tuple[Application, dict[str, Any]]]:
    """For each application, how its own criteria stood (§ 39 VwVfG): no others' numbers, no juror.

    ``reserve``: whether it would move up in some case; told where the call names its reserve.
    ``deviates``: people chose another set than computed; why, reads whom it cost the place.
    ``displaced_by``: the rules that cost it the place, where its points alone would have done;
    empty where no single rule did. ``standing``: that of the run's case.
    """
    rubric = call.rubric
    labels = {criterion.key: criterion.label for criterion in rubric.criteria.all()}
    rules = {rule.key: rule.label for rule in rubric.diversity_rules.all()}
    for application in applications:
        own = standing.aggregates[application.public_id]
        document = _own_numbers(application, decision.run, own, labels)
        if call.names_reserve:
            document["reserve"] = application.public_id in decision.reserve
        yield application, document | _why_not(application, decision.run, deviation, rules)


def _own_numbers(
    application: Application, run: SelectionRun, own: Aggregate, labels: Mapping[str, str]
) -> dict[str, Any]:
    result = run.result or {}
    return {
        "format": "modellkommune-reasons-1",
        "application": application.public_id,
        "gate": result["gate"][application.public_id],
        "reviews_count": own.n,
        "score": result["scores"].get(application.public_id),
        "criteria": [
            {
                "id": criterion["id"],
                "label": labels[criterion["id"]],
                "weight": criterion["weight"],
                "max": criterion["max"],
                "value": str(own.values[criterion["id"]]) if own.n else None,
            }
            for criterion in run.input["round"]["criteria"]
        ],
    }


def _why_not(
    application: Application,
    run: SelectionRun,
    deviation: Deviation | None,
    rules: Mapping[str, str],
) -> dict[str, Any]:
    """What cost it the place: people who chose otherwise, or rules."""
    if deviation is not None:
        cost = application.public_id in deviation.leaves
        return {"deviates": True} | ({"deviation_reason": deviation.reason} if cost else {})
    displaced = (run.result or {}).get("insight", {}).get("displaced_by", {})
    if application.public_id not in displaced:
        return {}
    return {"displaced_by": [rules.get(each, each) for each in displaced[application.public_id]]}


def case_digest(case: Mapping[str, Any]) -> str:
    """SHA-256 of the case's canonical form."""
    return receipts.digest(case)
