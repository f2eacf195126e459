"""From the JSON of a case file to a `Case`, or one clear line about the first fault."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from reviews.ranking import METHODS, Aggregate, Criterion, Method, Review
from reviews.selection import reading as read
from reviews.selection.case import Application, Case, Constraint, LotValues, Round
from reviews.selection.reading import CaseError

_ROUND_KEYS = (
    "seats",
    "seats_mode",
    "criteria",
    "overall_threshold",
    "quorum",
    "aggregate",
    "tie_break",
    "lot",
)
_HEX = re.compile(r"([0-9a-fA-F]{2})*")


def parse_case(data: object) -> Case:
    """Check a case against the published format and return it with exact numbers.

    Keys that decide (`round` and `constraints`) must be spelled exactly; unknown keys elsewhere,
    such as `expected`, are ignored. Raises `CaseError`.
    """
    top = read.mapping(data, "case")
    rules = parse_round(read.mapping(read.member(top, "round", "case"), "round"))
    items = read.sequence(read.member(top, "applications", "case"), "applications")
    public = _is_public(top, items)
    applications = [
        _application(item, f"applications[{at}]", rules.criteria if public else None)
        for at, item in enumerate(items)
    ]
    read.distinct([each.id for each in applications], "applications")
    jurors = _jurors(top, public)
    known = (jurors, {each.id for each in applications})
    return Case(
        round=rules,
        jurors=jurors,
        applications=tuple(sorted(applications, key=lambda each: each.id)),
        conflicts=frozenset() if public else _conflicts(top, known),
        reviews=() if public else _reviews(top, rules.criteria, known),
        constraints=_constraints(top),
        want_lojo=read.flag(top.get("want_lojo", False), "want_lojo") and not public,
    )


def _is_public(top: Mapping[str, Any], items: list[Any]) -> bool:
    with_aggregate = sum(1 for item in items if isinstance(item, Mapping) and "aggregate" in item)
    if not with_aggregate:
        return False
    for key in ("reviews", "conflicts"):
        if top.get(key):
            raise CaseError(f"case: {key!r} and 'aggregate' exclude each other")
    if with_aggregate < len(items):
        raise CaseError("applications: either all of them carry 'aggregate' or none")
    return True


# --- the round -----------------------------------------------------------------------------


def parse_round(data: Mapping[str, Any]) -> Round:
    """The rules of a round, with exact numbers. Raises `CaseError`."""
    read.only(data, _ROUND_KEYS, "round")
    modes = ("exact", "at_most")
    mode = read.choice(read.member(data, "seats_mode", "round"), modes, "round.seats_mode")
    criteria = _criteria(read.member(data, "criteria", "round"))
    tie_criteria, lot_allowed = _tie_break(read.member(data, "tie_break", "round"), criteria)
    return Round(
        seats=read.integer(read.member(data, "seats", "round"), "round.seats", least=1),
        at_most=mode == "at_most",
        criteria=criteria,
        overall_threshold=_optional_decimal(data, "overall_threshold", "round"),
        quorum=read.integer(read.member(data, "quorum", "round"), "round.quorum", least=0),
        method=_method(read.member(data, "aggregate", "round")),
        tie_criteria=tie_criteria,
        lot_allowed=lot_allowed,
        lot=_lot(data.get("lot")),
    )


def _method(value: object) -> Method:
    word = read.choice(value, METHODS, "round.aggregate")
    return next(method for method in METHODS if method == word)


def _criteria(value: object) -> tuple[Criterion, ...]:
    items = read.sequence(value, "round.criteria")
    if not items:
        raise CaseError("round.criteria: must not be empty")
    criteria = tuple(_criterion(item, f"round.criteria[{at}]") for at, item in enumerate(items))
    read.distinct([each.id for each in criteria], "round.criteria")
    return criteria


def _criterion(item: object, where: str) -> Criterion:
    data = read.mapping(item, where)
    read.only(data, ("id", "weight", "min", "max", "step", "threshold"), where)
    criterion = Criterion(
        id=read.text(read.member(data, "id", where), f"{where}.id"),
        weight=read.decimal(read.member(data, "weight", where), f"{where}.weight"),
        lowest=read.decimal(read.member(data, "min", where), f"{where}.min"),
        highest=read.decimal(read.member(data, "max", where), f"{where}.max"),
        step=read.decimal(read.member(data, "step", where), f"{where}.step"),
        threshold=_optional_decimal(data, "threshold", where),
    )
    if criterion.weight < 0:
        raise CaseError(f"{where}.weight: must not be negative")
    if criterion.step <= 0:
        raise CaseError(f"{where}.step: must be greater than 0")
    if criterion.lowest > criterion.highest:
        raise CaseError(f"{where}: 'min' is greater than 'max'")
    return criterion


def _optional_decimal(data: Mapping[str, Any], key: str, where: str) -> Fraction | None:
    value = data.get(key)
    return None if value is None else read.decimal(value, f"{where}.{key}")


def _tie_break(value: object, criteria: tuple[Criterion, ...]) -> tuple[tuple[str, ...], bool]:
    stages = [
        read.text(item, f"round.tie_break[{at}]")
        for at, item in enumerate(read.sequence(value, "round.tie_break"))
    ]
    read.distinct(stages, "round.tie_break")
    lot_allowed = stages[-1:] == ["lot"]
    names = stages[:-1] if lot_allowed else stages
    known = {f"criterion:{each.id}": each.id for each in criteria}
    for at, name in enumerate(names):
        if name == "lot":
            raise CaseError("round.tie_break: 'lot' must come last")
        if name not in known:
            raise CaseError(f"round.tie_break[{at}]: unknown stage {read.quote(name)}")
    return tuple(known[name] for name in names), lot_allowed


def _lot(value: object) -> LotValues | None:
    if value is None:
        return None
    data = read.mapping(value, "round.lot")
    read.only(data, ("nonce_hex", "public_value"), "round.lot")
    nonce = read.member(data, "nonce_hex", "round.lot")
    if not isinstance(nonce, str) or not _HEX.fullmatch(nonce):
        raise CaseError("round.lot.nonce_hex: must be a hexadecimal text (empty if refused)")
    drawn = read.member(data, "public_value", "round.lot")
    return LotValues(nonce, read.text(drawn, "round.lot.public_value"))


# --- who takes part ------------------------------------------------------------------------


def _jurors(top: Mapping[str, Any], public: bool) -> tuple[str, ...]:
    given = top.get("jurors", []) if public else read.member(top, "jurors", "case")
    items = read.sequence(given, "jurors")
    jurors = tuple(read.text(item, f"jurors[{at}]") for at, item in enumerate(items))
    read.distinct(jurors, "jurors")
    return jurors


def _application(
    item: object, where: str, public_criteria: tuple[Criterion, ...] | None
) -> Application:
    data = read.mapping(item, where)
    statuses = ("submitted", "withdrawn", "ineligible")
    attrs = read.mapping(data.get("attrs", {}), f"{where}.attrs")
    given = None
    if public_criteria is not None:
        given = _aggregate(data["aggregate"], f"{where}.aggregate", public_criteria)
    return Application(
        id=read.text(read.member(data, "id", where), f"{where}.id"),
        status=read.choice(read.member(data, "status", where), statuses, f"{where}.status"),
        attrs={
            read.encodable(name, f"{where}.attrs"): _texts(value, f"{where}.attrs[{name!a:.60}]")
            for name, value in attrs.items()
        },
        aggregate=given,
    )


def _texts(value: object, where: str) -> frozenset[str]:
    if isinstance(value, str):
        return frozenset([read.text(value, where)])
    items = read.sequence(value, where)
    return frozenset(read.text(item, f"{where}[{at}]") for at, item in enumerate(items))


def _aggregate(value: object, where: str, criteria: tuple[Criterion, ...]) -> Aggregate:
    if value is None:
        return Aggregate(0, {})
    data = read.mapping(value, where)
    read.only(data, ("n", "criteria"), where)
    n = read.integer(read.member(data, "n", where), f"{where}.n", least=0)
    given = read.mapping(data.get("criteria") or {}, f"{where}.criteria")
    read.only(given, [each.id for each in criteria], f"{where}.criteria")
    if n == 0:
        return Aggregate(0, {})
    values = {
        each.id: read.ratio(
            read.member(given, each.id, f"{where}.criteria"), f"{where}.criteria[{each.id!a:.60}]"
        )
        for each in criteria
    }
    return Aggregate(n, values)


# --- what the jury did ---------------------------------------------------------------------

_Known = tuple[tuple[str, ...], set[str]]


def _pair(data: Mapping[str, Any], where: str, known: _Known) -> tuple[str, str]:
    juror = read.text(read.member(data, "juror", where), f"{where}.juror")
    application = read.text(read.member(data, "application", where), f"{where}.application")
    if juror not in known[0]:
        raise CaseError(f"{where}.juror: unknown juror {read.quote(juror)}")
    if application not in known[1]:
        raise CaseError(f"{where}.application: unknown application {read.quote(application)}")
    return juror, application


def _conflicts(top: Mapping[str, Any], known: _Known) -> frozenset[tuple[str, str]]:
    items = read.sequence(read.member(top, "conflicts", "case"), "conflicts")
    return frozenset(
        _pair(read.mapping(item, f"conflicts[{at}]"), f"conflicts[{at}]", known)
        for at, item in enumerate(items)
    )


def _reviews(
    top: Mapping[str, Any], criteria: tuple[Criterion, ...], known: _Known
) -> tuple[Review, ...]:
    items = read.sequence(read.member(top, "reviews", "case"), "reviews")
    reviews: dict[tuple[str, str], Review] = {}
    for at, item in enumerate(items):
        review = _review(item, f"reviews[{at}]", criteria, known)
        key = (review.juror, review.application)
        if key in reviews:
            raise CaseError(f"reviews[{at}]: a second review of {read.quote(key)}")
        reviews[key] = review
    return tuple(reviews[key] for key in sorted(reviews))


def _review(item: object, where: str, criteria: tuple[Criterion, ...], known: _Known) -> Review:
    data = read.mapping(item, where)
    juror, application = _pair(data, where, known)
    statuses = ("submitted", "draft")
    status = read.choice(read.member(data, "status", where), statuses, f"{where}.status")
    scores = read.mapping(read.member(data, "scores", where), f"{where}.scores")
    read.only(scores, [each.id for each in criteria], f"{where}.scores")
    points = {
        name: None if value is None else read.decimal(value, f"{where}.scores[{name!a:.60}]")
        for name, value in scores.items()
    }
    return Review(juror, application, status == "submitted", points)


# --- the diversity rules -------------------------------------------------------------------


def _constraints(top: Mapping[str, Any]) -> tuple[Constraint, ...]:
    items = read.sequence(read.member(top, "constraints", "case"), "constraints")
    constraints = tuple(_constraint(item, f"constraints[{at}]") for at, item in enumerate(items))
    read.distinct([each.id for each in constraints], "constraints")
    return constraints


def _constraint(item: object, where: str) -> Constraint:
    data = read.mapping(item, where)
    read.only(data, ("id", "attr", "value", "min", "max"), where)
    value = read.member(data, "value", where)
    values = None
    if value != "*":
        texts = [value] if isinstance(value, str) else read.sequence(value, f"{where}.value")
        values = tuple(read.text(each, f"{where}.value") for each in texts)
        read.distinct(values, f"{where}.value")
        if not values or "*" in values:
            raise CaseError(f"{where}.value: must be '*', a value or a list of values")
    return Constraint(
        id=read.text(read.member(data, "id", where), f"{where}.id"),
        attr=read.text(read.member(data, "attr", where), f"{where}.attr"),
        values=values,
        least=_bound(data, "min", where),
        most=_bound(data, "max", where),
    )


def _bound(data: Mapping[str, Any], key: str, where: str) -> int | None:
    value = data.get(key)
    return None if value is None else read.integer(value, f"{where}.{key}", least=0)
