"""Instants, spans, sums and numbers in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import formats, translation

from competition import calendar, wording

MIDNIGHT = datetime(2017, 4, 21, 22, tzinfo=UTC)


def test_midnight_ends_a_day_and_with_start_begins_the_next() -> None:
    assert wording.moment(MIDNIGHT) == "Freitag, 21. April 2017, 24:00 Uhr"
    assert wording.moment(MIDNIGHT, start=True) == "Samstag, 22. April 2017, 0:00 Uhr"


def test_last_microsecond_before_midnight_is_not_midnight() -> None:
    last = MIDNIGHT - timedelta(microseconds=1)

    assert wording.moment(last) == "Freitag, 21. April 2017, 23:59 Uhr"
    assert wording.moment(last, seconds=True) == "Freitag, 21. April 2017, 23:59:59 Uhr"


def test_night_of_summer_time_keeps_the_local_hour() -> None:
    assert wording.moment(datetime(2017, 3, 26, 1, tzinfo=UTC)).endswith("3:00 Uhr")
    assert wording.moment(datetime(2017, 3, 26, 0, 59, tzinfo=UTC)).endswith("01:59 Uhr")


def test_the_hour_that_october_has_twice_is_told_apart() -> None:
    first = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)

    assert wording.moment(first) == "Sonntag, 31. Oktober 2027, 02:30 Uhr (Sommerzeit, MESZ)"
    assert wording.moment(first + timedelta(hours=1)) == (
        "Sonntag, 31. Oktober 2027, 02:30 Uhr (Winterzeit, MEZ)"
    )
    assert wording.moment(first - timedelta(hours=1)) == "Sonntag, 31. Oktober 2027, 01:30 Uhr"
    assert wording.moment(first + timedelta(hours=2)) == "Sonntag, 31. Oktober 2027, 03:30 Uhr"


def test_cautions_are_sentences() -> None:
    found = [wording.caution(each) for each in calendar.cautions(MIDNIGHT - timedelta(days=7))]

    assert found == ["Der letzte Tag ist ein Feiertag: Karfreitag."]
    for kind in calendar.Kind:
        assert wording.caution(calendar.Caution(kind, "Ostern")).endswith(".")


@pytest.mark.parametrize(
    ("cents", "words"),
    [(50_000_00, "50.000,00\u00a0€"), (5, "0,05\u00a0€"), (450_000_00, "450.000,00\u00a0€")],
)
def test_sum_is_written_with_two_places(cents: int, words: str) -> None:
    assert wording.euros(cents) == words


@pytest.mark.parametrize(
    ("exact", "shown"),
    [("137/3", "45,67"), ("1/200", "0,01"), ("-1/8", "-0,13"), ("3.5", "3,50"), ("0", "0,00")],
)
def test_exact_number_is_rounded_half_up_for_the_eye(exact: str, shown: str) -> None:
    assert wording.places(exact) == shown


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=1, hours=2, minutes=3), "1 Tag und 2 Stunden"),
        (timedelta(hours=1, seconds=59), "1 Stunde"),
        (timedelta(minutes=2, seconds=59), "2 Minuten"),
        (timedelta(seconds=59), "weniger als eine Minute"),
        (timedelta(seconds=-1), "weniger als eine Minute"),
    ],
)
def test_span_names_its_two_largest_units(left: timedelta, words: str) -> None:
    assert wording.span(left) == words


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "Friday, 21 April 2017, 24:00"),
        ({"start": True}, "Saturday, 22 April 2017, 0:00"),
        ({"seconds": True}, "Saturday, 22 April 2017, 00:00:00"),
    ],
)
def test_instant_in_english_has_no_german_point_and_no_uhr(
    options: dict[str, bool], words: str
) -> None:
    with translation.override("en"):
        assert wording.moment(MIDNIGHT, **options) == words


def test_days_in_english() -> None:
    with translation.override("en"):
        assert wording.day(MIDNIGHT) == "Saturday, 22 April 2017"
        assert wording.plain_day(date(2017, 4, 21)) == "21 April 2017"
        assert formats.date_format(date(2017, 4, 21), "SHORT_DATE_FORMAT") == "21 Apr 2017"


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        ("2026-08-10T08:00Z", "2026-08-10T15:00Z", "Montag, 10. August 2026, 10:00–17:00 Uhr"),
        (
            "2026-08-10T08:00Z",
            "2026-08-11T11:00Z",
            "Montag, 10. August 2026, 10:00 Uhr – Dienstag, 11. August 2026, 13:00 Uhr",
        ),
        (
            "2026-08-10T08:00Z",
            "2026-08-10T22:00Z",
            "Montag, 10. August 2026, 10:00 Uhr – Montag, 10. August 2026, 24:00 Uhr",
        ),
        ("2021-06-08T22:00Z", "2021-06-09T22:00Z", "Mittwoch, 9. Juni 2021"),
        (
            "2019-09-04T22:00Z",
            "2019-09-06T22:00Z",
            "Donnerstag, 5. September 2019 – Freitag, 6. September 2019",
        ),
    ],
)
def test_from_when_to_when(starts: str, ends: str, said: str) -> None:
    assert wording.lasting(datetime.fromisoformat(starts), datetime.fromisoformat(ends)) == said


def test_short_day_in_german() -> None:
    assert formats.date_format(date(2017, 4, 21), "SHORT_DATE_FORMAT") == "21.04.2017"


def test_sums_and_numbers_in_english() -> None:
    with translation.override("en"):
        assert wording.euros(50_000_00) == "€50,000.00"
        assert wording.grouped(10_773) == "10,773"
        assert wording.places("137/3") == "45.67"


def test_span_in_english() -> None:
    with translation.override("en"):
        assert wording.span(timedelta(days=1, hours=2)) == "1 day and 2 hours"


def test_decimal_text_gets_the_point_of_the_language() -> None:
    assert wording.decimal("0.5") == "0,5"
    with translation.override("en"):
        assert wording.decimal("0.5") == "0.5"


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (datetime(2027, 10, 31, 0, 59, 59, tzinfo=UTC), "MESZ, UTC+02:00"),
        (datetime(2027, 10, 31, 1, 0, tzinfo=UTC), "MEZ, UTC+01:00"),
        (datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC), "MEZ, UTC+01:00"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "MESZ, UTC+02:00"),
    ],
)
def test_zone_tells_the_two_hours_of_the_night_apart(instant: datetime, said: str) -> None:
    assert wording.zone(instant) == said
