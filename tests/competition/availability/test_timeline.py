"""The record of availability as logic: what is down, what is unknown, and how minutes join."""

from datetime import UTC, datetime, timedelta

from competition.availability.timeline import (
    MINUTE,
    Kind,
    Minute,
    Outage,
    Record,
    by_hour,
    gaps,
    last_told,
    next_minute,
    outages,
    within,
)

T = datetime(2027, 4, 30, 21, 0, tzinfo=UTC)


def minute(at: int, answered: bool | None = True, **told: object) -> Minute:
    return Minute(T + at * MINUTE, answered, **told)  # type: ignore[arg-type]  # by name


def stretches(found: tuple[Outage, ...]) -> list[tuple[str, int, int]]:
    return [(each.kind.value, (each.begins_at - T) // MINUTE, each.minutes_count) for each in found]


def test_p11_an_unknown_minute_is_never_told_as_down_nor_as_fine() -> None:
    missing = gaps([(T, T + 4 * MINUTE)], last=T + 9 * MINUTE, since=T, until=T + 10 * MINUTE)
    found = outages([minute(5, answered=False)], missing)
    record = Record(T, T + 10 * MINUTE, T, 7, 0, found)

    assert stretches(found) == [("unrecorded", 1, 3), ("unanswered", 5, 1)]
    assert (record.down_count, record.unrecorded_count) == (1, 3)
    assert record.rows_count + record.unrecorded_count == record.minutes_count


def test_neighbours_of_a_kind_are_one_stretch() -> None:
    found = outages(
        [
            minute(2, answered=False, fault="timeout"),
            minute(3, answered=False, fault="refused", busy_count=4),
            minute(4, busy_count=2),
            minute(6, busy_count=1),
            minute(7, put_off_count=9),
            minute(8),
        ]
    )

    assert stretches(found) == [
        *[("unanswered", 2, 2), ("refused", 4, 1), ("refused", 6, 1), ("put_off", 7, 1)],
    ]
    assert found[0].faults == ("timeout", "refused")
    assert [each.busy_count for each in found] == [4, 2, 1, 0]


def test_counts_without_anybody_who_asked_are_told_as_what_they_are() -> None:
    found = outages([minute(0, None, busy_count=3), minute(1, None, put_off_count=1)])
    assert [each.kind for each in found] == [Kind.REFUSED, Kind.PUT_OFF]


def test_a_period_without_any_row_is_one_gap() -> None:
    assert stretches(outages([], gaps([], last=None, since=T, until=T + 60 * MINUTE))) == [
        ("unrecorded", 0, 60)
    ]
    assert outages([], gaps([], last=None, since=T, until=T)) == ()


def test_the_end_of_the_period_is_a_gap_where_the_record_has_stopped() -> None:
    edges = [(None, T + 2 * MINUTE)]
    found = outages([], gaps(edges, last=T + 2 * MINUTE, since=T, until=T + 5 * MINUTE))
    assert stretches(found) == [("unrecorded", 0, 2), ("unrecorded", 3, 2)]


def test_before_the_record_began_there_is_none() -> None:
    record = Record(T, T + 60 * MINUTE, T + 20 * MINUTE, 40, 0, ())
    assert (record.minutes_count, record.untold_count) == (40, 20)

    never = Record(T, T + 60 * MINUTE, None, 0, 0, ())
    assert (never.minutes_count, never.untold_count) == (0, 60)

    later = Record(T, T + 60 * MINUTE, T + 90 * MINUTE, 0, 0, ())
    assert (later.minutes_count, later.untold_count) == (0, 60)


def test_a_minute_is_told_once_it_is_surely_over() -> None:
    assert last_told(T + timedelta(seconds=29)) == T - MINUTE
    assert last_told(T + timedelta(seconds=30)) == T
    assert next_minute(T) == T
    assert next_minute(T + timedelta(microseconds=1)) == T + MINUTE


def test_hours_count_the_minutes_of_each_kind() -> None:
    gap = Outage(Kind.UNRECORDED, T + 50 * MINUTE, T + 130 * MINUTE)
    down = outages([minute(10, answered=False)])
    record = Record(T + 5 * MINUTE, T + 180 * MINUTE, T, 0, 0, (*down, gap))

    assert list(by_hour(record).values()) == [
        {Kind.UNANSWERED: 1, Kind.UNRECORDED: 10},
        {Kind.UNRECORDED: 60},
        {Kind.UNRECORDED: 10},
    ]


def test_what_happened_is_counted_to_the_outage_of_its_minute() -> None:
    found = outages([minute(2, answered=False), minute(5, answered=False)])
    counts = {T + n * MINUTE: 10**n for n in range(7)}

    assert within(found, counts) == [100, 100_000]
    assert within([], counts) == []
