"""Offsets in months and days, at the ends of months and where summer time begins."""

from datetime import UTC, date, datetime

import pytest

from programme.agreements.due_dates import add_months, due_on, end_of


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2017, 7, 1), 4, date(2017, 11, 1)),
        (date(2019, 8, 31), 6, date(2020, 2, 29)),
        (date(2019, 1, 31), 1, date(2019, 2, 28)),
        (date(2019, 1, 31), -2, date(2018, 11, 30)),
        (date(2019, 6, 30), 0, date(2019, 6, 30)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day: date, count: int, expected: date) -> None:
    assert add_months(day, count) == expected


def test_counted_from_the_end_and_backwards() -> None:
    days = {"starts_on": date(2017, 7, 1), "ends_on": date(2019, 6, 30)}
    assert due_on(**days, counted_from="end", offset_months=6, offset_days=1) == date(2019, 12, 31)
    assert due_on(**days, counted_from="start", offset_months=0, offset_days=-1) == date(
        2017, 6, 30
    )


def test_a_day_ends_at_midnight_in_germany() -> None:
    assert end_of(date(2017, 3, 25)) == datetime(2017, 3, 25, 23, tzinfo=UTC)
    assert end_of(date(2017, 3, 26)) == datetime(2017, 3, 26, 22, tzinfo=UTC)
