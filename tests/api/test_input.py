"""Input that no sane program sends, at every act of every audience: refused, nothing changed."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from api.bodies import Text
from api.media import StrictJSON
from tests.api.caller import Answer, Caller, assert_problem
from tests.api.operations import NOWHERE, OPERATIONS, Known
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import Round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("many_requests")]
Address = Callable[[Known], str]
Callers = Callable[[Known], Caller]
ACTS = [
    known
    for known in OPERATIONS
    if known.operation.body is not None and StrictJSON in known.view.parser_classes
]
DIGITS = b"9" * 5_000
DEEP = 100_000
UNREADABLE = {
    "i01_nul": b'{"a": "\x00"}',
    "i01_escaped_nul": b'{"a": "x\\u0000y"}',
    "i01_nul_in_a_name": b'{"a\\u0000": 1}',
    "i02_lone_surrogate": b'{"a": "\\ud800"}',
    "i02_surrogate_in_a_name": b'{"\\udc00": 1}',
    "i02_surrogate_in_utf_8": b'{"a": "\xed\xa0\x80"}',
    "i02_invalid_utf_8": b'{"a": "\xff\xfe"}',
    "i02_utf_16": '{"a": "ä"}'.encode("utf-16"),
    "i02_utf_16_without_mark": '{"a": "ä"}'.encode("utf-16-le"),
    "i03_arrays": b'{"a": ' + b"[" * DEEP + b"]" * DEEP + b"}",
    "i03_objects": b'{"a": ' * DEEP + b"1" + b"}" * DEEP,
    "i03_never_closed": b"[" * DEEP,
    "i05_nan": b'{"a": NaN}',
    "i05_infinity": b'{"a": -Infinity}',
    "i05_five_thousand_digits": b'{"a": ' + DIGITS + b"}",
    "i05_beyond_all_numbers": b'{"a": 1e400}',
    "i05_number_alone": b"1",
    "i08_key_twice": b'{"a": 1, "a": 2}',
}


@pytest.fixture
def proposed(lasting: Round, db: None) -> Round:
    """One round for all tests here."""
    return lasting


def tried(
    callers: Callers, existing: Address, body: bytes, content_type: str = "application/json"
) -> Iterator[Any]:
    """What each act answers to a body."""
    for known in ACTS:
        yield callers(known).call(known.method, existing(known), body, content_type=content_type)


def test_acts_of_every_audience_are_tried() -> None:
    assert {known.view.audience for known in ACTS} == {"office", "portal", "jury"}


def test_i01_i02_i03_i05_i08_bodies_that_cannot_be_read_are_refused(
    callers: Callers, existing: Address
) -> None:
    """I01, I02, I03, I05, I08: none is a server's error, and none changes a row."""
    with unchanged():
        for name, body in UNREADABLE.items():
            for answer in tried(callers, existing, body):
                assert answer.status in (400, 404), (name, answer.value)
                assert answer.value["code"] in (
                    *("malformed", "duplicate_field", "unknown_field", "control_characters"),
                    *("not_found", "out_of_range", "required", "precondition_required"),
                ), (name, answer.value)


def test_i04_what_is_too_much_is_refused(callers: Callers, existing: Address) -> None:
    """10 MB of text, 2,000 fields, 10,000 items."""
    fields = json.dumps({f"field_{number}": number for number in range(2_000)}).encode()
    items = json.dumps({"items": list(range(10_000))}).encode()
    with unchanged():
        for body, statuses in (
            (b'{"a": "' + b"x" * 10_000_000 + b'"}', (413, 404)),
            (fields, (400, 404)),
            (items, (400, 404)),
        ):
            for answer in tried(callers, existing, body):
                assert answer.status in statuses, answer.value


TYPES = (
    *("", "text/plain", "text/json", "application/xml", "application/x-www-form-urlencoded"),
    *("application/json; charset=utf-16", "application/json; charset=latin-1"),
    *("application/json, text/plain", "multipart/form-data; boundary=x", "*/*"),
)


def test_i16_bodies_are_json_and_say_so(callers: Callers, existing: Address) -> None:
    with unchanged():
        for content_type in TYPES:
            for answer in tried(callers, existing, b'{"a": 1}', content_type):
                assert answer.status in (415, 404), (content_type, answer.value)


WRONG: tuple[Any, ...] = (
    *("a\x00b", "\ud800", [], {}, 10**30, -1, [[1]], {"a": "\x00"}),
    *("50.000,00", 50_000.01),
)
# What the state of things, or a right, refuses before any value is looked at.
BEFORE = (403, 404, 409)


def is_kept(known: Known, name: str, value: Any, answer: Answer) -> bool:
    """Whether the act was done because the field takes any text: told as it was sent."""
    assert known.operation.body
    is_text = isinstance(known.operation.body().fields[name], Text) and isinstance(value, str)
    return is_text and bool(answer.value[name] == value)


def test_i05_wrong_values_are_named_by_their_field(callers: Callers, existing: Address) -> None:
    """Each field of each act's example, with values of every wrong kind."""
    named = 0
    with unchanged():
        for known in ACTS:
            example = dict(known.operation.body_example or {})
            for name, value in ((name, value) for name in example for value in WRONG):
                body = json.dumps({**example, name: value}).encode()
                with transaction.atomic():
                    answer = callers(known).call(known.method, existing(known), body)
                    transaction.set_rollback(answer.status < 400)
                if answer.status < 400 and is_kept(known, name, value, answer):
                    continue
                assert 400 <= answer.status < 500, (str(known), name, value)
                places = [answer.value, *answer.value.get("errors", ())]
                is_named = name in {each.get("field", "").split(".")[0] for each in places}
                # What JSON itself must not hold is refused before there are fields.
                is_unread = b"\\u" in body
                # A reason may be any text: then something else of the example is refused.
                is_text = isinstance(value, str) and name.endswith("reason")
                told = (str(known), name, value, answer.value)
                assert is_named or is_unread or is_text or answer.status in BEFORE, told
                named += is_named
    assert named > 50


PLACES = ("99999999999999999999", "-1", "%EF%BC%91", "%D9%A1", "0", "None", "a" * 3_000, "%F0%9F")


def test_i06_numbers_that_are_no_ids_are_not_found(callers: Callers) -> None:
    for known in OPERATIONS:
        if known.method != "GET" or not known.places:
            continue
        for place in PLACES:
            answer = callers(known).get(known.address().replace(NOWHERE, place))
            assert_problem(answer, "not_found", 404)


@pytest.mark.parametrize("octets", ["%ED%A0%80", "M%FCnchen", "%FF%FE", "%C3"])
def test_i02_parameters_that_are_no_utf_8_are_refused(octets: str, callers: Callers) -> None:
    """Read with marks in the place of what is wrong, a name of these alone would name every one."""
    for known in OPERATIONS:
        answer = callers(known).call(known.method, f"{known.address()}?name={octets}")
        assert_problem(answer, "malformed", 400)
    named = Caller().get("public/municipalities/?name=M%C3%BCnchen")
    assert named.status == 200


def test_i01_nul_in_addresses_is_refused(callers: Callers) -> None:
    for known in OPERATIONS:
        if known.places:
            address = known.address().replace(NOWHERE, "a%00b")
            answer = callers(known).call(known.method, address)
            assert answer.status in (400, 404), (str(known), answer.status)
        answer = callers(known).call(known.method, f"{known.address()}?a=%00")
        assert_problem(answer, "malformed", 400)


@pytest.mark.parametrize("name", ["authorization", "accept-language", "if-none-match", "cookie"])
@pytest.mark.parametrize("value", ["a\x00b", "\x1b[31m", "é", "x" * 10_000, "Bearer \x00"])
def test_i01_i15_headers_of_any_kind_break_nothing(anybody: Caller, name: str, value: str) -> None:
    for path in ("public/calls/", "office/calls/"):
        assert anybody.call("GET", path, headers={name: value}).status in (200, 400, 401)
