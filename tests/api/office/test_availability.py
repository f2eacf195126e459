"""The record of availability by API: minutes of a period, none to a token for one call."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from api.models import Scope
from competition.models import AvailabilityMinute, Call, User
from tests.api.caller import Caller, assert_problem, caller_of

pytestmark = pytest.mark.django_db
LIST = "office/availability/"
T = datetime(2027, 4, 30, 21, 0, tzinfo=UTC)


def keep(count: int) -> None:
    for number in range(count):
        minute = T + timedelta(minutes=number)
        AvailabilityMinute.objects.create(minute=minute, asked_at=minute, answered=True)


def test_minutes_are_listed_the_latest_first(as_dora: Caller) -> None:
    keep(2)
    AvailabilityMinute.objects.create(minute=T - timedelta(minutes=1), busy_count=3)

    rows = as_dora.get(LIST).rows

    assert [row["minute"][11:16] for row in rows] == ["23:01", "23:00", "22:59"]
    assert [row["answered"] for row in rows] == [True, True, None]
    assert rows[-1]["busy_count"] == 3


def test_a_period_is_asked_for_by_its_instants(as_dora: Caller) -> None:
    keep(5)
    asked = "since=2027-04-30T21:01:00Z&until=2027-04-30T23:03:00%2B02:00"
    assert len(as_dora.get(f"{LIST}?{asked}").rows) == 2


@pytest.mark.parametrize("name", ["since", "until"])
def test_an_instant_needs_its_offset(as_dora: Caller, name: str) -> None:
    for given, code in [("2027-04-30T21:00:00", "offset_required"), ("gestern", "instant_invalid")]:
        answer = as_dora.get(f"{LIST}?{name}={given}")
        assert_problem(answer, code, 400, field=name)
    assert_problem(as_dora.get(f"{LIST}?state=down"), "unknown_filter", 400, field="state")


def test_a_token_for_one_call_opens_none(dora: User, call: Call) -> None:
    keep(1)
    assert caller_of(dora, *Scope.values, call=call).get(LIST).rows == []


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_asks_no_more_for_more_rows(
    as_dora: Caller, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keep(rows)
    with django_assert_num_queries(3):
        as_dora.get(LIST)
