"""Reading the record: rows become outages, in as many queries however long the period is."""

from datetime import UTC, datetime, timedelta

import pytest

from competition.availability import minutes
from competition.availability.timeline import MINUTE, Kind, minute_of, next_minute
from competition.models import Attempt, AvailabilityMinute, Disturbance
from tests.fixtures.rounds import DEADLINE_AT, Round

pytestmark = pytest.mark.django_db
T = datetime(2027, 4, 30, 21, 0, tzinfo=UTC)
LATER = T + timedelta(days=9)


def keep(*numbers: int, answered: bool = True, **told: object) -> None:
    for number in numbers:
        at = T + number * MINUTE
        AvailabilityMinute.objects.create(minute=at, asked_at=at, answered=answered, **told)


def test_p11_rows_of_a_period_become_outages_and_gaps() -> None:
    keep(0, 1, 2, 6, 9)
    keep(3, answered=False, fault="timeout", broker_answered=False)
    keep(4, busy_count=2)

    found = minutes.record(since=T, until=T + 10 * MINUTE, at=LATER)

    assert [(each.kind, each.begins_at, each.minutes_count) for each in found.outages] == [
        (Kind.UNANSWERED, T + 3 * MINUTE, 1),
        (Kind.REFUSED, T + 4 * MINUTE, 1),
        (Kind.UNRECORDED, T + 5 * MINUTE, 1),
        (Kind.UNRECORDED, T + 7 * MINUTE, 2),
    ]
    assert (found.minutes_count, found.rows_count, found.silent_broker_count) == (10, 7, 1)


def test_only_whole_minutes_that_are_over_are_told() -> None:
    keep(*range(5))
    found = minutes.record(since=T, until=LATER, at=T + timedelta(minutes=5, seconds=31))
    assert (found.until, found.minutes_count, found.outages) == (T + 5 * MINUTE, 5, ())


def test_a_record_that_begins_within_the_period_has_no_gap_before() -> None:
    keep(30, 31)
    found = minutes.record(since=T, until=T + 32 * MINUTE, at=LATER)
    assert (found.begins_at, found.untold_count, found.outages) == (T + 30 * MINUTE, 30, ())


def test_a_period_before_the_record_or_without_any_is_empty() -> None:
    none = minutes.record(since=T, until=T + 10 * MINUTE, at=LATER)
    assert (none.minutes_count, none.outages, none.recorded_from) == (0, (), None)

    keep(60)
    before = minutes.record(since=T, until=T + 10 * MINUTE, at=LATER)
    assert (before.minutes_count, before.outages) == (0, ())
    ahead = minutes.record(since=LATER, until=LATER + MINUTE, at=T + 70 * MINUTE)
    assert (ahead.minutes_count, ahead.outages) == (0, ())


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_however_many_rows(count: int, django_assert_num_queries: object) -> None:
    keep(*range(0, 2 * count, 2), answered=False)
    with django_assert_num_queries(3):  # type: ignore[operator]  # pytest-django's fixture
        found = minutes.record(since=T, until=T + 10 * MINUTE, at=LATER)
    with django_assert_num_queries(2):  # type: ignore[operator]  # pytest-django's fixture
        minutes.beside(found.outages)


def test_the_day_before_a_deadline_ends_with_it_or_with_now(open_round: Round) -> None:
    call = open_round.call
    deadline_at = next_minute(DEADLINE_AT - call.clock_shift)

    over = minutes.before_deadline(call, at=deadline_at + timedelta(days=2))
    assert over.until == deadline_at
    assert over.since == minute_of(DEADLINE_AT - call.clock_shift - timedelta(days=1))
    ahead = minutes.before_deadline(call, at=deadline_at - timedelta(days=2))
    assert ahead.until == deadline_at - timedelta(days=2, minutes=1)


def test_beside_an_outage_stands_what_was_refused_and_reported_in_it() -> None:
    keep(0, 1, 5)
    keep(3, answered=False)
    for kind, number in [("submission", 3), ("foreign", 3), ("report", 3), ("submission", 5)]:
        at = T + number * MINUTE + timedelta(seconds=20)
        Attempt.objects.create(kind=kind, code="not_found", received_at=at, logged_at=at)
    Disturbance.objects.create(number="1" * 14, text="Nichts geht.", received_at=T + 3 * MINUTE)

    found = minutes.beside(minutes.record(since=T, until=T + 6 * MINUTE, at=LATER).outages)

    told = [(each.outage.kind, each.attempts_count, each.reports_count) for each in found]
    assert told == [
        (Kind.UNRECORDED, 0, 0),
        (Kind.UNANSWERED, 2, 1),
        (Kind.UNRECORDED, 0, 0),
    ]
