"""How long what is kept, counted by the calendar."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from competition.retention.periods import (
    DEFAULTS,
    Facts,
    Outcome,
    add_months,
    counts_from,
    due_at,
    months,
    outcome,
)

DEADLINE = datetime(2017, 4, 21, 22, tzinfo=UTC)
PUBLIC = datetime(2017, 6, 20, 22, tzinfo=UTC)
FACTS = Facts("admitted", False, DEADLINE, None, PUBLIC)


@pytest.mark.parametrize(
    ("state", "was_awarded", "expected"),
    [
        ("draft", False, Outcome.DRAFT),
        ("withdrawn", False, Outcome.WITHDRAWN),
        ("excluded", False, Outcome.EXCLUDED),
        ("admitted", False, Outcome.REJECTED),
        ("submitted", False, Outcome.REJECTED),
        ("admitted", True, Outcome.AWARDED),
        ("excluded", True, Outcome.AWARDED),
    ],
)
def test_outcome(state: str, was_awarded: bool, expected: Outcome) -> None:
    assert outcome(replace(FACTS, state=state, was_awarded=was_awarded)) == expected


def test_drafts_count_from_the_deadline_and_need_no_announcement() -> None:
    assert counts_from(replace(FACTS, state="draft", public_at=None)) == DEADLINE


@pytest.mark.parametrize("early", [True, False])
def test_withdrawn_ones_count_from_the_later_of_withdrawal_and_deadline(early: bool) -> None:
    withdrawn_at = datetime(2017, 3 if early else 5, 1, tzinfo=UTC)
    facts = replace(FACTS, state="withdrawn", withdrawn_at=withdrawn_at)
    assert counts_from(facts) == (DEADLINE if early else withdrawn_at)


def test_decided_ones_count_from_the_announcement_and_wait_for_it() -> None:
    assert counts_from(FACTS) == PUBLIC
    assert counts_from(replace(FACTS, public_at=None)) is None
    assert due_at(replace(FACTS, public_at=None), {}) is None


@pytest.mark.parametrize("said", [None, 0, -1, 601, True, "24", 1.5, [], {}])
def test_what_is_no_number_of_months_counts_as_the_default(said: object) -> None:
    assert months({"rejected": said}, Outcome.REJECTED) == DEFAULTS[Outcome.REJECTED]


def test_the_call_may_say_otherwise() -> None:
    assert months({"rejected": 6}, Outcome.REJECTED) == 6
    assert due_at(FACTS, {"rejected": 6}) == datetime(2017, 12, 20, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ((2024, 1, 31, 12), 1, (2024, 2, 29, 12)),
        ((2023, 1, 31, 12), 1, (2023, 2, 28, 12)),
        ((2024, 2, 29, 12), 12, (2025, 2, 28, 12)),
        ((2023, 12, 31, 12), 2, (2024, 2, 29, 12)),
        ((2023, 5, 31, 12), 120, (2033, 5, 31, 12)),
        ((2023, 11, 30, 12), 13, (2024, 12, 30, 12)),
    ],
)
def test_months_end_on_the_last_day_of_a_shorter_month(
    start: tuple[int, ...], count: int, expected: tuple[int, ...]
) -> None:
    found = add_months(datetime(*start, tzinfo=UTC), count)  # type: ignore[misc, arg-type]  # four numbers
    assert found.astimezone(UTC).date() == datetime(*expected, tzinfo=UTC).date()  # type: ignore[misc, arg-type]  # four numbers


def test_the_hour_on_the_wall_stays_over_summer_time() -> None:
    start = datetime(2024, 1, 15, 11, tzinfo=UTC)  # 12:00 in winter
    assert add_months(start, 6) == datetime(2024, 7, 15, 10, tzinfo=UTC)
