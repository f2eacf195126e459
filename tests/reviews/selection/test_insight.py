"""What follows from a result, against brute force and against what is known of the first case."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from reviews.selection import select
from tests.reviews.selection.enumerator import enumerate_case
from tests.reviews.selection.insight_enumerator import enumerate_bootstrap, enumerate_insight
from tests.reviews.selection.rounds import random_round

Case = dict[str, Any]
CASES = Path(__file__).with_name("cases")


def load(name: str) -> Case:
    (path,) = CASES.glob(f"{name}*.json")
    case: Case = json.loads(path.read_text(encoding="utf-8"))
    return case


@pytest.fixture(scope="module")
def first() -> Case:
    result = select(load("c01"), insight=True, bootstrap=1000)
    insight: Case = result["insight"]
    return insight


@pytest.mark.parametrize("start", range(0, 500, 50))
def test_insight_agrees_with_brute_force_in_every_key(start: int) -> None:
    for seed in range(start, start + 50):
        case = random_round(seed)
        result = select(case, insight=True)
        insight = result.pop("insight")
        assert insight == enumerate_insight(case, enumerate_case(case)), f"seed {seed}"


def test_insight_changes_no_other_key() -> None:
    for seed in range(30):
        case = random_round(seed)
        result = select(case, insight=True, bootstrap=3)
        del result["insight"]
        assert result == select(case), f"seed {seed}"


def test_shares_over_drawn_juries_agree_with_brute_force() -> None:
    for seed in range(40):
        case = random_round(seed)
        result = select(case, insight=True, bootstrap=12, bootstrap_seed=f"s{seed}")
        if result["selected"] is not None:
            expected = enumerate_bootstrap(case, result, 12, f"s{seed}")
            assert result["insight"]["bootstrap"] == expected, f"seed {seed}"
        else:
            assert "bootstrap" not in result["insight"]


def test_classes_of_the_first_case(first: Case) -> None:
    by_class: dict[str, list[str]] = {}
    for each, why in first["class"].items():
        by_class.setdefault(why, []).append(each)
    assert by_class["merit"] == ["A02", "A11", "A12", "A19", "A25", "A26"]
    assert by_class["diversity"] == ["A03", "A13", "A22"]
    assert first["displaced_by"] == {"A01": [], "A07": [], "A20": ["size-spread"]}
    assert first["total_price"] == "11/2"


def test_three_half_points_of_one_juror_would_have_let_one_in(first: Case) -> None:
    assert (first["flip"]["A20"], first["flip"]["A11"]) == (3, 3)
    assert first["near_ties"] == ["A11", "A20"]
    assert first["step"]["A20"] == "1/12"


def test_shares_of_the_first_case_show_three_contested_places(first: Case) -> None:
    shares = {each: Fraction(share) for each, share in first["bootstrap"]["share"].items()}
    assert sum(share >= Fraction(95, 100) for share in shares.values()) == 7
    assert [round(float(shares[each]), 2) for each in ("A22", "A11", "A20")] == [0.77, 0.41, 0.36]
    assert sum(shares.values()) == 9


def test_infeasible_round_counts_who_could_meet_each_conflicting_rule() -> None:
    assert select(load("c11"), insight=True)["insight"]["conflict_members"] == {
        "state-max:state=HE": {"eligible": 7, "min": None, "max": 2},
        "county-min:kind=kreis": {"eligible": 5, "min": 3, "max": None},
    }


def test_tie_names_its_core() -> None:
    result = select(load("c09"), insight=True)
    assert result["status"] == "tie"
    sets = [set(each) for each in result["tied_sets"]]
    assert result["insight"]["core"] == sorted(set.intersection(*sets))
    assert "near_ties" not in result["insight"]


@pytest.mark.parametrize("name", ["c01", "c11", "c12"])
def test_progress_tells_every_step_and_ends_complete(name: str) -> None:
    told: list[tuple[int, int, str]] = []
    select(load(name), insight=True, bootstrap=2, progress=lambda *each: told.append(each))
    steps = told[0][1]
    assert steps in (16, 17)  # with and without leaving out each juror
    assert told[0] == (0, steps, "decision")
    assert told[-1] == (steps, steps, "")
    assert [done for done, _, _ in told] == sorted({done for done, _, _ in told})


def test_bound_of_the_certificate_is_never_below_the_total() -> None:
    for seed in range(60):
        result = select(random_round(seed), explain=False, certificate=True)
        if "total" in result:
            bound = Fraction(result["certificate"]["bound"])
            assert bound >= Fraction(result["total"]), f"seed {seed}"
