"""Phases: computed from dates and human acts, half-open."""

from datetime import UTC, datetime, timedelta

import pytest

from competition.phases import Phase, in_time, phase

PUBLISHED_AT = datetime(2017, 2, 14, tzinfo=UTC)
OPENS_AT = datetime(2017, 3, 1, tzinfo=UTC)
DEADLINE_AT = datetime(2017, 4, 21, 22, tzinfo=UTC)
PUBLIC_AT = datetime(2017, 5, 17, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

EDGES = [
    (PUBLISHED_AT - MICROSECOND, Phase.DRAFT),
    (PUBLISHED_AT, Phase.SCHEDULED),
    (OPENS_AT - MICROSECOND, Phase.SCHEDULED),
    (OPENS_AT, Phase.OPEN),
    (DEADLINE_AT - MICROSECOND, Phase.OPEN),
    (DEADLINE_AT, Phase.CLOSED),
    (PUBLIC_AT - MICROSECOND, Phase.CLOSED),
    (PUBLIC_AT, Phase.ANNOUNCED),
]


@pytest.mark.parametrize(("at", "expected"), EDGES)
def test_phase_at_each_edge(at: datetime, expected: Phase) -> None:
    found = phase(
        published_at=PUBLISHED_AT,
        opens_at=OPENS_AT,
        deadline_at=DEADLINE_AT,
        public_at=PUBLIC_AT,
        at=at,
    )

    assert found == expected


@pytest.mark.parametrize("at", [at for at, _ in EDGES])
def test_phase_of_an_unpublished_call_is_draft_forever(at: datetime) -> None:
    found = phase(
        published_at=None, opens_at=OPENS_AT, deadline_at=DEADLINE_AT, public_at=PUBLIC_AT, at=at
    )

    assert found == Phase.DRAFT


def test_phase_without_an_announcement_stays_closed() -> None:
    found = phase(
        published_at=PUBLISHED_AT,
        opens_at=OPENS_AT,
        deadline_at=DEADLINE_AT,
        public_at=None,
        at=PUBLIC_AT + timedelta(days=3650),
    )

    assert found == Phase.CLOSED


def test_phase_of_a_call_published_late_begins_open() -> None:
    found = phase(
        published_at=OPENS_AT + timedelta(days=1),
        opens_at=OPENS_AT,
        deadline_at=DEADLINE_AT,
        public_at=None,
        at=OPENS_AT + timedelta(days=1),
    )

    assert found == Phase.OPEN


@pytest.mark.parametrize(
    ("received_at", "expected"),
    [
        (DEADLINE_AT - MICROSECOND, True),
        (DEADLINE_AT, False),
        (DEADLINE_AT + MICROSECOND, False),
        # 23:59:59.999999 in Germany is before the same deadline, whatever zone it is written in.
        (datetime.fromisoformat("2017-04-21T23:59:59.999999+02:00"), True),
        (datetime.fromisoformat("2017-04-22T00:00:00+02:00"), False),
    ],
)
def test_in_time_is_exclusive(received_at: datetime, expected: bool) -> None:
    assert in_time(received_at=received_at, deadline_at=DEADLINE_AT) is expected
