"""A set that people chose, by the engine's own numbers and by plain counting."""

from fractions import Fraction
from itertools import combinations

import pytest

from reviews.selection import select
from reviews.selection.chosen import Chosen
from tests.reviews.selection.rounds import random_round
from tests.reviews.selection.test_cases import load


@pytest.mark.parametrize("name", ["c01", "c03", "c05", "c07", "c08"])
def test_computed_set_keeps_all_rules_and_its_successors(name: str) -> None:
    case = load(name)
    result = select(case)
    if result["selected"] is None:
        pytest.fail(f"{name} selects nobody")
    judged = Chosen(case).judge(result["selected"])
    assert judged.total == Fraction(result["total"])
    assert judged.broken == ()
    assert judged.successors == result["successor"]
    assert set(judged.reserve) == {each for each in result["successor"].values() if each}


def test_every_set_of_random_rounds_is_priced_and_judged_as_the_engine_decides() -> None:
    """No set that keeps all rules is better than the optimum; the best of them is the optimum."""
    for seed in range(60):
        case = random_round(seed)
        result = select(case, explain=False)
        if "total" not in result:
            continue
        held = Chosen(case)
        seats = held.contest.problem.seats
        kept = [
            judged.total
            for ids in combinations(sorted(held.pool), seats)
            if not (judged := held.judge(ids)).broken
        ]
        assert max(kept) == Fraction(result["total"]), f"seed {seed}"


def test_tied_sets_are_told_from_others() -> None:
    for seed in range(400):
        case = random_round(seed)
        case["round"]["tie_break"] = []
        result = select(case, explain=False)
        if result["status"] != "tie" or len(result["tied_sets"]) == 50:
            continue
        held = Chosen(case)
        tied = {tuple(each) for each in result["tied_sets"]}
        seats = held.contest.problem.seats
        found = {
            ids for ids in combinations(sorted(held.pool), seats) if held.is_among_tied(ids, result)
        }
        assert found == tied, f"seed {seed}"
        return
    pytest.fail("no tie among the rounds")


def test_who_has_declined_does_not_move_up_again() -> None:
    case = load("c01")
    result = select(case)
    gone, follows = next((a, b) for a, b in result["successor"].items() if b)
    held = Chosen(case)
    assert held.judge(result["selected"], gone=[follows]).successors[gone] != follows
