"""What somebody with a token, or with none, may try at every operation: table A of RELIABILITY.

Each test goes over all operations that there are, in one round that has everything.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from competition.models import Attempt, Call, User
from tests.api.caller import Answer, Caller, assert_problem, portal_caller_of
from tests.api.operations import NOWHERE, OPERATIONS, Known
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import Round

pytestmark = pytest.mark.django_db

Address = Callable[[Known], str]
Bound = Callable[[str, Call | None], Caller]
BY_TOKEN = [known for known in OPERATIONS if known.operation.scope]
# The round asks for no correction: it is not found before any body is read.
NOT_THERE = {"saveCorrection", "submitCorrection"}
WRITING = [each for each in BY_TOKEN if each.takes_json and str(each) not in NOT_THERE]
READING = [known for known in OPERATIONS if known.method == "GET"]
OF_MUNICIPALITIES = [known for known in BY_TOKEN if known.view.audience == "portal"]
# Whom nobody may name in a body: oneself as somebody else, the outcome, or a right.
OWN_RIGHTS = ("status", "state", "owner", "user", "score", "selected", "amount", "is_staff")
OTHERS = ("juror", "juror_id", "reviewer", "by", "final", "finalised_at", "confirmed_by", "_method")
ORIGINS = ("null", "https://evil.example", "http://localhost:8000.evil.example")
# What a browser sends elsewhere without asking first.
SIMPLE = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "")
KEY_REFUSED = "idempotency_key_invalid"
OVERRIDES = ("x-http-method-override", "x-http-method", "x-method-override")


@pytest.fixture(autouse=True)
def unlimited(settings: LazySettings) -> None:
    """The number of requests is another matter (test_throttles.py)."""
    kinds = settings.API_REQUESTS_PER_MINUTE
    settings.API_REQUESTS_PER_MINUTE = dict.fromkeys(kinds, 10**6)


@pytest.fixture
def callers(proposed: Round, bound: Bound) -> Callable[[Known], Caller]:
    """Whoever an operation is meant for in the round, with every scope."""
    made: dict[str, Caller] = {"": Caller()}
    for audience in {known.view.audience for known in BY_TOKEN}:
        made[audience] = bound(audience, proposed.call if audience == "jury" else None)
    return lambda known: made[known.view.audience]


def sent(
    callers: Callable[[Known], Caller], existing: Address, bodies: Mapping[str, Any]
) -> Iterator[tuple[Known, str, Answer]]:
    """Every writing operation with each of these fields, from whoever is meant for it."""
    for known in WRITING:
        for name, value in bodies.items():
            body = known.example_body(**{name: value})
            yield known, name, callers(known).call(known.method, existing(known), body)


def test_a01_c09_what_belongs_to_others_is_what_does_not_exist(
    proposed: Round, existing: Address
) -> None:
    """Every method of every address of a municipality, by somebody of another one; on record."""
    boris = User.objects.get(email="boris@example.org")
    caller, count = portal_caller_of(boris), 0
    for known in (known for known in OF_MUNICIPALITIES if known.places):
        made_up = known.address(slug="nowhere", public_id=NOWHERE)
        for body in (b"", known.example_body()):
            with unchanged():
                foreign = caller.call(known.method, existing(known), body)
            assert_problem(foreign, "not_found", 404)
            absent = caller.call(known.method, made_up, body)
            assert (absent.status, absent.body) == (foreign.status, foreign.body), str(known)
            count += 2
    assert Attempt.objects.filter(kind="foreign", user=boris).count() == count


def test_a01_lists_hold_nothing_of_others(proposed: Round) -> None:
    boris = portal_caller_of(User.objects.get(email="boris@example.org"))
    foreign = [each.public_id for each in (proposed.applications[0], proposed.applications[2])]
    for known in OF_MUNICIPALITIES:
        if known.operation.many and not known.places:
            told = boris.get(known.address()).body.decode()
            assert not [public_id for public_id in foreign if public_id in told], str(known)


def test_a01_a_token_of_one_audience_opens_nothing_of_another(
    callers: Callable[[Known], Caller], existing: Address
) -> None:
    for known in BY_TOKEN:
        for other in {each.view.audience: each for each in BY_TOKEN}.values():
            if other.view.audience != known.view.audience:
                with unchanged():
                    answer = callers(other).call(known.method, existing(known))
                assert_problem(answer, "token_invalid", 401)


def test_a02_files_are_nobody_else_s(proposed: Round, existing: Address) -> None:
    """HEAD and ranges, too; after the token has ended as without one."""
    boris = portal_caller_of(User.objects.get(email="boris@example.org"))
    for known in (known for known in OF_MUNICIPALITIES if known.method == "GET" and known.places):
        for caller, status in ((boris, 404), (Caller(), 401), (Caller(boris.token[:-2]), 401)):
            for method in ("GET", "HEAD"):
                headers = {"range": "bytes=0-3"}
                answer = caller.call(method, existing(known), headers=headers)
                assert answer.status == status, str(known)
                assert "Content-Range" not in answer.response.headers


def test_a03_nobody_gives_oneself_a_right_or_a_result(
    callers: Callable[[Known], Caller], existing: Address
) -> None:
    with unchanged():
        for known, name, answer in sent(callers, existing, dict.fromkeys(OWN_RIGHTS, 1)):
            assert answer.value.get("code") == "unknown_field", (str(known), name, answer.value)
            assert answer.value["field"] == name


def test_a04_nobody_acts_as_somebody_else(
    callers: Callable[[Known], Caller], existing: Address
) -> None:
    with unchanged():
        for known, name, answer in sent(callers, existing, dict.fromkeys(OTHERS, 1)):
            assert answer.value.get("code") == "unknown_field", (str(known), name, answer.value)
            assert answer.value["field"] == name


def test_a05_a_body_is_one_object_and_no_list(
    callers: Callable[[Known], Caller], existing: Address
) -> None:
    with unchanged():
        for known in WRITING:
            for body in (b"[]", b'[{"state": "admitted"}]', b'"x"', b"1", b"null"):
                answer = callers(known).call(known.method, existing(known), body)
                assert_problem(answer, "malformed", 400)


def test_a05_nothing_is_written_through_a_relation(
    callers: Callable[[Known], Caller], existing: Address
) -> None:
    related = {"application": {"state": "admitted"}, "call": {"places_count": 99}}
    nested: Any = {"id": 1, "state": "admitted"}
    with unchanged():
        for known, _name, answer in sent(callers, existing, related):
            told = (str(known), answer.value)
            assert answer.value.get("code") in ("unknown_field", "malformed"), told
        for known in WRITING:
            for name in known.operation.body_example or {}:
                for value in (nested, [nested], [[1]], [None]):
                    body = known.example_body(**{name: value})
                    answer = callers(known).call(known.method, existing(known), body)
                    assert answer.status == 400, (str(known), name, answer.value)


def test_a06_a_method_cannot_be_overridden(
    callers: Callable[[Known], Caller], existing: Address
) -> None:
    """What is asked by GET is answered as GET, whatever a header wishes."""
    with unchanged():
        for known in READING:
            caller, address = callers(known), existing(known)
            told = {
                caller.call("GET", address, headers={header: method}).status
                for header in OVERRIDES
                for method in ("DELETE", "POST")
            }
            assert told == {caller.get(address).status}, str(known)


def test_a06_a_parameter_overrides_no_method(
    callers: Callable[[Known], Caller], existing: Address
) -> None:
    with unchanged():
        for known in OPERATIONS:
            answer = callers(known).call(known.method, f"{existing(known)}?_method=DELETE")
            assert answer.value["code"] in ("unknown_filter", "not_found"), str(known)


def test_a07_what_a_foreign_form_can_send_is_not_read(
    callers: Callable[[Known], Caller], existing: Address
) -> None:
    with unchanged():
        for known in WRITING:
            for content_type in SIMPLE:
                answer = callers(known).call(
                    known.method, existing(known), known.example_body(), content_type=content_type
                )
                assert_problem(answer, "media_type_unsupported", 415)


def test_a07_a_session_of_the_site_acts_nowhere(proposed: Round, existing: Address) -> None:
    """A foreign site makes a browser send its cookies; here they open nothing."""
    people = [proposed.dora, proposed.applications[0].contact, proposed.jurors[0].user]
    for person in people:
        browser = Client()
        browser.force_login(person)
        for known in BY_TOKEN:
            with unchanged():
                answer = browser.generic(
                    known.method,
                    existing(known),
                    known.example_body(),
                    content_type="application/json",
                )
            assert_problem(Answer.of(answer), "token_missing", 401)


KEYS = ("", "x" * 300, "a b", "a\x07b", "ü")


def test_t08_no_act_takes_a_key_that_is_none(
    callers: Callable[[Known], Caller], existing: Address
) -> None:
    """Nothing is done under it, whatever else is refused first."""
    refused = set()
    with unchanged():
        for known in BY_TOKEN:
            if known.method == "POST" and known.takes_json:
                for key in KEYS:
                    answer = callers(known).call(
                        "POST",
                        existing(known),
                        known.example_body(),
                        headers={"idempotency-key": key},
                    )
                    assert answer.status >= 400, (str(known), key, answer.value)
                    refused |= {str(known)} if answer.value["code"] == KEY_REFUSED else set()
    assert len(refused) > 15, refused


def test_a08_no_other_site_may_read_an_answer(
    callers: Callable[[Known], Caller], existing: Address
) -> None:
    for known in OPERATIONS:
        for method in {"OPTIONS", "GET" if known.method == "GET" else "OPTIONS"}:
            for origin in ORIGINS:
                asked = {"origin": origin, "access-control-request-method": "GET"}
                answer = callers(known).call(method, existing(known), headers=asked)
                names = [name.lower() for name in answer.response.headers]
                assert not [name for name in names if name.startswith("access-control-")]


def test_a20_reading_changes_nothing(callers: Callable[[Known], Caller], existing: Address) -> None:
    with unchanged():
        for known in READING:
            for method in ("GET", "HEAD"):
                answer = callers(known).call(method, existing(known))
                assert answer.status < 500, str(known)


def test_a20_what_acts_is_not_done_by_get(
    callers: Callable[[Known], Caller], existing: Address
) -> None:
    read = {known.name for known in READING}
    with unchanged():
        for known in OPERATIONS:
            if known.name not in read:
                for method in ("GET", "HEAD"):
                    answer = callers(known).call(method, existing(known))
                    assert answer.status == 405, str(known)
