"""Beginning, finding and discarding an application by API."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from api import tokens
from api.models import ApiToken, Audience, IdempotencyKey, PortalScope
from competition.models import Application, Attempt, Call, Municipality, User
from tests.api.caller import Answer, Caller, assert_problem, portal_caller_of
from tests.fixtures import as_read
from tests.fixtures.people import OTHER_TOWN, OWN_TOWN
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import (
    CLOSED_AT,
    DEADLINE_AT,
    OPENS_AT,
    MakeRound,
    Round,
    Stage,
    submit,
)

pytestmark = pytest.mark.django_db
LIST = "portal/applications/"


def start(caller: Caller, call: Call, ags: Any = OWN_TOWN, key: str | None = None) -> Answer:
    headers = {} if key is None else {"idempotency-key": key}
    body = f'{{"call": "{call.slug}", "ags": "{ags}"}}'.encode()
    return caller.call("POST", LIST, body, headers=headers)


def test_an_application_is_begun_once(call: Call, as_anna: Caller) -> None:
    first = start(as_anna, call)
    own = Application.objects.get()
    assert (first.status, first.value["id"]) == (201, own.public_id)
    assert first.header("Location") == f"/api/v1/{LIST}{own.public_id}/"
    assert (first.value["state"], first.value["standing"]) == ("draft", "draft")
    assert "concept" in [each["key"] for each in first.value["missing"]]
    again = start(as_anna, call)
    assert (again.status, again.value) == (200, first.value)
    assert Application.objects.count() == 1


def test_the_same_key_gets_the_same_answer(call: Call, as_anna: Caller) -> None:
    first, again = start(as_anna, call, key="s1"), start(as_anna, call, key="s1")
    assert (again.status, again.value) == (201, first.value)
    assert again.header("Location") == first.header("Location")


def test_a_foreign_municipality_is_one_that_there_is_not(
    call: Call, as_anna: Caller, other_town: Municipality
) -> None:
    with unchanged():
        foreign, made_up = start(as_anna, call, OTHER_TOWN), start(as_anna, call, "99999999")
    assert_problem(foreign, "not_found", 404, "ags")
    assert foreign.value == made_up.value


def test_a_call_that_is_not_published_is_one_that_there_is_not(
    make_round: MakeRound, as_anna: Caller
) -> None:
    drafted = make_round(Stage.DRAFTED).call
    answer = start(as_anna, drafted)
    assert_problem(answer, "not_found", 404, "call")
    drafted.slug = "gibt-es-nicht"
    assert start(as_anna, drafted).value == answer.value


def test_before_the_opening_and_after_the_deadline_nothing_begins(
    open_round: Round, as_anna: Caller
) -> None:
    for instant, code in (
        (OPENS_AT - timedelta(1), "call_not_open"),
        (DEADLINE_AT, "deadline_passed"),
    ):
        open_round.at(instant)
        with unchanged():
            assert_problem(start(as_anna, open_round.call), code, 409)


def test_who_may_not_apply_is_told_why(make_round: MakeRound, as_anna: Caller) -> None:
    round_ = make_round(Stage.OPEN, fields={"eligible_kinds": ["county"]})
    assert_problem(start(as_anna, round_.call), "not_eligible", 409)


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        (b"{}", "required", "call"),
        (b'{"call": 1, "ags": "99001001"}', "malformed", "call"),
        (b'{"call": "x", "ags": "990010011"}', "too_long", "ags"),
        (b'{"call": "x", "ags": ["99001001"]}', "malformed", "ags"),
        (b'{"call": "x", "ags": "9900\\u00001"}', "malformed", ""),
        (b'{"call": "x", "ags": "99001001", "state": "admitted"}', "unknown_field", "state"),
    ],
)
def test_wrong_bodies_begin_nothing(as_anna: Caller, body: bytes, code: str, field: str) -> None:
    with unchanged():
        assert_problem(as_anna.call("POST", LIST, body), code, 400, field)


def test_a_draft_is_discarded_and_may_be_begun_anew(
    draft: Application, as_anna: Caller, call: Call
) -> None:
    own = f"{LIST}{draft.public_id}/"
    headers = {"idempotency-key": "d1"}
    for _ in range(2):
        assert as_anna.call("DELETE", own, headers=headers).status == 204
    assert_problem(as_anna.call("DELETE", own), "not_found", 404)
    assert start(as_anna, call).status == 201


def test_kept_answers_go_with_the_draft_that_is_thrown_away(
    draft: Application, as_anna: Caller, call: Call
) -> None:
    kept = start(as_anna, call, key="s1")
    assert (kept.status, kept.value["id"]) == (200, draft.public_id)
    assert "Alle Vorlagen" in str(kept.value)
    as_anna.call("DELETE", f"{LIST}{draft.public_id}/")
    assert not IdempotencyKey.objects.exists()
    assert start(as_anna, call, key="s1").value["id"] != draft.public_id


def test_what_was_submitted_is_not_discarded(
    draft: Application, as_anna: Caller, berta: User
) -> None:
    submit(draft, berta)
    with unchanged():
        answer = as_anna.call("DELETE", f"{LIST}{draft.public_id}/")
    assert_problem(answer, "unknown_move", 409)


def test_the_list_filters_by_call_and_state(draft: Application, as_anna: Caller) -> None:
    def found(query: str) -> int:
        return len(as_anna.get(f"{LIST}?{query}").rows)

    assert (found("call=beispielrunde"), found("call=andere")) == (1, 0)
    assert (found("state=draft"), found("state=submitted")) == (1, 0)
    assert_problem(as_anna.get(f"{LIST}?state=x"), "unknown_choice", 400, "state")
    assert_problem(as_anna.get(f"{LIST}?order=state"), "unknown_filter", 400, "order")


def test_no_filter_tells_of_screening(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CLOSED, applications=1)
    caller = portal_caller_of(User.objects.get(email="anna@example.org"))
    queries = [f"{LIST}?state={state}" for state in ("submitted", "admitted", "excluded")]
    before = [caller.get(query).body for query in queries]
    as_read.exclude(application=round_.applications[0], by=round_.dora, reason="Begonnen.")
    assert [caller.get(query).body for query in queries] == before


def test_a_call_is_told_in_full_where_it_is_expanded(draft: Application, as_anna: Caller) -> None:
    (row,) = as_anna.get(f"{LIST}?expand=call").rows
    assert (row["call"]["slug"], row["call"]["phase"]) == ("beispielrunde", "open")
    assert as_anna.get(f"{LIST}{draft.public_id}/?expand=call").value["call"] == row["call"]


def test_a_token_of_one_call_opens_no_other(
    draft: Application, anna: User, make_round: MakeRound
) -> None:
    other = make_round(Stage.OPEN, fields={"slug": "andere"}).call
    token = tokens.issue(
        user=anna, scopes=PortalScope.values, minutes=5, audience=Audience.PORTAL, call=other
    )[1]
    caller = Caller(token)
    assert ApiToken.objects.get().call == other
    assert caller.get(LIST).rows == []
    assert_problem(caller.get(f"{LIST}{draft.public_id}/"), "not_found", 404)
    assert_problem(start(caller, draft.call), "not_found", 404, "call")
    assert start(caller, other).status == 201


def test_the_list_takes_as_many_queries_for_one_as_for_three(
    make_round: MakeRound, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    round_ = make_round(Stage.OPEN)
    round_.draft(2)
    caller = portal_caller_of(User.objects.get(email="frida@example.org"))
    for query in ("", "?expand=call"):
        with django_assert_num_queries(4):
            assert len(caller.get(LIST + query).rows) == 1
    round_.draft(3)
    round_.draft(4)
    for query in ("", "?expand=call"):
        with django_assert_num_queries(4):
            assert len(caller.get(LIST + query).rows) == 3


def test_after_the_deadline_the_draft_is_still_read(
    open_round: Round, draft: Application, as_anna: Caller
) -> None:
    open_round.at(CLOSED_AT)
    answer = as_anna.get(f"{LIST}{draft.public_id}/")
    assert (answer.value["standing"], answer.value["available_moves"]) == ("missed", [])
    assert answer.header("Server-Time") > answer.value["open_until"]
    assert not Attempt.objects.exists()
