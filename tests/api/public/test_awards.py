import pytest
from pytest_django import DjangoAssertNumQueries

from competition.models import Award
from tests.api.caller import Caller, assert_problem
from tests.fixtures.amendments import declined
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db


def names(caller: Caller, query: str = "") -> list[str]:
    return [row["municipality"]["name"] for row in caller.get(f"public/awards/{query}").rows]


def test_an_award_is_told_with_its_municipality_and_sum(
    anybody: Caller, make_round: MakeRound
) -> None:
    make_round(Stage.ANNOUNCED)
    assert anybody.get("public/awards/").value == {
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
                "result": "awarded",
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
                "result": "awarded",
                "synthetic": True,
            },
        ],
    }


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.PREPARED, Stage.CONFIRMED])
@pytest.mark.parametrize(
    "query",
    [
        *("", "?call=beispielrunde", "?state=NW", "?kind=town", "?order=-population"),
        *("?result=awarded", "?result=revoked", "?size_class=medium", "?expand=call"),
    ],
)
def test_no_filter_and_no_order_reaches_awards_before_their_time(
    anybody: Caller, make_round: MakeRound, stage: Stage, query: str
) -> None:
    make_round(stage)
    assert Award.objects.count() == 2
    before = anybody.get(f"public/awards/{query}")
    assert before.value == {"next": None, "previous": None, "results": []}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?call=beispielrunde", ["Beispielstadt", "Musterdorf"]),
        ("?call=andere", []),
        ("?state=BY", ["Musterdorf"]),
        ("?kind=town", ["Beispielstadt"]),
        ("?kind=town&state=BY", []),
        ("?state=&kind=", ["Beispielstadt", "Musterdorf"]),
        ("?municipality=99002001", ["Musterdorf"]),
        ("?size_class=small", ["Musterdorf"]),
        ("?size_class=county", []),
        ("?synthetic=false", []),
        ("?result=awarded", ["Beispielstadt", "Musterdorf"]),
        ("?result=declined", []),
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
    for order in ("", "order=-municipality&", "order=population&"):
        first = anybody.get(f"public/awards/?{order}page_size=1").value
        second = anybody.get(first["next"].removeprefix("http://testserver")).value
        assert (first["previous"], second["next"]) == (None, None)
        assert second["results"] != first["results"]
        assert anybody.get(second["previous"].removeprefix("http://testserver")).value == first


def test_the_call_is_told_in_full_where_it_is_asked_for(
    anybody: Caller, make_round: MakeRound
) -> None:
    make_round(Stage.ANNOUNCED)
    told = anybody.get("public/awards/?expand=call").rows[0]["call"]
    assert told == anybody.get("public/calls/").rows[0]


def test_what_stands_no_more_is_told_as_such(anybody: Caller, make_round: MakeRound) -> None:
    round_ = make_round(Stage.ANNOUNCED)
    declined(round_)
    assert names(anybody) == ["Musterdorf"]
    assert [
        (row["municipality"]["name"], row["result"])
        for row in anybody.get("public/awards/?result=declined").rows
    ] == [("Beispielstadt", "declined")]
    told = anybody.get("public/awards/beispielrunde/99001001/").value
    assert (told["result"], told["call"], told["amount_cents"]) == (
        "declined",
        "beispielrunde",
        5_000_000,
    )
    assert [each["result"] for each in told["events"]] == ["awarded", "declined"]
    assert told["ended_at"] == told["events"][1]["at"]
    assert "Kein Eigenanteil" not in str(told)  # why somebody declined is theirs


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.CONFIRMED])
def test_c09_an_award_before_its_time_is_like_none(
    anybody: Caller, make_round: MakeRound, stage: Stage
) -> None:
    make_round(stage)
    hidden = anybody.get("public/awards/beispielrunde/99001001/")
    made_up = anybody.get("public/awards/nie/99001001/")
    assert_problem(hidden, "not_found", 404)
    assert hidden.body == made_up.body


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(
    rows: int,
    anybody: Caller,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    fields = {"places_count": rows, "budget_cents": rows * 5_000_000}
    make_round(Stage.ANNOUNCED, applications=rows + 1, fields=fields)
    with django_assert_num_queries(2):
        assert len(names(anybody)) == rows
    with django_assert_num_queries(2):
        anybody.get("public/awards/?expand=call")
    with django_assert_num_queries(3):
        anybody.get("public/awards/beispielrunde/99001001/")
