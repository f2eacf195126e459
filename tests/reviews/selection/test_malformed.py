"""Malformed cases: one class of error, one line that names the place, never a traceback."""

import copy
import json
import random
from typing import Any

import pytest

from reviews.selection import CaseError, select
from tests.reviews.selection.rounds import random_round

Case = dict[str, Any]

SMALL = random_round(40)
MISSING = "(left out)"


def changed(path: tuple[str | int, ...], value: object) -> Case:
    case = copy.deepcopy(SMALL)
    *way, last = path
    place: Any = case
    for step in way:
        place = place[step]
    if value is MISSING:
        del place[last]
    else:
        place[last] = value
    return case


FAULTS = [
    (("round",), MISSING, "case: 'round' is missing"),
    (("round",), [], "round: must be an object"),
    (("applications",), {}, "applications: must be a list"),
    (("reviews",), MISSING, "case: 'reviews' is missing"),
    (("constraints",), MISSING, "case: 'constraints' is missing"),
    (("want_lojo",), "yes", "want_lojo: must be true or false, not 'yes'"),
    (("round", "seats"), 0, "round.seats: must lie between 1 and 1000000000"),
    (("round", "seats"), -3, "round.seats: must lie between 1 and 1000000000"),
    (("round", "seats"), 10**30, "round.seats: must lie between 1 and 1000000000"),
    (("round", "seats"), 9.0, "round.seats: must be an integer, not 9.0"),
    (("round", "seats"), True, "round.seats: must be an integer, not True"),
    (("round", "seats"), "9", "round.seats: must be an integer, not '9'"),
    (
        ("round", "seats_mode"),
        "some",
        "round.seats_mode: must be one of exact, at_most, not 'some'",
    ),
    (("round", "quorum"), -1, "round.quorum: must lie between 0 and 1000000000"),
    (("round", "quorun"), 1, "round: unknown key 'quorun'"),
    (
        ("round", "aggregate"),
        "mode",
        "round.aggregate: must be one of mean, median, interpolated_median, not 'mode'",
    ),
    (("round", "criteria"), [], "round.criteria: must not be empty"),
    (("round", "criteria", 0, "weight"), "-1", "round.criteria[0].weight: must not be negative"),
    (
        ("round", "criteria", 0, "weight"),
        1,
        "round.criteria[0].weight: must be a decimal number as text, not 1",
    ),
    (
        ("round", "criteria", 0, "weight"),
        "1e9999999",
        "round.criteria[0].weight: '1e9999999' is not a decimal number",
    ),
    (("round", "criteria", 0, "step"), "0", "round.criteria[0].step: must be greater than 0"),
    (("round", "criteria", 0, "max"), "-9", "round.criteria[0]: 'min' is greater than 'max'"),
    (
        ("round", "criteria", 0, "treshold"),
        "3",
        "round.criteria[0]: unknown key 'treshold'",
    ),
    (
        ("round", "tie_break"),
        ["criterion:beauty"],
        "round.tie_break[0]: unknown stage 'criterion:beauty'",
    ),
    (
        ("round", "tie_break"),
        ["lot", "criterion:breadth"],
        "round.tie_break: 'lot' must come last",
    ),
    (("round", "tie_break"), ["lot", "lot"], "round.tie_break: 'lot' is given twice"),
    (
        ("round", "lot"),
        {"nonce_hex": "xyz", "public_value": "1"},
        "round.lot.nonce_hex: must be a hexadecimal text (empty if refused)",
    ),
    (("applications", 0, "id"), "A02", "applications: 'A02' is given twice"),
    (("applications", 0, "id"), "", "applications[0].id: must not be empty"),
    (
        ("applications", 0, "status"),
        "draft",
        "applications[0].status: must be one of submitted, withdrawn, ineligible, not 'draft'",
    ),
    (
        ("applications", 0, "attrs"),
        {"state": 5},
        "applications[0].attrs['state']: must be a list",
    ),
    (
        ("applications", 0, "attrs"),
        {"state": "\ud800"},
        "applications[0].attrs['state']: '\\ud800' is not valid Unicode",
    ),
    (("jurors",), ["J1", "J1"], "jurors: 'J1' is given twice"),
    (("reviews", 0, "juror"), "J99", "reviews[0].juror: unknown juror 'J99'"),
    (
        ("reviews", 0, "application"),
        "A99\nforged line",
        "reviews[0].application: unknown application 'A99\\nforged line'",
    ),
    (
        ("reviews", 0, "scores"),
        {"beauty": "3"},
        "reviews[0].scores: unknown key 'beauty'",
    ),
    (
        ("reviews", 0, "scores", "persuasiveness"),
        3.5,
        "reviews[0].scores['persuasiveness']: must be a decimal number as text, not 3.5",
    ),
    (
        ("reviews", 0, "scores", "persuasiveness"),
        "NaN",
        "reviews[0].scores['persuasiveness']: 'NaN' is not a decimal number",
    ),
    (("constraints", 0, "min"), -1, "constraints[0].min: must lie between 0 and 1000000000"),
    (("constraints", 0, "max"), "2", "constraints[0].max: must be an integer, not '2'"),
    (
        ("constraints", 0, "value"),
        [],
        "constraints[0].value: must be '*', a value or a list of values",
    ),
    (
        ("conflicts",),
        [{"juror": "J1", "application": "A99"}],
        "conflicts[0].application: unknown application 'A99'",
    ),
    (
        ("applications", 0, "aggregate"),
        {"n": 3},
        "case: 'reviews' and 'aggregate' exclude each other",
    ),
]


@pytest.mark.parametrize(("path", "value", "line"), FAULTS, ids=lambda each: str(each)[:50])
def test_select_refuses_with_one_line(
    path: tuple[str | int, ...], value: object, line: str
) -> None:
    with pytest.raises(CaseError) as refusal:
        select(changed(path, value))
    assert str(refusal.value) == line


def test_second_review_of_a_pair_is_refused() -> None:
    case = copy.deepcopy(SMALL)
    case["reviews"].append(case["reviews"][0])
    with pytest.raises(CaseError, match="a second review of"):
        select(case)


def test_public_bundle_with_a_missing_aggregate_is_refused() -> None:
    case = copy.deepcopy(SMALL)
    del case["reviews"]
    del case["conflicts"]
    case["applications"][0]["aggregate"] = {"n": 1, "criteria": {"persuasiveness": "7/2"}}
    with pytest.raises(CaseError, match="either all of them carry 'aggregate' or none"):
        select(case)


def test_public_bundle_divided_by_zero_is_refused() -> None:
    case = copy.deepcopy(SMALL)
    del case["reviews"]
    del case["conflicts"]
    for each in case["applications"]:
        each["aggregate"] = {"n": 1, "criteria": {"persuasiveness": "7/0"}}
    with pytest.raises(CaseError, match="is not an exact number"):
        select(case)


JUNK: list[object] = [
    None,
    True,
    -1,
    10**12,
    2.5,
    float("nan"),
    "",
    "*",
    "lot",
    "\ud800",
    "9" * 5000,
    "1/3",
    [],
    {},
    [[]],
    {"": []},
    ["A01"],
]


def test_fuzzed_cases_are_decided_or_refused_in_one_line() -> None:
    draw = random.Random(7)  # noqa: S311 - a fixed seed is the point
    refused = 0
    for seed in range(1500):
        case = random_round(seed % 30)
        for _ in range(draw.randint(1, 3)):
            damage(draw, case)
        line = refusal_of(case)
        refused += line is not None
        assert line is None or (line.isprintable() and len(line) < 300)
    assert 500 < refused < 1500


def refusal_of(case: Case) -> str | None:
    """The line with which a case is refused; None if it is decided and can be printed."""
    try:
        json.dumps(select(case, explain=False))
    except CaseError as error:
        return str(error)
    return None


def damage(draw: random.Random, case: Case) -> None:
    """Replace, remove or double something at a random depth of the case."""
    place: Any = case
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = draw.choice(keys)
        if not isinstance(place[key], dict | list) or draw.random() < 0.3:
            break
        place = place[key]
    act = draw.randrange(3)
    if act == 0:
        del place[key]
    elif act == 1 and isinstance(place, list):
        place.append(copy.deepcopy(place[key]))
    else:
        place[key] = draw.choice(JUNK)
