"""What a municipality reads by API: its own applications, and nothing of screening."""

import pytest

from api.models import Audience
from competition.models import Application, Attempt, User
from tests.api.caller import Caller, assert_problem, caller_of, portal_caller_of
from tests.fixtures import as_read
from tests.fixtures.rounds import PUBLIC_AT, MakeRound, Stage, submit

pytestmark = pytest.mark.django_db
LIST = "portal/applications/"


def test_own_applications_are_listed_and_no_others(
    draft: Application, as_anna: Caller, boris: User
) -> None:
    assert [row["id"] for row in as_anna.get(LIST).rows] == [draft.public_id]
    assert portal_caller_of(boris).get(LIST).rows == []


def test_the_draft_is_read_with_its_versions(draft: Application, as_anna: Caller) -> None:
    value = as_anna.get(f"{LIST}{draft.public_id}/").value

    answers = {row["key"]: (row["value"], row["version"]) for row in value["answers"]}
    assert answers["title"] == ("Vorhaben 1", 1)
    assert answers["own_share"] == (500_000, 1)
    assert answers["remark"] == ("", 0)
    assert (value["state"], value["missing"], value["released"]) == ("draft", [], False)
    assert value["valid_version"] is None
    assert value["available_moves"] == ["submit"]


def test_moves_follow_role_and_state(draft: Application, as_anna: Caller, berta: User) -> None:
    submit(draft, berta)
    address = f"{LIST}{draft.public_id}/"
    assert as_anna.get(address).value["available_moves"] == ["submit"]
    assert portal_caller_of(berta).get(address).value["available_moves"] == ["submit", "withdraw"]


def test_a01_foreign_applications_are_not_found_and_remembered(
    draft: Application, boris: User
) -> None:
    caller = portal_caller_of(boris)
    paths = [(method, "") for method in ("GET", "PATCH", "DELETE")]
    acts = ("release", "submission", "withdrawal", "attachments", "attachments/resolution/hand-in")
    paths += [("POST", f"{act}/") for act in acts]
    paths += [("GET", f"{name}/") for name in ("receipts", "receipts/0-0", "versions/1")]
    paths += [(method, f"attachments/resolution/{'0' * 64}/") for method in ("GET", "DELETE")]
    for method, path in paths:
        answer = caller.call(method, f"{LIST}{draft.public_id}/{path}", b"{}")
        assert_problem(answer, "not_found", 404)
    kept = Attempt.objects.filter(kind="foreign", application=draft, user=boris)
    assert kept.count() == len(paths)


def test_screening_shows_only_after_the_announcement(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CLOSED, applications=2, fields={"places_count": 1})
    anna = User.objects.get(email="anna@example.org")
    caller, application = portal_caller_of(anna), round_.applications[0]
    address = f"{LIST}{application.public_id}/"
    before = caller.get(address).body
    as_read.exclude(application=application, by=round_.dora, reason="Schon begonnen.")
    assert caller.get(address).body == before
    round_.applications = round_.applications[1:]
    round_.advance(Stage.ANNOUNCED)
    round_.at(PUBLIC_AT)
    assert caller.get(address).value["state"] == "excluded"


def test_a_token_of_the_office_opens_no_portal(as_dora: Caller, draft: Application) -> None:
    assert_problem(as_dora.get(LIST), "token_invalid", 401)


def test_a_token_of_the_portal_opens_no_office(as_anna: Caller) -> None:
    assert_problem(as_anna.get("office/calls/"), "token_invalid", 401)


def test_who_acts_for_nobody_gets_no_token_and_loses_it(anna: User, as_anna: Caller) -> None:
    anna.memberships.all().delete()
    assert_problem(as_anna.get(LIST), "token_invalid", 401)


@pytest.mark.parametrize("scope", ["read", "write", "submit"])
def test_every_act_needs_its_own_scope(draft: Application, anna: User, scope: str) -> None:
    caller = caller_of(anna, scope, audience=Audience.PORTAL)
    own = f"{LIST}{draft.public_id}/"
    asked = {
        "read": caller.get(own),
        "write": caller.patch(own, answers=[]),
        "submit": caller.post(f"{own}submission/"),
    }
    refused = {name for name, answer in asked.items() if answer.status == 403}
    assert refused == {"read", "write", "submit"} - {scope}
