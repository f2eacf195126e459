"""Unfortunate days for a deadline, against the published calendars."""

from datetime import UTC, date, datetime, timedelta

import pytest

from competition import calendar
from competition.calendar import Caution, Kind


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1961, date(1961, 4, 2)),
        (2008, date(2008, 3, 23)),
        (2017, date(2017, 4, 16)),
        (2024, date(2024, 3, 31)),
        (2027, date(2027, 3, 28)),
        (2038, date(2038, 4, 25)),
        (2049, date(2049, 4, 18)),
        (2076, date(2076, 4, 19)),
        (2285, date(2285, 3, 22)),
    ],
)
def test_easter_is_that_of_the_published_tables(year: int, day: date) -> None:
    assert calendar.easter(year) == day


def test_easter_is_a_sunday_between_its_bounds_in_every_year() -> None:
    for year in range(1900, 2500):
        easter = calendar.easter(year)
        assert easter.weekday() == 6
        assert date(year, 3, 22) <= easter <= date(year, 4, 25)


def test_holidays_of_2027_are_exactly_these() -> None:
    assert sorted(calendar.holidays(2027)) == [
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2027, 5, 1),
        date(2027, 5, 6),
        date(2027, 5, 17),
        date(2027, 10, 3),
        date(2027, 12, 25),
        date(2027, 12, 26),
    ]


def test_day_of_repentance_is_the_wednesday_before_23_november() -> None:
    assert calendar.repentance_day(2027) == date(2027, 11, 17)
    assert calendar.repentance_day(2022) == date(2022, 11, 16)
    assert {calendar.repentance_day(year).weekday() for year in range(1995, 2100)} == {2}


def night(year: int, month: int, day: int, hour: int = 22, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        pytest.param(night(2017, 4, 21), [], id="friday-24"),
        pytest.param(night(2017, 4, 22), [Caution(Kind.WEEKEND)], id="saturday-24"),
        pytest.param(night(2017, 4, 23), [Caution(Kind.WEEKEND)], id="sunday-24"),
        pytest.param(night(2017, 4, 24, 10), [], id="monday-noon"),
        pytest.param(
            night(2017, 4, 14), [Caution(Kind.HOLIDAY, "Karfreitag")], id="good-friday-24"
        ),
        pytest.param(
            night(2017, 10, 31, 23), [Caution(Kind.HOLIDAY, "Reformationstag")], id="2017"
        ),
        pytest.param(
            night(2018, 10, 31, 23),
            [Caution(Kind.REGIONAL_HOLIDAY, "Reformationstag")],
            id="reformation-day",
        ),
        pytest.param(
            night(2027, 5, 27), [Caution(Kind.REGIONAL_HOLIDAY, "Fronleichnam")], id="corpus"
        ),
        pytest.param(
            night(2027, 10, 30),
            [Caution(Kind.WEEKEND), Caution(Kind.CLOCK_CHANGE)],
            id="evening-before-the-change",
        ),
        pytest.param(
            night(2027, 10, 31, 0, 30),
            [
                Caution(Kind.WEEKEND),
                Caution(Kind.REGIONAL_HOLIDAY, "Reformationstag"),
                Caution(Kind.CLOCK_CHANGE),
            ],
            id="first-half-past-two",
        ),
        pytest.param(
            night(2027, 10, 31, 1, 30),
            [
                Caution(Kind.WEEKEND),
                Caution(Kind.REGIONAL_HOLIDAY, "Reformationstag"),
                Caution(Kind.CLOCK_CHANGE),
            ],
            id="second-half-past-two",
        ),
        pytest.param(
            night(2027, 10, 31, 18),
            [Caution(Kind.WEEKEND), Caution(Kind.REGIONAL_HOLIDAY, "Reformationstag")],
            id="evening-after-the-change",
        ),
        pytest.param(
            night(2027, 3, 28, 1),
            [Caution(Kind.WEEKEND), Caution(Kind.CLOCK_CHANGE)],
            id="spring-night",
        ),
    ],
)
def test_cautions_of_a_deadline(deadline: datetime, expected: list[Caution]) -> None:
    assert calendar.cautions(deadline) == expected


def test_last_day_of_midnight_is_the_day_before() -> None:
    midnight = night(2017, 4, 21)

    assert calendar.last_day(midnight) == date(2017, 4, 21)
    assert calendar.last_day(midnight + timedelta(microseconds=1)) == date(2017, 4, 22)


def test_what_ended_at_midnight_ends_at_midnight_again() -> None:
    summer = datetime(2017, 4, 21, 22, tzinfo=UTC)  # 24:00 of 21 April
    winter = datetime(2018, 11, 9, 23, tzinfo=UTC)  # 24:00 of 9 November
    week_before = datetime(2017, 4, 14, 22, tzinfo=UTC)

    assert calendar.moved(week_before, since=summer, to=winter) == datetime(
        2018, 11, 2, 23, tzinfo=UTC
    )
    assert calendar.moved(summer, since=summer, to=summer) == summer
