"""The own desk by API: filters, orders, expansions, and nothing of what is befangen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.services import conflicts
from tests.api.caller import Caller, assert_problem, jury_caller_of
from tests.api.jury.conftest import review_path
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
PATH = "jury/assignments/"
BOTH = "expand=application,review"


@pytest.fixture
def mixed(round_: Round, clara: Caller) -> Round:
    """The first is a draft, the second befangen after scoring, the third undeclared."""
    juror, (first, second, _third) = round_.jurors[0], round_.applications
    round_.declare(juror, first, second)
    for number in (0, 1):
        clara.patch(review_path(round_, number), version=0, comment=f"Urteil {number}")
    closed = second.public_id
    conflicts.declare(juror=juror, answers={closed: "kinship"}, by=juror.user, understood=[closed])
    return round_


def test_the_desk_tells_how_far_each_is(mixed: Round, clara: Caller) -> None:
    rows = {row["title"]: row for row in clara.get(PATH).rows}
    states = [rows[f"Vorhaben {number}"]["state"] for number in (1, 2, 3)]
    assert states == ["draft", "conflicted", "undeclared"]
    assert rows["Vorhaben 1"]["read"] is True  # who writes has read
    assert all(row["application"] is row["review"] is None for row in rows.values())


def test_what_is_open_is_told_in_full(mixed: Round, clara: Caller) -> None:
    rows = {row["title"]: row for row in clara.get(f"{PATH}?{BOTH}").rows}
    first = rows["Vorhaben 1"]
    answers = {each["key"]: each["value"] for each in first["application"]["answers"]}
    assert answers["concept"] == "Alle Vorlagen des Rates werden offene Daten."
    assert (first["review"]["comment"], first["review"]["version"]) == ("Urteil 0", 1)


def test_c20_of_what_is_befangen_title_and_municipality_alone(mixed: Round, clara: Caller) -> None:
    closed = mixed.applications[1]
    rows = {row["id"]: row for row in clara.get(f"{PATH}?{BOTH}").rows}
    row = rows[closed.public_id]
    assert row.pop("municipality")["name"] == "Musterdorf"
    assert row == {
        "id": closed.public_id,
        "title": "Vorhaben 2",
        "state": "conflicted",
        "read": None,
        "application": None,
        "review": None,
    }
    for state in ("draft", "final", "open", "undeclared"):
        told = clara.get(f"{PATH}?state={state}&{BOTH}").body.decode()
        assert closed.public_id not in told
    for path in (f"jury/applications/{closed.public_id}/", review_path(mixed, 1)):
        assert_problem(clara.get(path), "not_found", 404)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("state=draft", ["Vorhaben 1"]),
        ("state=conflicted", ["Vorhaben 2"]),
        ("declared=true", ["Vorhaben 1"]),
        ("declared=false", ["Vorhaben 3"]),
        ("order=title", ["Vorhaben 1", "Vorhaben 2", "Vorhaben 3"]),
        ("order=-title", ["Vorhaben 3", "Vorhaben 2", "Vorhaben 1"]),
        ("order=-municipality", ["Vorhaben 2", "Vorhaben 1", "Vorhaben 3"]),
    ],
)
def test_filters_and_orders(mixed: Round, clara: Caller, query: str, titles: list[str]) -> None:
    assert [row["title"] for row in clara.get(f"{PATH}?{query}").rows] == titles


@pytest.mark.parametrize("order", ["", "title", "-title", "municipality", "-municipality"])
def test_pages_lead_through_all(mixed: Round, clara: Caller, order: str) -> None:
    query = f"order={order}&" if order else ""
    whole = [row["id"] for row in clara.get(f"{PATH}?{query}page_size=100").rows]
    found, path = [], f"{PATH}?{query}page_size=1"
    while path:
        page = clara.get(path).value
        found += [row["id"] for row in page["results"]]
        path = (page["next"] or "").removeprefix("http://testserver")
    assert (len(found), found) == (3, whole)


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("state=finished", "unknown_choice", "state"),
        ("declared=yes", "unknown_choice", "declared"),
        ("order=points", "unknown_choice", "order"),
        ("order=state", "unknown_choice", "order"),
        ("expand=others", "unknown_choice", "expand"),
        ("expand=review,review", "duplicate_field", "expand"),
        ("juror=2", "unknown_filter", "juror"),
        ("q=Vorhaben", "unknown_filter", "q"),
        ("page=1", "unknown_filter", "page"),
        ("cursor=%00", "malformed", ""),
        ("cursor=abc", "malformed", "cursor"),
        ("page_size=101", "out_of_range", "page_size"),
    ],
)
def test_what_is_not_declared_is_refused(
    round_: Round, clara: Caller, query: str, code: str, field: str
) -> None:
    assert_problem(clara.get(f"{PATH}?{query}"), code, 400, field)


@pytest.mark.parametrize("query", ["", f"?{BOTH}"])
@pytest.mark.parametrize("applications", [1, 3])
def test_a_page_costs_at_most_five_queries(
    make_round: MakeRound, applications: int, query: str
) -> None:
    fields = {"places_count": 1, "budget_cents": 50_000_00}
    round_ = make_round(Stage.SCORED, applications=applications, fields=fields)
    clara = jury_caller_of(round_.jurors[0].user, round_.call)
    with CaptureQueriesContext(connection) as captured:
        rows = clara.get(PATH + query).rows
    assert len(captured) == (5 if query else 4)
    assert len(rows) == applications
    if query:
        assert all(row["application"]["answers"] and row["review"]["scores"] for row in rows)
