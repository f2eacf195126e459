"""The register as programs read it."""

import pytest
from pytest_django import DjangoAssertNumQueries

from competition.models import Municipality
from competition.policies import eligibility
from tests.api.caller import Caller, assert_problem
from tests.fixtures.people import place
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db
LIST = "public/municipalities/"


@pytest.fixture(autouse=True)
def places(db: None) -> None:
    place("99001001", "Beispielstadt", population=34_920)
    place("99002001", "Köln am Musterbach", kind="municipality", state="BY", population=4_500)
    place("99003001", "Öhringen (Beispiel)", kind="independent_city", state="BY", population=10**5)
    place("99004", "Landkreis Muster", kind="county", state="HE", population=200_000)


def keys(caller: Caller, query: str = "") -> list[str]:
    return [row["ags"] for row in caller.get(f"{LIST}{query}").rows]


def test_a_municipality_is_told_with_the_day_of_the_register(anybody: Caller) -> None:
    row = {
        "ags": "99001001",
        "name": "Beispielstadt",
        "kind": "town",
        "state": "NW",
        "population": 34_920,
        "size_class": "medium",
        "latitude": "51.356",
        "longitude": "11.993",
        "as_of": "2023-11-30",
        "synthetic": True,
    }
    assert anybody.get(LIST).rows[0] == row
    assert anybody.get(f"{LIST}99001001/").value == {**row, "source": ""}


def test_the_source_is_named_with_what_is_real(anybody: Caller) -> None:
    Municipality.objects.filter(ags="99001001").update(ags="05315000", is_synthetic=False)
    told = anybody.get(f"{LIST}05315000/")
    assert told.value["source"].startswith("Quelle: Statistisches Bundesamt (Destatis)")
    assert "Gebietsstand 30.11.2023" in told.value["source"]
    assert told.header("Link").endswith('/impressum/>; rel="license"')
    assert 'rel="license"' in anybody.get(LIST).header("Link")
    links = anybody.get(f"{LIST}?page_size=1").header("Link").split(", ")
    assert [link.rpartition(" ")[2] for link in links] == ['rel="next"', 'rel="license"']


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["99001001", "99002001", "99003001", "99004"]),
        ("?state=BY", ["99002001", "99003001"]),
        ("?kind=county", ["99004"]),
        ("?size_class=small", ["99002001"]),
        ("?size_class=large", ["99003001"]),
        ("?size_class=county", ["99004"]),
        ("?name=KOELN", ["99002001"]),
        ("?name=musterb k%C3%B6ln", ["99002001"]),
        ("?name=99003", ["99003001"]),
        ("?name=ach", []),
        ("?name=%25", ["99001001", "99002001", "99003001", "99004"]),
        ("?order=-population", ["99004", "99003001", "99001001", "99002001"]),
        ("?order=name", ["99001001", "99002001", "99004", "99003001"]),
    ],
)
def test_filters_and_orders(anybody: Caller, query: str, expected: list[str]) -> None:
    assert set(keys(anybody, query)) == set(expected)
    if "order=name" not in query:  # each database has an order of its own for names
        assert keys(anybody, query) == expected


def test_who_may_apply_is_found_as_the_rule_says(anybody: Caller, make_round: MakeRound) -> None:
    fields = {
        "eligible_kinds": ["town", "independent_city", "county"],
        "population_min": 34_920,
        "population_max": 100_000,
    }
    call = make_round(Stage.OPEN, fields=fields).call
    found = keys(anybody, "?call=beispielrunde")
    assert found == ["99001001", "99003001"]
    assert set(found) == {
        each.ags for each in Municipality.objects.all() if eligibility(call, each).allowed
    }


def test_a_call_that_is_not_published_is_like_none(anybody: Caller, make_round: MakeRound) -> None:
    make_round(Stage.DRAFTED)
    hidden = anybody.get(f"{LIST}?call=beispielrunde")
    assert_problem(hidden, "unknown_choice", 400, "call")
    assert hidden.body == anybody.get(f"{LIST}?call=nie").body


@pytest.mark.parametrize("ags", ["99009009", "0", "%EF%BC%91", "x" * 300])
def test_a_key_that_nobody_has_is_not_found(anybody: Caller, ags: str) -> None:
    assert_problem(anybody.get(f"{LIST}{ags}/"), "not_found", 404)


def test_query_counts(anybody: Caller, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for query in ("", "?page_size=1", "?name=k&state=BY&order=name"):
        with django_assert_num_queries(2):
            anybody.get(f"{LIST}{query}")
    with django_assert_num_queries(2):
        anybody.get(f"{LIST}99001001/")
