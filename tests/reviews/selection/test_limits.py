"""Where sets are too many to list, and where the search ends before the proof."""

import copy
from collections.abc import Sequence
from itertools import combinations, islice
from typing import Any

import pytest

from reviews.selection import NODE_LIMIT, select
from tests.reviews.selection.enumerator import enumerate_case
from tests.reviews.selection.rounds import random_round

Case = dict[str, Any]

DECISION = ("total", "selected", "stages", "tied_sets", "conflict", "decided_by", "contested")


def equals(n: int, seats: int, tie_break: list[str], constraints: Sequence[Case] = ()) -> Case:
    """n applications with the same score; states and sizes go round."""
    return {
        "round": {
            "seats": seats,
            "seats_mode": "exact",
            "criteria": [{"id": "c", "weight": "1", "min": "0", "max": "5", "step": "1"}],
            "overall_threshold": None,
            "quorum": 1,
            "aggregate": "mean",
            "tie_break": tie_break,
            "lot": {"nonce_hex": "ab", "public_value": "03 11 19"},
        },
        "applications": [
            {
                "id": f"A{at:05}",
                "status": "submitted",
                "attrs": {"state": f"L{at % 16}", "size": f"S{at % 5}"},
                "aggregate": {"n": 1, "criteria": {"c": "3"}},
            }
            for at in range(n)
        ],
        "constraints": list(constraints),
    }


# At most one per state of 16, one or two per size of five.
RULES = (
    {"id": "state", "attr": "state", "value": "*", "min": None, "max": 1},
    {"id": "size", "attr": "size", "value": "*", "min": 1, "max": 2},
)


def test_26_equal_applications_for_9_places_are_decided_by_the_lot_alone() -> None:
    result = select(equals(26, 9, ["criterion:c", "lot"]))
    assert result["status"] == "tie_broken"
    assert result["n_optimal_at_least"] == 10_000
    assert "n_optimal_total" not in result
    assert "contested" not in result
    assert result["stages"] == [
        {"stage": "total", "value": "27", "remaining_at_least": 10_000},
        {"stage": "criterion:c", "value": "27", "remaining_at_least": 10_000},
        {"stage": "lot", "value": None, "remaining": 1},
    ]
    assert result["selected"] == sorted(result["lot_order"][:9])
    assert (result["second_total"], set(result["margin"].values())) == (None, {"0"})


def test_lot_keeps_the_rules_where_sets_are_too_many_to_list() -> None:
    case = equals(26, 9, ["lot"], RULES)
    result = select(case, explain=False)
    state = {a["id"]: a["attrs"]["state"] for a in case["applications"]}
    size = {a["id"]: a["attrs"]["size"] for a in case["applications"]}
    taken: list[str] = []
    for each in result["lot_order"]:  # greedy is right here: any partial choice can be completed
        sizes = [size[other] for other in taken]
        room = 9 - len(taken) - 1 >= len({f"S{n}" for n in range(5)} - {*sizes, size[each]})
        free = state[each] not in [state[o] for o in taken] and sizes.count(size[each]) < 2
        if len(taken) < 9 and free and room:
            taken.append(each)
    assert result["selected"] == sorted(taken)


def test_tie_without_a_lot_shows_the_first_50_of_millions_of_sets() -> None:
    result = select(equals(26, 9, []))
    ids = [f"A{at:05}" for at in range(26)]
    assert result["status"] == "tie"
    assert result["tied_sets"] == [list(each) for each in islice(combinations(ids, 9), 50)]


def test_1000_equal_applications_for_100_places() -> None:
    result = select(equals(1000, 100, ["lot"]), explain=False)
    assert result["selected"] == sorted(result["lot_order"][:100])


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_node_limit_never_gives_a_wrong_answer(seed: int) -> None:
    case = random_round(seed)
    full = enumerate_case(case)
    for limit in (0, 1, 3, 10, 30, 100):
        result = select(case, node_limit=limit, explain=False)
        if result["status"] == "not_proven":
            assert result["selected"] is None
            assert "total" not in result
        else:
            assert result["status"] == full["status"]
            assert all(result[key] == full[key] for key in DECISION if key in result)


def test_explanations_beyond_the_limit_are_absent_and_the_decision_stands() -> None:
    case = next(c for c in map(random_round, range(100)) if decided_with_rules(c))
    whole = select(case, certificate=True)
    nodes = whole.pop("certificate")
    limit = max(nodes["nodes"], nodes["explanation_nodes"] // 2)
    part = select(case, node_limit=limit)
    assert part["selected"] == whole["selected"]
    assert set(part) < set(whole)
    assert all(whole[key] == part[key] for key in part)


def decided_with_rules(case: Case) -> bool:
    result = select(case, certificate=True)
    nodes = result["certificate"]
    decided = result["selected"] is not None and not case["want_lojo"]
    return decided and nodes["explanation_nodes"] > 2 * nodes["nodes"]


def test_time_limit_that_is_over_gives_not_proven() -> None:
    case = equals(26, 9, ["lot"], RULES)
    assert select(case, time_limit=0)["status"] == "not_proven"


def test_node_limit_of_the_default_suffices_for_the_degenerate_round() -> None:
    spent = select(equals(26, 9, ["lot"], RULES), explain=False, certificate=True)
    assert spent["certificate"]["nodes"] < NODE_LIMIT // 10


def test_select_leaves_the_case_as_it_was() -> None:
    case = random_round(8)
    before = copy.deepcopy(case)
    select(case)
    assert case == before


def test_conflict_of_many_rules_is_found_and_minimal() -> None:
    result = select(equals(40, 20, [], RULES))
    assert result["status"] == "infeasible"
    # At most two each of S1 to S4, and all eight of S0, are 16 of 20; one rule less admits 22.
    assert result["conflict"] == [f"size:size=S{at}" for at in range(1, 5)]


def test_infeasible_is_certain_even_where_the_conflict_is_not_found_in_time() -> None:
    result = select(equals(40, 20, [], RULES), node_limit=1)
    assert (result["status"], "conflict" in result) == ("infeasible", False)
