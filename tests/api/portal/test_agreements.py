"""The agreement by API: read once two have confirmed it, accepted by a signatory as it was read."""

import pytest

from competition.models import Attempt, User
from programme.models import Agreement, Report
from programme.services import agreements
from tests.api.caller import Caller, assert_problem, portal_caller_of
from tests.fixtures.programmes import Years
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def years(make_round: MakeRound) -> Years:
    return Years(make_round(Stage.ANNOUNCED)).set_up()


@pytest.fixture
def path(years: Years) -> str:
    application = years.awards[0].application
    assert application
    return f"portal/applications/{application.public_id}/agreement/"


def caller(name: str) -> Caller:
    return portal_caller_of(User.objects.get(email=f"{name}@example.org"))


def proposed(years: Years) -> Agreement:
    return agreements.propose(
        programme=years.programme, award=years.awards[0], by=years.dora, reference="OG-1"
    )


def confirmed(years: Years) -> Agreement:
    found = proposed(years)
    return agreements.confirm(agreement=found, by=years.emil, read=found.digest)


def test_a_proposal_is_not_there_before_it_is_confirmed(years: Years, path: str) -> None:
    found = proposed(years)
    berta = caller("berta")
    assert_problem(berta.get(path), "not_found", 404)
    refused = berta.post(f"{path}acceptance/", sha256=found.digest)
    assert_problem(refused, "not_found", 404)


def test_a_signatory_accepts_what_was_read(years: Years, path: str) -> None:
    confirmed(years)
    anna, berta = caller("anna"), caller("berta")
    read = anna.get(path).value
    assert (read["reference"], read["amount_cents"]) == ("OG-1", 50_000_00)
    assert (read["accepted_at"], read["accepted_by"]) == (None, None)
    assert {each["hindrance"] for each in read["tranches"]} == {"agreement_not_in_force"}
    act = f"{path}acceptance/"
    with unchanged():
        assert_problem(anna.post(act, sha256=read["sha256"]), "not_allowed", 403)
        assert_problem(berta.post(act, sha256="0" * 64), "version_conflict", 409)
        assert_problem(berta.post(act), "precondition_required", 428, "sha256")
    told = berta.post(act, sha256=read["sha256"]).value
    assert told["accepted_by"] == "Berta Beispiel"
    assert [(each["requestable"], each["report"]) for each in told["tranches"]] == [
        (True, None),
        (False, "sachstand"),
        (False, "zwischenbericht"),
    ]
    assert Report.objects.exists()
    with unchanged():
        assert berta.post(act, sha256=read["sha256"]).value == told


def test_what_is_accepted_is_settled(years: Years, path: str) -> None:
    found = confirmed(years)
    agreements.accept(agreement=found, by=years.berta, read=found.digest)
    Agreement.objects.update(accepted_by=years.anna)
    refused = caller("berta").post(f"{path}acceptance/", sha256=found.digest)
    assert_problem(refused, "decision_settled", 409)


@pytest.mark.parametrize("rest", ["", "acceptance/"])
def test_a01_a_foreign_agreement_is_not_found(years: Years, path: str, rest: str) -> None:
    found = confirmed(years)
    boris = caller("boris")
    method = "POST" if rest else "GET"
    body = f'{{"sha256": "{found.digest}"}}'.encode() if rest else b""
    assert_problem(boris.call(method, path + rest, body), "not_found", 404)
    assert Attempt.objects.get(kind="foreign").user == years.boris
