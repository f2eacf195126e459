"""Who may call what: the whole matrix of operations and tokens."""

from datetime import timedelta

import pytest
from django.test import Client

from api.models import ApiToken, Scope
from api.office.views.calls import Calls
from competition import clock
from competition.models import User
from tests.api.caller import Answer, Caller, assert_problem, caller_of
from tests.api.operations import OFFICE, PUBLIC, Known
from tests.fixtures.refusals import unchanged

pytestmark = pytest.mark.django_db


def nobody(user: User) -> Caller:
    return Caller()


def garbage(user: User) -> Caller:
    return Caller("mk_office_1")


def expired(user: User) -> Caller:
    caller = caller_of(user, *Scope.values)
    now = clock.now()
    ApiToken.objects.update(created_at=now - timedelta(minutes=9), expires_at=now)
    return caller


def revoked(user: User) -> Caller:
    caller = caller_of(user, *Scope.values)
    ApiToken.objects.update(revoked_at=clock.now())
    return caller


def dismissed(user: User) -> Caller:
    caller = caller_of(user, *Scope.values)
    user.office_member.delete()
    return caller


def deactivated(user: User) -> Caller:
    caller = caller_of(user, *Scope.values)
    User.objects.update(is_active=False)
    return caller


def altered(user: User) -> Caller:
    caller = caller_of(user, *Scope.values)
    return Caller(caller.token[:-1] + ("A" if caller.token[-1] != "A" else "B"))


REJECTED = {
    "nobody": (nobody, "token_missing"),
    "garbage": (garbage, "token_invalid"),
    "altered": (altered, "token_invalid"),
    "expired": (expired, "token_invalid"),
    "revoked": (revoked, "token_invalid"),
    "dismissed": (dismissed, "token_invalid"),
    "deactivated": (deactivated, "token_invalid"),
}


@pytest.mark.parametrize("who", REJECTED)
@pytest.mark.parametrize("known", OFFICE, ids=str)
def test_the_office_needs_a_valid_token(known: Known, who: str, dora: User) -> None:
    make, code = REJECTED[who]
    caller = make(dora)
    with unchanged():
        answer = caller.call(known.method, known.address())
    assert_problem(answer, code, 401)
    assert answer.header("WWW-Authenticate") == "Bearer"


@pytest.mark.parametrize("known", OFFICE, ids=str)
def test_every_operation_needs_its_own_scope(known: Known, dora: User) -> None:
    others = [scope for scope in Scope.values if scope != known.operation.scope]
    caller = caller_of(dora, *others)
    with unchanged():
        answer = caller.call(known.method, known.address())
    assert_problem(answer, "scope_missing", 403)
    entitled = caller_of(dora, known.operation.scope)
    answer = entitled.call(known.method, known.address(), known.example_body())
    assert answer.value.get("code", "") in ("", "not_found")


@pytest.mark.parametrize("known", OFFICE, ids=str)
def test_a_token_opens_its_audience_alone(
    known: Known, as_dora: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known.view, "audience", "jury")
    assert_problem(as_dora.call(known.method, known.address()), "token_invalid", 401)


def with_header(authorization: str) -> Answer:
    return Caller().call("GET", "office/calls/", headers={"authorization": authorization})


@pytest.mark.parametrize("scheme", ["Basic", "Token", "mk_office_x", ""])
def test_tokens_come_as_bearer(scheme: str, as_dora: Caller) -> None:
    answer = with_header(f"{scheme} {as_dora.token}")
    assert answer.status == 401
    answer = with_header(f"bearer  {as_dora.token}")
    assert answer.status == 200


def test_a_token_in_the_address_is_no_token(as_dora: Caller) -> None:
    answer = Caller().get(f"office/calls/?token={as_dora.token}")
    assert_problem(answer, "token_missing", 401)


@pytest.mark.parametrize("known", PUBLIC, ids=str)
def test_the_public_needs_no_token_and_reads_none(known: Known, dora: User) -> None:
    for caller in (Caller(), Caller("garbage"), caller_of(dora, "read")):
        assert caller.call(known.method, known.address()).status in (200, 404)


@pytest.mark.parametrize("known", [known for known in OFFICE if known.places], ids=str)
def test_what_does_not_exist_is_not_found(known: Known, as_dora: Caller) -> None:
    with unchanged():
        answer = as_dora.call(known.method, known.address(), known.example_body())
    assert_problem(answer, "not_found", 404)


def test_the_audience_of_the_office_is_named() -> None:
    assert Calls.audience == "office"


def test_a_session_of_the_site_opens_nothing(dora: User) -> None:
    browser = Client()
    browser.force_login(dora)
    answer = Answer.of(browser.get("/api/v1/office/calls/"))
    assert_problem(answer, "token_missing", 401)
