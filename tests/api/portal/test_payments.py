"""Payment requests by API: a signatory asks for what may be requested, and reads what became."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from competition.models import User
from programme.models import PaymentRequest
from programme.services import tranches
from tests.api.caller import Caller, assert_problem, portal_caller_of
from tests.fixtures.programmes import MakeYears, Years
from tests.fixtures.refusals import unchanged

pytestmark = pytest.mark.django_db
ASKED: dict[str, Any] = {
    "tranche": 1,
    "purpose": "Programmierung bis März",
    "iban": "DE89 3704 0044 0532 0130 00",
}


@pytest.fixture
def years(make_years: MakeYears) -> Years:
    return make_years()


@pytest.fixture
def path(years: Years) -> str:
    application = years.awards[0].application
    assert application
    return f"portal/applications/{application.public_id}/payments/"


def caller(name: str) -> Caller:
    return portal_caller_of(User.objects.get(email=f"{name}@example.org"))


def test_a_signatory_asks_for_a_tranche_once(path: str) -> None:
    anna, berta = caller("anna"), caller("berta")
    with unchanged():
        assert_problem(anna.post(path, **ASKED), "not_allowed", 403)
    asked = berta.post(path, **ASKED)
    assert asked.status == 201
    assert (asked.value["amount_cents"], asked.value["state"]) == (20_000_00, "requested")
    assert asked.value["iban"] == "DE89370400440532013000"
    assert anna.get(path).rows == [asked.value]
    with unchanged():
        assert_problem(berta.post(path, **ASKED), "tranche_requested", 409)
        waiting = berta.post(path, **{**ASKED, "tranche": 2})
        assert_problem(waiting, "report_not_accepted", 409)


@pytest.mark.usefixtures("years")
def test_the_same_key_asks_once(path: str) -> None:
    berta = caller("berta")
    body = b'{"tranche": 1, "purpose": "Portal", "iban": "DE89370400440532013000"}'
    first, second = (
        berta.call("POST", path, body, headers={"idempotency-key": "payment-1"}) for _ in range(2)
    )
    assert (first.status, second.status, second.value) == (201, 201, first.value)
    assert second.header("Idempotency-Replayed") == "true"
    assert PaymentRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "code", "status"),
    [
        ("tranche", 9, "not_found", 404),
        ("tranche", 10**30, "not_found", 404),
        ("tranche", -1, "not_found", 404),
        ("tranche", "1", "malformed", 400),
        ("tranche", True, "malformed", 400),
        ("tranche", None, "required", 400),
        ("purpose", " ", "required", 400),
        ("purpose", "x" * 2001, "too_long", 400),
        ("purpose", "a\u202eb", "control_characters", 400),
        ("iban", "DE88370400440532013000", "iban_invalid", 400),
        ("iban", "ＤＥ89370400440532013000", "iban_invalid", 400),
        ("iban", ["DE"], "malformed", 400),
        ("payment_reference", "x" * 141, "too_long", 400),
    ],
)
def test_nothing_wrong_is_asked(path: str, field: str, value: Any, code: str, status: int) -> None:
    berta = caller("berta")
    with unchanged():
        answer = berta.post(path, **{**ASKED, field: value})
        assert_problem(answer, code, status, field)


def test_what_became_of_it_is_told(
    years: Years, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    anna, berta = caller("anna"), caller("berta")
    for number in range(3):
        berta.post(path, **ASKED)
        if number < 2:
            tranches.reject(
                request=PaymentRequest.objects.latest("pk"), by=years.dora, reason="Falsches Konto."
            )
        with django_assert_num_queries(4):
            rows = anna.get(path).rows
        assert len(rows) == number + 1
    assert [row["state"] for row in rows] == ["requested", "rejected", "rejected"]
    assert rows[1]["rejection_reason"] == "Falsches Konto."
    request = PaymentRequest.objects.latest("pk")
    tranches.certify(request=request, by=years.dora, read=request.digest)
    assert anna.get(path).rows[0]["state"] == "certified"
    tranches.order(request=request, by=years.emil, read=request.digest)
    assert anna.get(path).rows[0]["state"] == "ordered"


def test_a01_foreign_money_is_not_found(path: str) -> None:
    boris = caller("boris")
    assert_problem(boris.get(path), "not_found", 404)
    with unchanged():
        assert_problem(boris.post(path, **ASKED), "not_found", 404)


def test_before_an_agreement_nothing_is_listed(years: Years) -> None:
    third = years.round.applications[2].public_id
    frida = caller("frida")
    for noun in ("payments", "reports", "workshops"):
        assert frida.get(f"portal/applications/{third}/{noun}/").rows == []
    for noun in ("agreement", "reports/sachstand", "profile"):
        assert_problem(frida.get(f"portal/applications/{third}/{noun}/"), "not_found", 404)
