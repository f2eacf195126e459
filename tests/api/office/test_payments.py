"""Payment requests by the office's API: certified by one, ordered by another, paid on a day."""

import pytest
from pytest_django import DjangoAssertNumQueries

from api.handles import handle_of
from programme.models import PaymentRequest
from programme.services import tranches
from tests.api.caller import Caller, assert_problem, caller_of
from tests.fixtures.people import OWN_TOWN
from tests.fixtures.programmes import MakeYears, Years
from tests.fixtures.refusals import unchanged

pytestmark = pytest.mark.django_db


@pytest.fixture
def years(make_years: MakeYears) -> Years:
    return make_years()


@pytest.fixture
def dora(years: Years) -> Caller:
    return caller_of(years.dora, "read", "run", "decide")


@pytest.fixture
def emil(years: Years) -> Caller:
    return caller_of(years.emil, "read", "run", "decide")


@pytest.fixture
def path(years: Years) -> str:
    return f"office/calls/{years.call.slug}/programme/payments/"


def asked(years: Years, iban: str = "DE89370400440532013000") -> PaymentRequest:
    """Berta asks for the first tranche."""
    return tranches.ask(
        agreement=years.agreements[0],
        tranche=years.programme.tranches.earliest("number"),
        by=years.berta,
        purpose="Honorare",
        iban=iban,
    )


def test_a_request_is_certified_ordered_and_paid(
    years: Years, dora: Caller, emil: Caller, path: str
) -> None:
    one = f"{path}{handle_of(asked(years))}/"
    row = dora.get(path).rows[0]
    assert (row["municipality"]["ags"], row["state"]) == (OWN_TOWN, "requested")
    assert dora.get(one).value == {**row, "other_ibans": []}
    read = {"sha256": row["sha256"]}
    with unchanged():
        assert_problem(dora.post(f"{one}certify/"), "precondition_required", 428, "sha256")
        stale = dora.post(f"{one}certify/", sha256="0" * 64)
        assert_problem(stale, "version_conflict", 409)
        assert_problem(dora.post(f"{one}order/", **read), "payment_not_certified", 409)
    assert dora.post(f"{one}certify/", **read).value["state"] == "certified"
    with unchanged():
        assert_problem(dora.post(f"{one}order/", **read), "same_person", 409)
        early = emil.post(f"{one}transfer/", paid_on="2017-07-02")
        assert_problem(early, "payment_not_ordered", 409)
    assert emil.post(f"{one}order/", **read).value["ordered_by"] == "Emil Beispiel"
    with unchanged():
        settled = dora.post(f"{one}reject/", reason="Doch nicht.")
        assert_problem(settled, "decision_settled", 409)
        future = emil.post(f"{one}transfer/", paid_on="9999-12-31")
        assert_problem(future, "paid_day_wrong", 400, "paid_on")
    paid = emil.post(f"{one}transfer/", paid_on="2017-07-02").value
    assert (paid["state"], paid["paid_on"]) == ("paid", "2017-07-02")


def test_a_rejected_request_may_be_made_again(years: Years, dora: Caller, path: str) -> None:
    one = f"{path}{handle_of(asked(years))}/"
    with unchanged():
        assert_problem(dora.post(f"{one}reject/"), "required", 400, "reason")
    assert dora.post(f"{one}reject/", reason="Falsches Konto.").value["state"] == "rejected"
    again = asked(years, iban="DE02120300000000202051")
    told = dora.get(f"{path}{handle_of(again)}/").value
    assert told["other_ibans"] == ["DE89370400440532013000"]
    states = {
        state: len(dora.get(f"{path}?state={state}").rows) for state in ("requested", "rejected")
    }
    assert states == {"requested": 1, "rejected": 1}
    assert dora.get(f"{path}?state=paid&municipality={OWN_TOWN}").rows == []
    assert_problem(dora.get(f"{path}?state=lost"), "unknown_choice", 400, "state")


def test_scopes_part_reading_deciding_and_noting(years: Years, path: str) -> None:
    one = f"{path}{handle_of(asked(years))}/"
    reader = caller_of(years.dora, "read", "run")
    with unchanged():
        answer = reader.post(f"{one}certify/", sha256="0" * 64)
        assert_problem(answer, "scope_missing", 403)


def test_made_up_requests_are_not_found(dora: Caller, path: str) -> None:
    for handle in ("0" * 20, "1", "x"):
        assert_problem(dora.get(f"{path}{handle}/"), "not_found", 404)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_four_queries(
    years: Years,
    dora: Caller,
    path: str,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        if number:
            request = PaymentRequest.objects.latest("pk")
            tranches.reject(request=request, by=years.dora, reason="Falsches Konto.")
        asked(years)
    with django_assert_num_queries(4):
        assert len(dora.get(path).rows) == count
