"""The one clock: the database's; example rounds alone are shifted."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import translation

from competition import clock
from competition.models import Call

pytestmark = pytest.mark.django_db


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


def test_now_goes_on() -> None:
    before = clock.now()

    assert before <= clock.now() <= before + timedelta(minutes=1)


def test_now_is_the_database_s_own_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT strftime('%s', 'now')")
        seconds = int(cursor.fetchone()[0])

    assert abs(clock.now() - datetime.fromtimestamp(seconds, tz=UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize("shift", [timedelta(0), timedelta(days=-3650), timedelta(microseconds=1)])
def test_now_of_a_round_is_shifted_exactly(shift: timedelta) -> None:
    earliest, found, latest = clock.now(), clock.now(Call(clock_shift=shift)), clock.now()

    assert earliest + shift <= found <= latest + shift


def test_spoken_instant_is_of_the_place_and_of_the_season() -> None:
    summer = datetime(2017, 4, 21, 21, 59, 59, 999999, tzinfo=UTC)
    winter = datetime(2017, 1, 31, 23, 0, tzinfo=UTC)

    assert clock.spoken(summer) == "21.04.2017, 23:59:59,999999 Uhr"
    assert clock.spoken(winter) == "01.02.2017, 00:00:00,000000 Uhr"


def test_spoken_instant_in_english_has_a_point_and_no_uhr() -> None:
    with translation.override("en"):
        assert clock.spoken(datetime(2017, 2, 1, tzinfo=UTC)) == "1 Feb 2017, 01:00:00.000000"


def test_spoken_tells_the_two_hours_of_an_october_night_apart() -> None:
    first = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)

    assert clock.spoken(first) == "31.10.2027, 02:30:00,000000 Uhr (Sommerzeit, MESZ)"
    assert clock.spoken(first + timedelta(hours=1)) == (
        "31.10.2027, 02:30:00,000000 Uhr (Winterzeit, MEZ)"
    )
