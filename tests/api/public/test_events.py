"""Events for everybody: told with agenda and free places, never with the link or who comes."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.api.caller import Caller, assert_problem
from tests.fixtures.events import Held, MakeEvent
from tests.fixtures.programmes import Years
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db


def test_an_event_is_told_with_its_agenda_and_free_places(
    anybody: Caller, make_event: MakeEvent
) -> None:
    held = make_event(capacity=3)
    held.register()
    told = anybody.get("public/events/abschlusskonferenz/")
    assert (told.value["stage"], told.value["free_count"]) == ("open", 2)
    assert told.value["agenda"][0]["speakers"] == [
        {"name": "Ada Muster", "role": "Beispielministerium"}
    ]
    for address in ("public/events/", "public/events/abschlusskonferenz/"):
        text = str(anybody.get(address).value)
        assert held.event.link not in text
        assert "Ida" not in text


def test_a_prepared_event_is_not_found(anybody: Caller, make_round: MakeRound) -> None:
    Held(Years(make_round(Stage.ANNOUNCED)).set_up())
    assert anybody.get("public/events/").rows == []
    assert_problem(anybody.get("public/events/abschlusskonferenz/"), "not_found", 404)


@pytest.mark.parametrize(
    ("query", "count"),
    [("?kind=conference", 1), ("?kind=lounge", 0), ("?call=andere", 0), ("?synthetic=true", 1)],
)
def test_filters_narrow(anybody: Caller, make_event: MakeEvent, query: str, count: int) -> None:
    make_event()
    assert len(anybody.get(f"public/events/{query}").rows) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_two_queries(
    anybody: Caller,
    make_event: MakeEvent,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    held = make_event()
    for number in range(1, count):
        Held(held.years, slug=f"konferenz-{number}").publish()
    with django_assert_num_queries(2):
        assert len(anybody.get("public/events/").rows) == count
