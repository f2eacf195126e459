"""Every list of the API: what it refuses, how its pages follow each other, what it costs."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from api import keyset
from api.keyset import Cursor
from api.pagination import Keyset
from competition import audit, clock
from competition.errors import Refusal
from competition.models import Application, Award, Call, Notice
from tests.api.caller import Caller, assert_problem
from tests.api.operations import LISTS, Known
from tests.fixtures.people import place
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import CLOSED_AT, Round, call_fields

pytestmark = pytest.mark.django_db
Address = Callable[[Known], str]
Callers = Callable[[Known], Caller]
KEYSETS = [known for known in LISTS if known.view.pagination_class is Keyset]
# Columns of what no list may be asked for, with the lookups that would tell about it.
LOOKUPS = ("gte", "lte", "gt", "lt", "isnull", "in", "regex", "iregex", "range", "contains")
HIDDEN = ("reviews__score", "scores__steps", "selection__rank", "assignments__juror")


@pytest.fixture
def proposed(lasting: Round, db: None) -> Round:
    """One round for all tests here."""
    return lasting


@pytest.fixture(scope="module")
def relatives() -> list[str]:
    """``?reviews__score__gte=4`` and its relatives."""
    return [f"{column}__{lookup}" for column in HIDDEN for lookup in LOOKUPS]


def test_every_list_is_asked() -> None:
    assert {known.view.audience for known in LISTS} >= {"", "office", "portal"}
    assert len(LISTS) >= 12


def unknown(caller: Caller, address: str, *parameters: str) -> None:
    """The list knows none of these parameters, and says so of each."""
    names = [each.partition("=")[0] for each in parameters]
    answer = caller.get(f"{address}?{'&'.join(parameters)}")
    problem = assert_problem(answer, "unknown_filter", 400, names[0])
    if len(names) > 1:
        assert [each["field"] for each in problem["errors"]] == names


def test_c02_hidden_columns_are_no_filters(
    callers: Callers, existing: Address, relatives: list[str]
) -> None:
    assert len(relatives) > 30
    for known in LISTS:
        unknown(callers(known), existing(known), *(f"{name}=4" for name in relatives))
        unknown(callers(known), existing(known), f"{relatives[0]}=4")


ORDERS = ("-score", "reviews__score", "?", "rank", "pk", "-id", "municipality__name", "a,b", ",")


def test_c03_only_declared_orders_are_known(callers: Callers, existing: Address) -> None:
    for known in LISTS:
        filterset: Any = getattr(known.view, "filterset_class", None)
        ordered = filterset is not None and "order" in filterset.base_filters
        for order in ORDERS:
            answer = callers(known).get(f"{existing(known)}?order={order.replace('?', '%3F')}")
            code = "unknown_choice" if ordered else "unknown_filter"
            assert_problem(answer, code, 400, "order")
        unknown(callers(known), existing(known), "ordering=-score")


def test_c04_no_list_is_searched(callers: Callers, existing: Address) -> None:
    """A word that stands in a review alone finds nothing: there is nothing to find it with."""
    for known in LISTS:
        tried = (f"{name}=%C3%9Cberzeugt" for name in ("search", "q", "query"))
        unknown(callers(known), existing(known), *tried)
        filterset: Any = getattr(known.view, "filterset_class", None)
        for name in set(filterset.base_filters if filterset else ()) & {"name", "subject", "by"}:
            assert callers(known).get(f"{existing(known)}?{name}=%C3%9Cberzeugt").rows == []


def test_c05_forms_and_expansions_are_declared(callers: Callers, existing: Address) -> None:
    for known in LISTS:
        for form in ("format=csv", "format=api"):
            unknown(
                callers(known), existing(known), "fields=score", "include=reviews", form, "depth=9"
            )
        answer = callers(known).get(f"{existing(known)}?expand=reviews")
        code = "unknown_choice" if known.operation.expands else "unknown_filter"
        assert_problem(answer, code, 400, "expand")
        for accept in ("text/csv", "text/html"):
            asked = callers(known).call("GET", existing(known), headers={"accept": accept})
            assert (asked.status, asked.header("Content-Type")) == (200, "application/json")


SIZES = ("0", "-1", "1.5", "", "1000000000", "101", "%EF%BC%91", "%D9%A1", "1e2", "%2B5", "05", "x")


def test_i06_i07_pages_are_small_whole_numbers(callers: Callers, existing: Address) -> None:
    for known in LISTS:
        for size in SIZES:
            answer = callers(known).get(f"{existing(known)}?page_size={size}")
            assert_problem(answer, "out_of_range", 400, "page_size")
        sizes = (f"{name}=1000000000" for name in ("limit", "offset", "per_page", "size"))
        unknown(callers(known), existing(known), *sizes)


def test_i08_a_parameter_stands_once(callers: Callers, existing: Address) -> None:
    for known in LISTS:
        answer = callers(known).get(f"{existing(known)}?page_size=1&page_size=2")
        assert_problem(answer, "duplicate_field", 400, "page_size")


GARBLED = (
    *("", "x", "%00x", "AAAA", "e30:1", ":", "::", "a" * 3_000, "cD0yMDI3", "bz0tMQ==", "null"),
    *("%F0%9F%98%80", "%ED%A0%80", "%FF", "WzAsMV0:abc", "-1", "%20"),
)

NO_TEXT = ("%00", "%ED", "%FF")


def first_cursor(caller: Caller, address: str) -> str:
    """The cursor of a list's second page, "" where it has one page only."""
    following = caller.get(f"{address}?page_size=1").value["next"]
    return unquote(str(following).rpartition("cursor=")[2].partition("&")[0] if following else "")


def test_garbled_and_truncated_cursors_are_malformed(callers: Callers, existing: Address) -> None:
    for known in KEYSETS:
        caller, address = callers(known), existing(known)
        whole = first_cursor(caller, address)
        altered = [whole[:-1], whole[1:], whole[: len(whole) // 2], f"{whole}A"] if whole else []
        for cursor in (*GARBLED, *altered):
            answer = caller.get(f"{address}?cursor={cursor}")
            is_text = not cursor.startswith(NO_TEXT)  # else the whole address is malformed
            assert_problem(answer, "malformed", 400, "cursor" if is_text else "")


def test_a_cursor_is_of_one_list_alone(callers: Callers, existing: Address) -> None:
    """Of another list, or of the same one that is filtered otherwise, it is malformed."""
    cursors = {str(k): first_cursor(callers(k), existing(k)) for k in KEYSETS}
    for known in KEYSETS:
        caller, address = callers(known), existing(known)
        for name, cursor in cursors.items():
            if cursor and name != str(known):
                answer = caller.get(f"{address}?cursor={cursor}")
                assert_problem(answer, "malformed", 400, "cursor")
        own = cursors[str(known)]
        filterset: Any = getattr(known.view, "filterset_class", None)
        if own and filterset is not None and "state" in filterset.base_filters:
            assert caller.get(f"{address}?page_size=2&cursor={own}").status == 200
            answer = caller.get(f"{address}?cursor={own}&state=")
            assert_problem(answer, "malformed", 400, "cursor")


def test_c08_lists_have_an_etag_links_and_a_head(callers: Callers, existing: Address) -> None:
    for known in LISTS:
        caller, address = callers(known), f"{existing(known)}?page_size=1"
        told = caller.get(address)
        headers = {"if-none-match": told.header("ETag")}
        if caller.token:
            headers["authorization"] = f"Bearer {caller.token}"
        same = Client(headers=headers).get(address)
        assert (same.status_code, same.content) == (304, b""), str(known)
        head = caller.call("HEAD", address)
        assert (head.status, head.body) == (200, b""), str(known)
        following = told.value["next"]
        assert (f'<{following}>; rel="next"' in told.response.headers.get("Link", "")) == bool(
            following
        )


def test_asking_changes_nothing(callers: Callers, existing: Address) -> None:
    with unchanged():
        for known in LISTS:
            for query in ("", *(f"?expand={name}" for name in known.operation.expands)):
                assert callers(known).get(existing(known) + query).status == 200


def walked(caller: Caller, address: str) -> Iterator[dict[str, Any]]:
    """The rows of all pages, one after the other."""
    following: str | None = address
    while following:
        page = caller.get(following.removeprefix("http://testserver")).value
        yield from page["results"]
        following = page["next"]


@pytest.mark.parametrize("order", ["", "order=-population&", "order=name&"])
def test_a_walk_meets_each_row_once_also_when_rows_come(anybody: Caller, order: str) -> None:
    for number in range(7):
        place(f"9900{number}000", f"Musterort {number % 3}", population=1_000 * (number % 2 + 1))
    seen: list[str] = []
    for row in walked(anybody, f"public/municipalities/?{order}page_size=2"):
        seen.append(row["ags"])
        if len(seen) in (2, 4):  # one before the place that is reached, and one behind it
            place(f"98{len(seen)}".replace("98", "99") + "00001", "Muster 0", population=1_500)
            place(f"9999{len(seen)}001", "Musterort 9", population=1_500)
    first = [ags for ags in seen if ags[:4] == "9900" and ags.endswith("000")]
    assert sorted(first) == [f"9900{number}000" for number in range(7)]
    assert len(set(seen)) == len(seen)


def test_pages_lead_back(anybody: Caller) -> None:
    for number in range(5):
        place(f"9900{number}000", f"Musterblatt {number}")
    pages, address = [], "/api/v1/public/municipalities/?name=musterblatt&page_size=2"
    while address:
        pages.append(anybody.get(address.removeprefix("http://testserver")).value)
        address = pages[-1]["next"]
    assert [len(page["results"]) for page in pages] == [2, 2, 1]
    back = pages[-1]
    for page in reversed(pages[:-1]):
        back = anybody.get(back["previous"].removeprefix("http://testserver")).value
        assert back["results"] == page["results"]
    assert back["previous"] is None


def test_c07_no_cursor_and_no_row_holds_a_running_number(
    callers: Callers, existing: Address
) -> None:
    """What tells rows apart is random or a key of the world outside; only a chain counts."""
    for known in KEYSETS:
        for row in callers(known).get(existing(known)).rows:
            assert "pk" not in row
            assert not isinstance(row.get("id"), int), str(known)
        payload = first_cursor(callers(known), existing(known)).partition(":")[0]
        if payload:
            _, *values = decoded(payload)
            numbers = [value for value in values if isinstance(value, int)]
            assert bool(numbers) == str(known).endswith("Audit"), (str(known), values)


def decoded(payload: str) -> list[Any]:
    """What a cursor holds, as whoever has it can read it."""
    found: list[Any] = json.loads(signing.b64_decode(payload.encode()))
    return found


# Queries of a page, alike for each number of rows, with every expansion and without: the token
# with the clock, the count of its requests, the call, the rows.
COSTS = {
    "listCalls": 3,
    "listAwards": 2,
    "listMunicipalities": 2,
    "listProgrammes": 2,
    "listWorkshops": 2,
    "listProfiles": 2,
    "listConsultations": 2,
    "listComments": 2,
    "listPublicEvents": 2,
    "listOwnReports": 4,
    "listOwnPayments": 4,
    "listOwnWorkshops": 5,
    "listOfficeCalls": 4,
    "listApplications": 4,
    "listSelectionRuns": 4,
    "listDecisions": 5,
    "listNotices": 4,
    "listCallAudit": 4,
    "listAudit": 3,
    "listEvents": 4,
    "listAgreements": 4,
    "listReports": 4,
    "listPayments": 4,
    "listOfficeConsultations": 4,
    "listOfficeComments": 5,
    "listProgrammeEvents": 4,
    "listProgrammeWorkshops": 4,
    "listWatchedProfiles": 4,
}
GROWN = {"listAwards", "listMunicipalities", "listApplications", "listNotices", "listEvents"}


def cost_of(caller: Caller, address: str) -> tuple[int, int]:
    """How many queries a page costs, and its rows."""
    with CaptureQueriesContext(connection) as captured:
        rows = len(caller.get(address).rows)
    return len(captured), rows


def grow(round_: Round) -> None:
    """Fifty more rows of everything that grows."""
    towns = [place(f"99{number:03}900", f"Musterort {number}") for number in range(50)]
    now = clock.now()
    shared = {"call": round_.call, "started_at": now, "started_by": round_.dora}
    shared["contact"] = round_.dora
    Application.objects.bulk_create(
        Application(municipality=town, public_id=f"grown{number:015}", **shared)
        for number, town in enumerate(towns)
    )
    archive = Call.objects.create(
        **call_fields(slug="archiv", is_archive=True, published_at=CLOSED_AT)
    )
    award = {"call": archive, "title": "Vorhaben", "amount_cents": 1, "granted_at": CLOSED_AT}
    Award.objects.bulk_create(Award(municipality=town, **award) for town in towns)
    first = Notice.objects.filter(call=round_.call).values().first()
    assert first
    letter = {name: value for name, value in first.items() if name != "id"}
    for number in range(50):
        letter |= {"message_id": f"<{number}@x>", "occasion": f"grown {number}"}
        Notice.objects.create(**letter)
        audit.log(act="call.edited", by=round_.dora, subject=round_.call.slug)


def test_a_page_costs_at_most_six_queries(
    callers: Callers, existing: Address, proposed: Round
) -> None:
    def costs() -> dict[str, tuple[int, int]]:
        found = {}
        for known in LISTS:
            for expand in ("", ",".join(known.operation.expands)):
                query = f"?expand={expand}" if expand else ""
                cost, rows = cost_of(callers(known), existing(known) + query)
                assert cost <= 6, (str(known), expand, cost)
                assert cost == COSTS.get(str(known), cost), (str(known), expand, cost)
                found[str(known)] = (cost, rows)
        return found

    few = costs()
    grow(proposed)
    many = costs()
    assert {name: cost for name, (cost, _) in few.items()} == {
        name: cost for name, (cost, _) in many.items()
    }
    assert {name for name, (_, rows) in many.items() if rows == 50} >= GROWN
    assert COSTS.keys() <= many.keys()


def as_read(values: tuple[Any, ...]) -> Cursor | None:
    factory = APIRequestFactory()
    text = keyset.written(Cursor(values), Request(factory.get("/list/")))
    return keyset.read(Request(factory.get("/list/", {"cursor": text})), len(values))


@pytest.mark.parametrize(
    "values",
    [
        ("Köln", 1, "05315000"),
        (datetime(2027, 3, 28, 1, 30, 0, 1, tzinfo=UTC), "a"),
        (date(2027, 3, 28), "2027-03-28"),
        ("", 0, True),
    ],
)
def test_a_cursor_keeps_its_values(values: tuple[Any, ...]) -> None:
    assert as_read(values) == Cursor(values)


def test_a_cursor_of_another_order_is_malformed() -> None:
    factory = APIRequestFactory()
    text = keyset.written(Cursor(("a", "b")), Request(factory.get("/list/")))
    with pytest.raises(Refusal) as caught:
        keyset.read(Request(factory.get("/list/", {"cursor": text})), 3)
    assert (caught.value.code, caught.value.field) == ("malformed", "cursor")


def test_values_are_read_through_relations() -> None:
    row: Any = SimpleNamespace(name="a", municipality=SimpleNamespace(ags="9"))
    assert keyset.values_of(row, ("-name", "municipality__ags")) == ("a", "9")


def test_a_page_needs_rows_of_the_database() -> None:
    with pytest.raises(TypeError):
        Keyset().paginate_queryset([], Request(APIRequestFactory().get("/")))
