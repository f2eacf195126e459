"""Large rounds: what is proposed in floating point can slow the engine down, never mislead it."""

import random
from fractions import Fraction
from typing import Any

import pytest

from bench.rounds import public_round
from reviews.selection import large, select
from reviews.selection.decision import Contest, contest
from reviews.selection.engine import Solver
from reviews.selection.multipliers import find_prices, priced, relaxed
from reviews.selection.parsing import parse_case
from reviews.selection.search import Budget
from reviews.selection.standing import stand
from tests.reviews.selection.enumerator import enumerate_case
from tests.reviews.selection.rounds import random_round

Case = dict[str, Any]


def posed(case: Case) -> Contest:
    parsed = parse_case(case)
    return contest(parsed, stand(parsed))


def answers(given: Contest, solver: Solver) -> tuple[str | None, list[list[str]]]:
    total = solver.best()
    if total is None:
        return None, []
    sets = solver.sets_reaching(total, 10_000)
    return str(given.exact(total)), sorted(given.ids(each) for each in sets)


def test_extra_is_installed_where_tests_run() -> None:
    assert large.highs() is not None


def test_proposed_prices_lead_to_the_proven_answers() -> None:
    proposals = 0
    for seed in range(120):
        given = posed(random_round(seed))
        expected = enumerate_case(random_round(seed))
        prices = large.proposed_prices(given.problem, above=0)
        if prices is None or given.too_few:
            continue
        proposals += 1
        total, sets = answers(given, Solver(given.problem, Budget(), prices=prices))
        assert total == expected.get("total"), f"seed {seed}"
        assert len(sets) == expected.get("n_optimal_total", 0), f"seed {seed}"
    assert proposals > 50


def test_prices_drawn_at_random_never_give_a_wrong_answer() -> None:
    draw = random.Random(5)  # noqa: S311 - a fixed seed is the point
    for seed in range(120):
        given = posed(random_round(seed))
        expected = enumerate_case(random_round(seed))
        if given.too_few:
            continue
        per_rule = [draw.randint(-50_000, 50_000) for _ in given.problem.rules]
        prices = priced(given.problem, per_rule)
        total, sets = answers(given, Solver(given.problem, Budget(), prices=prices))
        assert total == expected.get("total"), f"seed {seed}"
        assert len(sets) == expected.get("n_optimal_total", 0), f"seed {seed}"


@pytest.mark.parametrize("rules", ["mild", "tight"])
def test_large_round_is_decided_alike_with_and_without_the_extra(rules: Any) -> None:
    for seed in range(2):
        given = posed(public_round(seed, 600, 9, rules))
        proposed = large.proposed_prices(given.problem)
        assert proposed is not None
        own = find_prices(given.problem)
        assert relaxed(given.problem, proposed)[0] <= relaxed(given.problem, own)[0] * 1.001
        by_proposal = answers(given, Solver(given.problem, Budget(), prices=proposed))
        assert by_proposal == answers(given, Solver(given.problem, Budget(), prices=own))
        assert by_proposal[1]


def test_small_rounds_and_rounds_without_rules_are_not_proposed() -> None:
    assert large.proposed_prices(posed(public_round(1, 500, 9, "mild")).problem) is None
    ruleless = public_round(1, 501, 9, "mild") | {"constraints": []}
    assert large.proposed_prices(posed(ruleless).problem) is None


def test_11000_applications_for_100_places_are_decided_and_the_bound_proves_it() -> None:
    case = public_round(1, 11_000, 100, "mild")
    result = select(case, explain=False, certificate=True)
    assert len(result["selected"]) == 100
    slack = Fraction(result["certificate"]["bound"]) - Fraction(result["total"])
    assert 0 <= slack < posed(case).scale.unit


def test_margins_of_a_large_round_are_those_of_awardees_and_the_next_50() -> None:
    case = public_round(2, 501, 9, "mild")
    result = select(case, insight=True)
    assert set(result["selected"]) < set(result["margin"])
    assert len(result["margin"]) == 59
    outside = [each for each in result["margin"] if each not in result["selected"]]
    lowest = min(Fraction(result["scores"][each]) for each in outside)
    left_out = set(result["scores"]) - set(result["margin"])
    assert all(Fraction(result["scores"][each]) <= lowest for each in left_out)
    assert set(result["insight"]["flip"]) == set(result["margin"])
