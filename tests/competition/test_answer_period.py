"""The month of an answer, as the law counts it."""

from datetime import UTC, datetime

import pytest

from competition.answer_period import GERMANY, answer_by


@pytest.mark.parametrize(
    ("received", "first_instant_after"),
    [
        ((2027, 3, 15, 10, 0), (2027, 4, 16)),
        ((2027, 3, 15, 0, 0), (2027, 4, 16)),
        ((2027, 3, 15, 23, 59), (2027, 4, 16)),
        ((2027, 1, 31, 12, 0), (2027, 3, 1)),
        ((2028, 1, 30, 12, 0), (2028, 3, 1)),  # a leap year: the 29th is the last day
        ((2027, 12, 31, 12, 0), (2028, 2, 1)),
        ((2027, 9, 30, 12, 0), (2027, 10, 31)),  # the night in which summer time ends
        ((2027, 10, 30, 12, 0), (2027, 12, 1)),
    ],
)
def test_the_month_ends_with_its_last_day_in_germany(
    received: tuple[int, ...], first_instant_after: tuple[int, int, int]
) -> None:
    received_at = datetime(*received, tzinfo=GERMANY)  # type: ignore[misc,arg-type]  # parts
    expected = datetime(*first_instant_after, tzinfo=GERMANY)
    assert answer_by(received_at) == answer_by(received_at.astimezone(UTC)) == expected
