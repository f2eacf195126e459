"""The engine against brute force, on rounds that use every feature of the format."""

import copy
import random
from collections import Counter

import pytest

from reviews.selection import select
from tests.reviews.selection.enumerator import enumerate_case
from tests.reviews.selection.rounds import random_round

BATCHES = range(0, 500, 50)


@pytest.mark.parametrize("first", BATCHES)
def test_select_agrees_with_brute_force_in_every_key(first: int) -> None:
    for seed in range(first, first + 50):
        case = random_round(seed)
        assert select(case) == enumerate_case(case), f"seed {seed}"


@pytest.mark.parametrize("first", BATCHES)
def test_select_decides_the_same_where_sets_are_too_many_to_list(first: int) -> None:
    for seed in range(first, first + 50):
        case = random_round(seed)
        limit = seed % 4 + 2
        assert select(case, count_limit=limit) == enumerate_case(case, limit), f"seed {seed}"


def test_random_rounds_reach_every_status_and_every_stage() -> None:
    results = [select(random_round(seed), explain=False) for seed in range(500)]
    statuses = Counter(result["status"] for result in results)
    reasons = {reason for result in results for reason in result["gate"].values()}
    by = Counter(result.get("decided_by", "nothing") for result in results)
    assert set(statuses) == {"unique", "tie_broken", "tie", "infeasible", "too_few_eligible"}
    assert reasons == {"ok", "withdrawn", "ineligible", "quorum", "threshold"}
    assert min(statuses.values()) >= 10
    assert by["lot"] >= 10
    assert sum(count for stage, count in by.items() if str(stage).startswith("crit")) >= 10


def test_order_of_the_lists_in_the_file_does_not_matter() -> None:
    shuffle = random.Random(1).shuffle  # noqa: S311 - a fixed seed is the point
    for seed in range(500, 540):
        case = random_round(seed)
        other = copy.deepcopy(case)
        for part in ("applications", "reviews", "conflicts", "jurors"):
            shuffle(other[part])
        assert select(other) == select(case), f"seed {seed}"
