"""Declaring by API: all in one sitting, what the register says is told, a mistake is contested."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.models import Audience
from reviews.models import Conflict, Declaration, JuryMember
from reviews.services import settlements
from tests.api.caller import Caller, assert_problem, caller_of, jury_caller_of
from tests.api.operations import NOWHERE
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage
from tests.fixtures.second_factors import give_app

pytestmark = pytest.mark.django_db
PATH = "jury/declarations/"
MEMBERS = {"id", "title", "municipality", "partners", "assigned", "state", "conflict"}


def answered(round_: Round, *conflicts: str, **more: Any) -> list[dict[str, Any]]:
    """An answer for each of the first applications."""
    pairs = zip(round_.applications, conflicts, strict=False)
    return [{"application": each.public_id, "conflict": given, **more} for each, given in pairs]


@pytest.fixture
def derived(make_round: MakeRound) -> tuple[Round, Caller]:
    """Carla's own town has applied."""
    round_ = make_round(Stage.SCREENED)
    carla = round_.seat("Carla", municipality=round_.applications[0].municipality)
    round_.prepare_jury()
    round_.open_reviewing()
    return round_, jury_caller_of(carla.user, round_.call)


def test_all_are_declared_in_one_sitting(round_: Round, clara: Caller) -> None:
    answers = answered(round_, "none", "employment", "none")
    answers[1]["note"] = "Gutachten 2016"
    value = clara.post(PATH, answers=answers).value
    assert [row["state"] for row in value["results"]] == ["declared", "conflicted", "declared"]
    assert value["declarations_open"] == 0
    assert Declaration.objects.count() == 2
    conflict = Conflict.objects.get()
    assert (conflict.application, conflict.note) == (round_.applications[1], "Gutachten 2016")


def test_the_list_tells_titles_places_and_how_far_it_is(round_: Round, clara: Caller) -> None:
    clara.post(PATH, answers=answered(round_, "none", "kinship"))
    rows = {row["id"]: row for row in clara.get(PATH).rows}
    first, second, third = (rows[each.public_id] for each in round_.applications)
    assert first.keys() == {*MEMBERS, "may_contest"}
    assert (first["title"], first["municipality"]["name"]) == ("Vorhaben 1", "Beispielstadt")
    assert [each["state"] for each in (first, second, third)] == [
        *("declared", "conflicted", "undeclared"),
    ]
    assert (second["conflict"]["reason"], second["conflict"]["source"]) == ("kinship", "juror")
    assert first["conflict"] is None


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("state=undeclared", ["Vorhaben 3"]),
        ("state=declared", ["Vorhaben 1"]),
        ("state=conflicted", ["Vorhaben 2"]),
        ("order=-title", ["Vorhaben 3", "Vorhaben 2", "Vorhaben 1"]),
        ("order=municipality", ["Vorhaben 3", "Vorhaben 1", "Vorhaben 2"]),
    ],
)
def test_filters_and_orders(round_: Round, clara: Caller, query: str, titles: list[str]) -> None:
    clara.post(PATH, answers=answered(round_, "none", "kinship"))
    assert [row["title"] for row in clara.get(f"{PATH}?{query}").rows] == titles


def test_a_derived_conflict_is_told_and_contested(derived: tuple[Round, Caller]) -> None:
    round_, carla = derived
    own = round_.applications[0].public_id
    row = next(each for each in carla.get(PATH).rows if each["id"] == own)
    assert (row["state"], row["may_contest"]) == ("conflicted", True)
    assert (row["conflict"]["source"], row["conflict"]["severity"]) == ("register", "hard")
    with unchanged():
        answer = carla.post(PATH, answers=answered(round_, "none"))
    assert_problem(answer, "conflicted", 403, own)
    contest = {"application": own, "reason": "Ich wohne dort nicht mehr."}
    (told,) = carla.post(PATH, contests=[contest]).value["results"]
    assert told["conflict"]["contest_reason"] == "Ich wohne dort nicht mehr."
    assert (told["state"], told["may_contest"]) == ("conflicted", False)
    with unchanged():
        answer = carla.post(PATH, contests=[contest])
    assert_problem(answer, "conflict_contested", 409, f"contest-{own}")


def test_a_lifted_conflict_is_told_and_declared_anew(derived: tuple[Round, Caller]) -> None:
    round_, carla = derived
    own = round_.applications[0]
    carla.post(PATH, contests=[{"application": own.public_id, "reason": "Irrtum."}])
    settlements.settle(
        call=round_.call,
        chosen=[Conflict.objects.get().pk],
        settlement="dismissed",
        reason="Weggezogen.",
        by=round_.jurors[1].user,
    )
    row = next(each for each in carla.get(PATH).rows if each["id"] == own.public_id)
    assert (row["state"], row["conflict"]["settlement"]) == ("undeclared", "dismissed")
    assert "Clara" not in str(row)
    value = carla.post(PATH, answers=answered(round_, "none")).value
    assert value["results"][0]["state"] == "declared"


def test_an_objection_needs_a_reason(derived: tuple[Round, Caller]) -> None:
    round_, carla = derived
    own = round_.applications[0].public_id
    with unchanged():
        answer = carla.post(PATH, contests=[{"application": own, "reason": " "}])
    assert_problem(answer, "reason_required", 400, f"contest-{own}")


def test_declaring_the_same_again_changes_nothing_that_counts(round_: Round, clara: Caller) -> None:
    first = clara.post(PATH, answers=answered(round_, "none", "none")).value
    rows = list(Declaration.objects.values())
    assert clara.post(PATH, answers=answered(round_, "none", "none")).value == first
    assert list(Declaration.objects.values()) == rows


@pytest.mark.parametrize("public_id", [NOWHERE, "x" * 3000, "１", ""])
def test_what_does_not_exist_is_not_declared_about(clara: Caller, public_id: str) -> None:
    with unchanged():
        answer = clara.post(PATH, answers=[{"application": public_id, "conflict": "none"}])
    assert_problem(answer, "not_assigned", 404)


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({}, "required", "answers"),
        ({"answers": "none"}, "malformed", "answers"),
        ({"answers": [[]]}, "malformed", "answers"),
        ({"answers": [{"application": "a"}]}, "required", "answers.a"),
        ({"answers": [{"application": "a", "conflict": "envy"}]}, "unknown_choice", "answers.a"),
        ({"answers": [{"application": "a", "conflict": []}]}, "unknown_choice", "answers.a"),
        (
            {"answers": [{"application": "a", "conflict": "mail_domain"}]},
            *("unknown_choice", "answers.a"),
        ),
        (
            {"answers": [{"application": "a", "conflict": "none", "note": 1}]},
            *("malformed", "answers.a"),
        ),
        (
            {"answers": [{"application": "a", "conflict": "none", "understood": 1}]},
            *("malformed", "answers.a"),
        ),
        (
            {"answers": [{"application": "a", "conflict": "none", "juror": 1}]},
            *("unknown_field", "answers.a"),
        ),
        (
            {"answers": [{"application": "a", "conflict": "none"}] * 2},
            *("duplicate_field", "answers.a"),
        ),
        ({"contests": []}, "out_of_range", "contests"),
    ],
)
def test_wrong_declarations_are_refused(
    clara: Caller, body: dict[str, Any], code: str, field: str
) -> None:
    with unchanged():
        answer = clara.call("POST", PATH, json.dumps(body).encode())
    assert_problem(answer, code, 400, field)


def test_who_has_scored_confirms_that_the_score_becomes_void(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED)
    clara = jury_caller_of(round_.jurors[0].user, round_.call)
    first, second, _ = (each.public_id for each in round_.applications)
    for more in ({}, {"understood": False}):
        with unchanged():
            answer = clara.post(PATH, answers=answered(round_, "kinship", "other", **more))
        assert_problem(answer, "score_void_unconfirmed", 409, f"understood-{first}")
        assert [each["field"] for each in answer.value["errors"]] == [
            *(f"understood-{first}", f"understood-{second}"),
        ]
    clara.post(PATH, answers=answered(round_, "kinship", "other", understood=True))
    assert Conflict.objects.count() == 2


def test_notes_are_short(round_: Round, clara: Caller) -> None:
    with unchanged():
        answer = clara.post(PATH, answers=answered(round_, "kinship", note="x" * 1001))
    assert_problem(answer, "too_long", 400, f"note-{round_.applications[0].public_id}")


def test_before_the_reviewing_opens_nothing_is_declared(make_round: MakeRound) -> None:
    round_ = make_round(Stage.READY)
    clara = jury_caller_of(round_.jurors[0].user, round_.call)
    with unchanged():
        answer = clara.post(PATH, answers=answered(round_, "none"))
    assert_problem(answer, "reviewing_closed", 409)


def test_declaring_needs_its_own_scope(round_: Round) -> None:
    give_app(round_.jurors[0].user)
    reader = caller_of(round_.jurors[0].user, "read", audience=Audience.JURY, call=round_.call)
    answer = reader.post(PATH, answers=answered(round_, "none"))
    assert_problem(answer, "scope_missing", 403)


@pytest.mark.parametrize("applications", [1, 3])
def test_a_page_costs_five_queries(make_round: MakeRound, applications: int) -> None:
    fields = {"places_count": 1, "budget_cents": 50_000_00}
    round_ = make_round(Stage.REVIEWING, applications=applications, fields=fields)
    clara = jury_caller_of(round_.jurors[0].user, round_.call)
    clara.post(PATH, answers=answered(round_, "kinship"))
    with CaptureQueriesContext(connection) as captured:
        assert len(clara.get(PATH).rows) == applications
    assert len(captured) == 5


def test_a_key_holds_in_one_call_alone(make_round: MakeRound, round_: Round, clara: Caller) -> None:
    """The same address is another one in every call: only the token names it."""
    user, other = round_.jurors[0].user, make_round(Stage.OPEN, fields={"slug": "andere"})
    JuryMember.objects.create(call=other.call, user=user)
    elsewhere = jury_caller_of(user, other.call)
    body = json.dumps({"answers": answered(round_, "none")}).encode()
    headers = {"idempotency-key": "d-1"}
    assert clara.call("POST", PATH, body, headers=headers).status == 200
    with unchanged():
        again = elsewhere.call("POST", PATH, body, headers=headers)
    assert_problem(again, "idempotency_mismatch", 422, "Idempotency-Key")
