import pytest
from pytest_django import DjangoAssertNumQueries

from competition.models import Award
from tests.api.caller import Caller
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db


def names(caller: Caller, query: str = "") -> list[str]:
    return [row["municipality"]["name"] for row in caller.get(f"public/awards/{query}").rows]


def test_an_award_is_told_with_its_municipality_and_sum(
    anybody: Caller, make_round: MakeRound
) -> None:
    make_round(Stage.ANNOUNCED)
    assert anybody.get("public/awards/").value == {
        "count": 2,
        "next": None,
        "previous": None,
        "results": [
            {
                "call": "beispielrunde",
                "municipality": {
                    "ags": "99001001",
                    "name": "Beispielstadt",
                    "kind": "town",
                    "state": "NW",
                    "population": 34_920,
                    "size_class": "medium",
                },
                "title": "Vorhaben 1",
                "amount_cents": 5_000_000,
                "synthetic": True,
            },
            {
                "call": "beispielrunde",
                "municipality": {
                    "ags": "99002001",
                    "name": "Musterdorf",
                    "kind": "municipality",
                    "state": "BY",
                    "population": 4_500,
                    "size_class": "small",
                },
                "title": "Vorhaben 2",
                "amount_cents": 5_000_000,
                "synthetic": True,
            },
        ],
    }


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.PREPARED, Stage.CONFIRMED])
@pytest.mark.parametrize(
    "query", ["", "?call=beispielrunde", "?state=NW", "?kind=town", "?order=-population"]
)
def test_no_filter_and_no_order_reaches_awards_before_their_time(
    anybody: Caller, make_round: MakeRound, stage: Stage, query: str
) -> None:
    make_round(stage)
    assert Award.objects.count() == 2
    before = anybody.get(f"public/awards/{query}")
    assert before.value == {"count": 0, "next": None, "previous": None, "results": []}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?call=beispielrunde", ["Beispielstadt", "Musterdorf"]),
        ("?call=andere", []),
        ("?state=BY", ["Musterdorf"]),
        ("?kind=town", ["Beispielstadt"]),
        ("?kind=town&state=BY", []),
        ("?state=&kind=", ["Beispielstadt", "Musterdorf"]),
        ("?order=population", ["Musterdorf", "Beispielstadt"]),
        ("?order=-municipality", ["Musterdorf", "Beispielstadt"]),
    ],
)
def test_filters_and_orders(
    anybody: Caller, make_round: MakeRound, query: str, expected: list[str]
) -> None:
    make_round(Stage.ANNOUNCED)
    assert names(anybody, query) == expected


def test_pages_follow_each_other(anybody: Caller, make_round: MakeRound) -> None:
    make_round(Stage.ANNOUNCED)
    first = anybody.get("public/awards/?page_size=1").value
    assert first["next"] == "http://testserver/api/v1/public/awards/?page=2&page_size=1"
    assert names(anybody, "?page=2&page_size=1") == ["Musterdorf"]


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(
    rows: int,
    anybody: Caller,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    fields = {"places_count": rows, "budget_cents": rows * 5_000_000}
    make_round(Stage.ANNOUNCED, applications=rows + 1, fields=fields)
    with django_assert_num_queries(3):
        assert len(names(anybody)) == rows
