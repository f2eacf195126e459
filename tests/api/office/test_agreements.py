"""Agreements by the office's API: proposed by one, confirmed by another, accepted on paper."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from programme.models import Agreement
from tests.api.caller import Caller, assert_problem, caller_of
from tests.fixtures.people import OTHER_TOWN, OWN_TOWN
from tests.fixtures.programmes import MakeYears, Years
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def years(make_round: MakeRound) -> Years:
    return Years(make_round(Stage.ANNOUNCED)).set_up()


@pytest.fixture
def dora(years: Years) -> Caller:
    return caller_of(years.dora, "read", "decide")


@pytest.fixture
def emil(years: Years) -> Caller:
    return caller_of(years.emil, "read", "decide")


@pytest.fixture
def path(years: Years) -> str:
    return f"office/calls/{years.call.slug}/programme/agreements/"


def test_an_agreement_goes_its_way(dora: Caller, emil: Caller, path: str) -> None:
    one = f"{path}{OWN_TOWN}/"
    assert {row["agreement"] for row in dora.get(path).rows} == {None}
    made = dora.post(one, reference="OG-1")
    assert (made.status, made.header("Location")) == (201, f"/api/v1/{one}")
    agreement = made.value["agreement"]
    assert (agreement["document"]["reference"], agreement["final_on"]) == ("OG-1", None)
    read = {"sha256": agreement["sha256"]}
    with unchanged():
        assert_problem(dora.post(one, reference="OG-2"), "agreement_standing", 409)
        taken = dora.post(f"{path}{OTHER_TOWN}/", reference="OG-1")
        assert_problem(taken, "reference_taken", 409, "reference")
        assert_problem(dora.post(f"{one}confirm/", **read), "same_person", 409)
        assert_problem(emil.post(f"{one}confirm/"), "precondition_required", 428, "sha256")
        stale = emil.post(f"{one}confirm/", sha256="0" * 64)
        assert_problem(stale, "version_conflict", 409)
        early = dora.post(f"{one}acceptance/", **read, basis="paper", evidence="Brief.")
        assert_problem(early, "agreement_not_confirmed", 409)
    assert emil.post(f"{one}confirm/", **read).value["agreement"]["confirmed_at"]
    with unchanged():
        assert_problem(dora.post(f"{one}reject/", **read), "decision_settled", 409)
        law = dora.post(f"{one}acceptance/", **read, basis="final", evidence="Monat um.")
        assert_problem(law, "no_notice", 409)
        wrong = dora.post(f"{one}acceptance/", **read, basis="word", evidence="Brief.")
        assert_problem(wrong, "unknown_choice", 400, "basis")
    paper = dora.post(f"{one}acceptance/", **read, basis="paper", evidence="Brief vom 3. Juli.")
    assert paper.value["agreement"]["accepted_by"] == "Dora Beispiel"
    rows = {row["municipality"]["ags"]: row["agreement"] for row in emil.get(path).rows}
    assert rows[OTHER_TOWN] is None
    assert rows[OWN_TOWN]["sha256"] == read["sha256"]


def test_what_was_read_is_dropped(dora: Caller, emil: Caller, path: str) -> None:
    one = f"{path}{OWN_TOWN}/"
    read = {"sha256": dora.post(one, reference="OG-1").value["agreement"]["sha256"]}
    with unchanged():
        stale = emil.post(f"{one}reject/", sha256="0" * 64)
        assert_problem(stale, "version_conflict", 409)
    assert emil.post(f"{one}reject/", **read).value["agreement"] is None
    assert_problem(emil.post(f"{one}confirm/", **read), "not_found", 404)
    assert dora.post(one, reference="OG-2", ends_on="2019-05-31").status == 201


def test_a_notice_is_final_after_its_month(make_round: MakeRound) -> None:
    years = Years(make_round(Stage.ANNOUNCED)).set_up(award_form="notice")
    dora, emil = (caller_of(each, "read", "decide") for each in (years.dora, years.emil))
    one = f"office/calls/{years.call.slug}/programme/agreements/{OWN_TOWN}/"
    read = {"sha256": dora.post(one, reference="ZB-1").value["agreement"]["sha256"]}
    emil.post(f"{one}confirm/", **read)
    assert dora.get(one).value["agreement"]["final_on"] == "2017-08-08"
    early = dora.post(f"{one}acceptance/", **read, basis="final", evidence="Niemand klagt.")
    assert_problem(early, "not_yet_final", 409)


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({}, "required", "reference"),
        ({"reference": "x" * 81}, "too_long", "reference"),
        ({"reference": "OG-1", "starts_on": "2999-12-31"}, "period_reversed", "ends_on"),
        ({"reference": "OG-1", "ends_on": "9999-12-31"}, "period_beyond", "ends_on"),
        ({"reference": "OG-1", "ends_on": 5}, "not_a_date", "ends_on"),
    ],
)
def test_a_wrong_proposal(
    dora: Caller, path: str, body: dict[str, Any], code: str, field: str
) -> None:
    with unchanged():
        assert_problem(dora.post(f"{path}{OWN_TOWN}/", **body), code, 400, field)


def test_made_up_places_are_not_found(dora: Caller, path: str) -> None:
    for ags in ("99999999", "x", "0"):
        assert_problem(dora.get(f"{path}{ags}/"), "not_found", 404)
        assert_problem(dora.post(f"{path}{ags}/", reference="OG-1"), "not_found", 404)
    nowhere = "office/calls/nirgends/programme/agreements/"
    assert_problem(dora.get(nowhere), "not_found", 404)


def test_the_list_costs_four_queries(
    make_years: MakeYears, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    years = make_years()
    path = f"office/calls/{years.call.slug}/programme/agreements/"
    dora = caller_of(years.dora, "read")
    with django_assert_num_queries(4):
        assert len(dora.get(path).rows) == 2
    assert Agreement.objects.count() == 2
