"""The engine against the cases whose results four independent programs have proven."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from reviews.selection import select

Case = dict[str, Any]

FILES = sorted(Path(__file__).with_name("cases").glob("*.json"))


def load(name: str) -> Case:
    (path,) = [each for each in FILES if each.name.startswith(name)]
    case: Case = json.loads(path.read_text(encoding="utf-8"))
    return case


def public_form(case: Case, result: Case) -> Case:
    """The public bundle of a case: aggregates in place of reviews, conflicts and jurors."""
    return {
        "round": case["round"],
        "constraints": case["constraints"],
        "applications": [
            each | {"aggregate": {"n": result["valid_reviews"][each["id"]], "criteria": values}}
            for each, values in ((a, aggregates_of(case, a["id"])) for a in case["applications"])
        ],
    }


def aggregates_of(case: Case, application: str) -> dict[str, str]:
    barred = {(each["juror"], each["application"]) for each in case["conflicts"]}
    rows = [
        each["scores"]
        for each in case["reviews"]
        if each["application"] == application
        and each["status"] == "submitted"
        and None not in each["scores"].values()
        and (each["juror"], application) not in barred
    ]
    ids = [criterion["id"] for criterion in case["round"]["criteria"]] if rows else []
    return {name: str(sum(Fraction(row[name]) for row in rows) / len(rows)) for name in ids}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_select_agrees_with_proven_case_in_every_key(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    assert select(case) == case["expected"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_select_reads_lists_of_a_case_in_any_order(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    for part in ("applications", "reviews", "conflicts", "jurors"):
        case[part].reverse()
    assert select(case) == case["expected"]


@pytest.mark.parametrize("name", ["c01", "c03", "c05", "c06", "c07", "c08", "c09", "c11", "c12"])
def test_public_bundle_gives_the_same_result_without_any_juror(name: str) -> None:
    case = load(name)
    expected = {k: v for k, v in case["expected"].items() if k != "leave_one_juror_out"}
    assert select(public_form(case, case["expected"])) == expected


def test_float_tie_is_found_as_an_exact_tie() -> None:
    result = select(load("c20"))
    assert (result["n_optimal_total"], result["decided_by"]) == (2, "criterion:persuasiveness")


def test_every_given_case_is_here() -> None:
    assert len(FILES) == 14
