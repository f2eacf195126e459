"""Requests that are not as they should be: refused with a code, and nothing has changed."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.utils import translation
from django_filters import CharFilter

from api.pagination import Pages
from competition.errors import Refusal
from tests.api.caller import Caller, assert_problem
from tests.api.operations import ACTS, LISTS, OPERATIONS, Known
from tests.fixtures.refusals import unchanged

pytestmark = pytest.mark.django_db

JSON = "application/json"
Address = Callable[[Known], str]
Entitled = Callable[[Known], Caller]
NUMBERED = [known for known in LISTS if known.view.pagination_class is Pages]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")


@pytest.mark.parametrize("known", OPERATIONS, ids=str)
def test_c16_undeclared_parameters_are_refused(known: Known, entitled: Entitled) -> None:
    caller = entitled(known)
    with unchanged():
        answer = caller.call(known.method, known.address() + "?fields=all&include=scores&q=")
    problem = assert_problem(answer, "unknown_filter", 400, "fields")
    assert [error["field"] for error in problem["errors"]] == ["fields", "include", "q"]


@pytest.mark.parametrize("known", OPERATIONS, ids=str)
def test_c12_undeclared_methods_are_refused(known: Known, entitled: Entitled) -> None:
    declared, caller = {*known.view.operations, "HEAD"}, entitled(known)
    for method in METHODS:
        if method not in declared:
            with unchanged():
                answer = caller.call(method, known.address())
            assert_problem(answer, "method_not_allowed", 405)
            assert set(answer.header("Allow").split(", ")) == (
                declared if "GET" in declared else declared - {"HEAD"}
            )


def test_a06_a_method_cannot_be_overridden(as_dora: Caller) -> None:
    answer = as_dora.call("GET", "office/calls/", headers={"x-http-method-override": "DELETE"})
    assert answer.status == 200


WRONG_BODIES = (
    (b"reason=x", "application/x-www-form-urlencoded", "media_type_unsupported", 415),
    (b"{}", "text/plain", "media_type_unsupported", 415),
    (b"{}", "", "media_type_unsupported", 415),
    (b"{}", "application/json; charset=utf-16", "media_type_unsupported", 415),
    (b"[]", "application/json", "malformed", 400),
    (b"[" * 100_000, "application/json", "malformed", 400),
    (b'{"a": NaN}', "application/json", "malformed", 400),
    (b'{"a": "\xff"}', "application/json", "malformed", 400),
    (b" " * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) + b"{}", JSON, "too_large", 413),
)


@pytest.mark.parametrize(
    ("body", "content_type", "code", "status"), WRONG_BODIES, ids=range(len(WRONG_BODIES))
)
def test_i16_bodies_are_json_objects_in_utf_8(
    body: bytes, content_type: str, code: str, status: int, as_dora: Caller, existing: Address
) -> None:
    with unchanged():
        for known in ACTS:
            answer = as_dora.call(known.method, existing(known), body, content_type=content_type)
            assert_problem(answer, code, status)


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        (b'{"confirmed_by": 1}', "unknown_field", "confirmed_by"),
        (b'{"reason": "a", "reason": "b"}', "duplicate_field", "reason"),
    ],
)
def test_i08_bodies_hold_declared_fields_once(
    body: bytes, code: str, field: str, as_dora: Caller, existing: Address
) -> None:
    with unchanged():
        for known in ACTS:
            answer = as_dora.call(known.method, existing(known), body)
            assert_problem(answer, code, 400, field)


def test_a_thousand_wrong_fields_are_not_all_repeated(as_dora: Caller, existing: Address) -> None:
    body = "{" + ",".join(f'"f{n}": 1' for n in range(2_000)) + "}"
    for known in ACTS:
        answer = as_dora.call(known.method, existing(known), body.encode())
        assert (answer.status, len(answer.value["errors"])) == (400, 100)


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("page=0", "out_of_range", "page"),
        ("page=-1", "out_of_range", "page"),
        ("page=1.5", "out_of_range", "page"),
        ("page=last", "out_of_range", "page"),
        ("page=", "out_of_range", "page"),
        ("page=１", "out_of_range", "page"),
        ("page=1000000000", "out_of_range", "page"),
        ("page_size=0", "out_of_range", "page_size"),
        ("page_size=101", "out_of_range", "page_size"),
        ("page_size=99999999999999999999", "out_of_range", "page_size"),
        ("page=1&page=1", "duplicate_field", "page"),
    ],
)
def test_i07_pages_are_whole_numbers_and_small(
    query: str, code: str, field: str, entitled: Entitled, existing: Address
) -> None:
    for known in NUMBERED if field == "page" else LISTS:
        answer = entitled(known).get(f"{existing(known)}?{query}")
        assert_problem(answer, code, 400, field)


def test_pages_end(entitled: Entitled, existing: Address) -> None:
    for known in NUMBERED:
        address = existing(known)
        assert entitled(known).get(f"{address}?page=1&page_size=100").status == 200
        answer = entitled(known).get(f"{address}?page=999999999")
        assert_problem(answer, "not_found", 404, "page")


def test_filters_and_orders_know_their_values(entitled: Entitled, existing: Address) -> None:
    for known in LISTS:
        filterset = getattr(known.view, "filterset_class", None)
        for name, declared in (filterset.base_filters if filterset else {}).items():
            if not isinstance(declared, CharFilter):  # a text may be any
                answer = entitled(known).get(f"{existing(known)}?{name}=%27;DROP")
                assert_problem(answer, "unknown_choice", 400, name)
            answer = entitled(known).get(f"{existing(known)}?{name}=a&{name}=b")
            assert_problem(answer, "duplicate_field", 400, name)


@pytest.mark.parametrize(
    "path",
    [
        "/api/",
        "/api/v1/",
        "/api/v2/public/calls/",
        "/api/v1/public/calls",
        "/api/v1/public/calls/None/x/",
        "/api/v1/office/selection-runs/-1/",
        "/api/v1/office/decisions/99999999999999999999/",
        "/api/v1/office/decisions/%EF%BC%91/",
        "/api/v1/office/calls/..%2fschema/",
        "/api/v1/office/calls/%ff/",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PROPFIND"])
def test_unknown_addresses_are_problems(path: str, method: str, as_dora: Caller) -> None:
    answer = as_dora.call(method, path)
    if "decisions/9" in path or "runs/-1" in path:
        assert answer.status in (404, 405)
    else:
        assert_problem(answer, "not_found", 404)


@pytest.mark.parametrize(
    "address", ["public/calls/?page=%00", "public/awards/?call=a%00b", "public/calls/a%00b/"]
)
def test_nul_characters_are_malformed(address: str, anybody: Caller) -> None:
    assert_problem(anybody.get(address), "malformed", 400)


def test_a_foreign_host_is_malformed(anybody: Caller) -> None:
    answer = anybody.call("GET", "public/calls/", headers={"host": "evil.example"})
    assert_problem(answer, "malformed", 400)


def test_too_many_parameters_are_malformed(anybody: Caller) -> None:
    query = "&".join(f"p{n}=1" for n in range(2_000))
    assert_problem(anybody.get(f"public/calls/?{query}"), "malformed", 400)


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "*/*", "nonsense", ""])
def test_json_is_answered_whatever_is_preferred(accept: str, anybody: Caller) -> None:
    answer = anybody.call("GET", "public/calls/", headers={"accept": accept})
    assert (answer.status, answer.header("Content-Type")) == (200, "application/json")


def test_heads_are_answers_without_their_body(anybody: Caller) -> None:
    answer = anybody.call("HEAD", "public/calls/")
    assert (answer.status, answer.body) == (200, b"")


@pytest.mark.parametrize("language", ["de", "en"])
def test_sentences_follow_the_language_and_codes_do_not(language: str, anybody: Caller) -> None:
    answer = anybody.call("GET", "office/calls/", headers={"accept-language": language})
    problem = assert_problem(answer, "token_missing", 401)
    assert answer.header("Content-Language") == language
    with translation.override(language):
        assert problem["detail"] == Refusal("token_missing").sentence


def test_a_language_that_is_not_spoken_gets_german(anybody: Caller) -> None:
    answer = anybody.call("GET", "office/calls/", headers={"accept-language": "fr"})
    assert answer.header("Content-Language") == "de"


def test_c15_answers_are_kept_by_no_cache_and_opened_to_no_other_site(anybody: Caller) -> None:
    answer = anybody.call("GET", "public/calls/", headers={"origin": "https://evil.example"})
    assert answer.header("Cache-Control") == "private, no-store"
    assert answer.header("X-Content-Type-Options") == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.response.headers


def test_an_order_without_a_name_is_no_order(anybody: Caller) -> None:
    assert_problem(anybody.get("public/awards/?order=,"), "unknown_choice", 400, "order")


@pytest.mark.parametrize(
    ("name", "value"),
    [("if-match", '"another"'), ("if-unmodified-since", "Sat, 29 Oct 1994 19:43:31 GMT")],
)
def test_another_state_than_the_present_is_refused(name: str, value: str, anybody: Caller) -> None:
    answer = anybody.call("GET", "public/calls/", headers={name: value})
    assert_problem(answer, "precondition_failed", 412)


def test_what_is_unchanged_is_not_sent_again(anybody: Caller) -> None:
    state = anybody.call("GET", "schema/").header("ETag")
    answer = anybody.call("GET", "schema/", headers={"if-none-match": state})
    assert (answer.status, answer.body, answer.header("ETag")) == (304, b"", state)
