"""The case of a round as data: what the selection computes with, as ``selection.case`` reads it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypedDict, cast

from django.db.models import Exists, OuterRef, QuerySet

from competition.models import Application, Award, Call
from competition.models.application import ApplicationState
from competition.models.award import AwardState
from reviews import queries
from reviews.models import (
    Assignment,
    Conflict,
    Criterion,
    DiversityRule,
    JuryMember,
    Review,
    Rubric,
)
from reviews.models.review import ReviewState

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Declined(TypedDict):
        has_declined: bool

    StandingApplication = WithAnnotations[Application, _Declined]


def case_of(call: Call) -> dict[str, Any]:
    """The full case of a round (``selection.case``), jurors under pseudonyms J1, J2, …

    Applications are the sealed ones with the attributes that were sealed; reviews are given as
    they stand, and which of them count is decided by the engine's gate.
    """
    rubric = Rubric.objects.prefetch_related("criteria").get(call=call)
    criteria = list(rubric.criteria.all())
    jurors = {
        juror.pk: name for name, juror in queries.numbered(JuryMember.objects.filter(call=call))
    }
    rows = (
        sealed_of(call)
        .order_by("public_id")
        .values_list(*("pk", "public_id", "state", "valid_version__content", "has_declined"))
    )
    sealed = list(rows)
    ids = {pk: public_id for pk, public_id, *_ in sealed}
    conflicts = (
        Conflict.objects.standing()
        .filter(application__call=call)
        .values_list("jury_member_id", "application_id")
    )
    return {
        **blank_case(call, rubric),
        "jurors": list(jurors.values()),
        "applications": [
            _application(public_id, content, status_of(state, has_declined=has_declined))
            for _, public_id, state, content, has_declined in sealed
        ],
        "conflicts": [
            {"juror": juror, "application": application}
            for juror, application in sorted((jurors[j], ids[a]) for j, a in conflicts if a in ids)
        ],
        "reviews": _reviews(call, criteria, jurors, ids),
    }


def blank_case(call: Call, rubric: Rubric) -> dict[str, Any]:
    """The rules of a round as a case in which nobody has applied yet."""
    return {
        "id": call.slug,
        "description": call.title,
        "synthetic": call.is_synthetic,
        "round": round_of(call, rubric, rubric.criteria.all()),
        "jurors": [],
        "applications": [],
        "conflicts": [],
        "reviews": [],
        "constraints": [_constraint(rule) for rule in rubric.diversity_rules.all()],
        "want_lojo": True,
    }


def sealed_of(call: Call) -> "QuerySet[StandingApplication]":
    """The sealed applications of a round, each with whether its award was declined."""
    declined = Award.objects.filter(
        call=call, state=AwardState.DECLINED, application=OuterRef("pk")
    ).order_by()
    rows = Application.objects.filter(call=call).sealed().annotate(has_declined=Exists(declined))
    return cast("QuerySet[StandingApplication]", rows)


def round_of(call: Call, rubric: Rubric, criteria: Iterable[Criterion]) -> dict[str, Any]:
    """The published rules of a round, as the engine reads them (``selection.case``)."""
    lot = None
    if rubric.lot_public_value:
        lot = {"nonce_hex": rubric.lot_nonce_hex, "public_value": rubric.lot_public_value}
    return {
        "seats": call.places_count,
        "seats_mode": rubric.seats_mode,
        "criteria": [
            {
                "id": criterion.key,
                "weight": criterion.weight,
                "min": criterion.minimum,
                "max": criterion.maximum,
                "step": criterion.step,
                "threshold": criterion.threshold or None,
            }
            for criterion in criteria
        ],
        "overall_threshold": rubric.overall_threshold or None,
        "quorum": rubric.quorum,
        "aggregate": rubric.aggregate,
        "tie_break": rubric.tie_break,
        "lot": lot,
    }


def status_of(state: str, *, has_declined: bool) -> str:
    """An application's status, as the engine reads it. Who has declined the award takes no part any
    more: a new run gives the place to another."""
    if has_declined:
        return "withdrawn"
    return "submitted" if state == ApplicationState.ADMITTED else "ineligible"


def _application(public_id: str, content: Mapping[str, Any], status: str) -> dict[str, Any]:
    place = content["municipality"]
    attrs = {key: place[key] for key in ("kind", "size_class", "state")}
    for answer in content["answers"]:
        if answer["key"] == "perspectives" and answer["value"]:
            # With explanations or without: what counts is which were chosen, in a fixed order.
            chosen = answer["value"]
            attrs["perspectives"] = sorted(chosen) if isinstance(chosen, dict) else chosen
    return {"id": public_id, "status": status, "attrs": attrs}


def _reviews(
    call: Call, criteria: list[Criterion], jurors: dict[int, str], ids: dict[int, str]
) -> list[dict[str, Any]]:
    documents = [
        {
            "juror": jurors[each.juror],
            "application": ids[each.application],
            "status": "submitted" if each.is_final else "draft",
            "scores": {
                c.key: queries.decimal_text(queries.points(c, each.steps[c.pk]))
                if c.pk in each.steps
                else None
                for c in criteria
            },
        }
        for each in given_reviews(call)
        if each.application in ids
    ]
    return sorted(documents, key=lambda row: (str(row["application"]), str(row["juror"])))


@dataclass(frozen=True, slots=True)
class GivenReview:
    """A review as it stands: ``juror`` and ``application`` by key, ``steps`` by criterion's key;
    ``is_voided``: a conflict between the two stands."""

    juror: int
    application: int
    is_final: bool
    is_voided: bool
    steps: dict[int, int]


def given_reviews(call: Call) -> Iterator[GivenReview]:
    """Every review of a call whose assignment has not been ended, and its scores: one query."""
    pair = {"jury_member": OuterRef("jury_member"), "application": OuterRef("application")}
    assigned = Assignment.objects.current().filter(**pair)
    rows = (
        Review.objects.filter(Exists(assigned), application__call=call)
        .annotate(is_voided=Exists(Conflict.objects.standing().filter(**pair)))
        .order_by("pk")
        .values_list(
            *("pk", "jury_member_id", "application_id", "state", "is_voided"),
            *("scores__criterion_id", "scores__steps"),
        )
    )
    for (_, juror, application, state, is_voided), scores in groupby(rows, lambda row: row[:5]):
        steps = {criterion: given for *_, criterion, given in scores if criterion is not None}
        yield GivenReview(juror, application, state == ReviewState.FINAL, is_voided, steps)


def _constraint(rule: DiversityRule) -> dict[str, Any]:
    return {
        "id": rule.key,
        "attr": rule.attribute,
        "value": rule.value,
        "min": rule.minimum,
        "max": rule.maximum,
    }
