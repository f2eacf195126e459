from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from competition.models import Award, Call
from reviews.models import Decision, Review, SelectionRun
from reviews.services import decision
from tests.api.caller import Answer, Caller, assert_problem
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db

LIST = "office/calls/beispielrunde/decisions/"


def propose(caller: Caller, round_: Round) -> Answer:
    assert round_.run
    return caller.post(LIST, run=round_.run.public_id)


def settle(caller: Caller, round_: Round, act: str, **body: str) -> Answer:
    """Confirm or reject what the caller reads now."""
    assert round_.decision
    place = f"office/decisions/{round_.decision.public_id}/"
    return caller.post(f"{place}{act}/", **{"sha256": caller.get(place).value["sha256"], **body})


def test_dora_proposes_and_emil_confirms(
    as_dora: Caller, as_emil: Caller, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.COMPUTED)
    proposed = propose(as_dora, round_)
    place = proposed.header("Location")
    assert proposed.status == 201
    assert as_emil.get(place).value == proposed.value
    assert round_.run
    assert proposed.value == {
        "id": Decision.objects.get().public_id,
        "call": "beispielrunde",
        "run": round_.run.public_id,
        "state": "proposed",
        "sha256": Decision.objects.get().digest,
        "selected": proposed.value["selected"],
        "proposed_at": proposed.value["proposed_at"],
        "proposed_by": "Dora Beispiel",
        "confirmed_at": None,
        "confirmed_by": None,
        "rejected_at": None,
        "rejected_by": None,
        "rejection_reason": "",
        "number": 1,
        "kind": "selection",
        "reason": "",
        "public_at": None,
        "deviation": None,
        # The only one without an award: of whom anybody who knows the applicants reads the points.
        "singled_out": [round_.applications[2].public_id],
    }
    first = round_.applications[0]
    assert {
        "id": first.public_id,
        "ags": "99001001",
        "name": "Beispielstadt",
        "title": "Vorhaben 1",
    } in proposed.value["selected"]
    confirmed = as_emil.post(f"{place}confirm/", sha256=proposed.value["sha256"])
    assert (confirmed.status, confirmed.value["state"]) == (200, "confirmed")
    assert confirmed.value["confirmed_by"] == "Emil Beispiel"
    assert Award.objects.count() == 2
    assert (
        as_emil.post(f"{place}confirm/", sha256=proposed.value["sha256"]).value == confirmed.value
    )


def test_the_proposer_never_confirms(as_dora: Caller, make_round: MakeRound) -> None:
    round_ = make_round(Stage.PROPOSED)
    with unchanged():
        answer = settle(as_dora, round_, "confirm")
    assert_problem(answer, "same_person", 409)


def test_a_proposal_is_rejected_with_a_reason(as_dora: Caller, make_round: MakeRound) -> None:
    round_ = make_round(Stage.PROPOSED)
    with unchanged():
        assert_problem(settle(as_dora, round_, "reject"), "required", 400, "reason")
    answer = settle(as_dora, round_, "reject", reason="Die Jury tagt noch einmal.")
    assert (answer.status, answer.value["state"]) == (200, "rejected")
    assert answer.value["rejection_reason"] == "Die Jury tagt noch einmal."
    assert propose(as_dora, round_).status == 201


@pytest.mark.parametrize("act", ["confirm", "reject"])
def test_only_what_was_read_is_settled(as_emil: Caller, make_round: MakeRound, act: str) -> None:
    round_ = make_round(Stage.PROPOSED)
    assert round_.decision
    place = f"office/decisions/{round_.decision.public_id}/{act}/"
    body = {} if act == "confirm" else {"reason": "Nein."}
    with unchanged():
        assert_problem(as_emil.post(place, **body), "precondition_required", 428, "sha256")
        answer = as_emil.post(place, sha256="0" * 64, **body)
        assert_problem(answer, "decision_changed", 409)


@pytest.mark.parametrize(("act", "body"), [("confirm", {}), ("reject", {"reason": "Nein."})])
def test_what_is_settled_stays(
    as_dora: Caller, make_round: MakeRound, act: str, body: dict[str, str]
) -> None:
    round_ = make_round(Stage.DECIDED)
    with unchanged():
        answer = settle(as_dora, round_, act, **body)
    assert_problem(answer, "decision_settled", 409)


def test_one_decision_stands(as_emil: Caller, make_round: MakeRound) -> None:
    round_ = make_round(Stage.PROPOSED)
    with unchanged():
        answer = propose(as_emil, round_)
    assert_problem(answer, "decision_standing", 409)


def test_only_a_run_of_this_call_is_proposed(as_dora: Caller, make_round: MakeRound) -> None:
    make_round(Stage.COMPUTED)
    other = make_round(Stage.COMPUTED, fields={"slug": "andere"})
    with unchanged():
        answer = propose(as_dora, other)
    assert_problem(answer, "unknown_choice", 400, "run")


@pytest.mark.parametrize(
    ("run", "code"),
    [(None, "required"), ("", "required"), (7, "malformed"), ("x" * 21, "too_long")],
)
def test_a_proposal_names_its_run(
    as_dora: Caller, make_round: MakeRound, run: object, code: str
) -> None:
    make_round(Stage.COMPUTED)
    with unchanged():
        answer = as_dora.post(LIST, run=run)
    assert_problem(answer, code, 400, "run")


def test_a_queued_run_is_no_basis(as_dora: Caller, make_round: MakeRound) -> None:
    make_round(Stage.LOCKED)
    run = as_dora.post("office/calls/beispielrunde/selection-runs/").value["id"]
    with unchanged():
        answer = as_dora.post(LIST, run=run)
    assert_problem(answer, "run_unfinished", 409)


def test_a_failed_run_is_no_basis(as_dora: Caller, make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    SelectionRun.objects.update(state="failed", result=None, result_digest="", error="Fehler")
    with unchanged():
        answer = propose(as_dora, round_)
    assert_problem(answer, "run_failed", 409)


def alike(juror: int, application: int) -> dict[str, str]:
    return {"idea": "3", "breadth": "3"}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"points": alike}, "tie"),
        (
            {
                "rules": [
                    {
                        "key": "sizes",
                        "label": "Große",
                        "attribute": "size_class",
                        "value": "large",
                        "minimum": 1,
                    }
                ]
            },
            "infeasible",
        ),
        ({"applications": 1}, "too_few_eligible"),
        ({"rubric_fields": {"quorum": 3}}, "quorum_missing"),
    ],
    ids=["tie", "infeasible", "too_few_eligible", "quorum_missing"],
)
def test_a_run_that_selected_nothing_says_why(
    as_dora: Caller, make_round: MakeRound, options: dict[str, Any], code: str
) -> None:
    round_ = make_round(Stage.COMPUTED, **options)
    with unchanged():
        answer = propose(as_dora, round_)
    problem = assert_problem(answer, code, 409)
    assert "%(" not in problem["detail"]


def test_an_unproven_run_is_no_basis(as_dora: Caller, make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    assert round_.run
    assert round_.run.result
    SelectionRun.objects.update(result={**round_.run.result, "status": "not_proven"})
    with unchanged():
        answer = propose(as_dora, round_)
    assert_problem(answer, "not_proven", 409)


def withdraw_a_review() -> None:
    Review.objects.filter(pk=Review.objects.order_by("pk").values("pk")[:1]).update(
        state="draft", finalised_at=None
    )


def test_a_run_on_another_round_is_stale(
    as_dora: Caller, as_emil: Caller, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.COMPUTED)
    assert round_.run
    proposed = decision.propose(run=round_.run, by=round_.dora)
    withdraw_a_review()
    with unchanged():
        answer = as_emil.post(
            f"office/decisions/{proposed.public_id}/confirm/", sha256=proposed.digest
        )
        assert_problem(answer, "run_stale", 409)
    decision.reject(decision=proposed, read=proposed.digest, by=round_.emil, reason="Veraltet.")
    with unchanged():
        assert_problem(propose(as_dora, round_), "run_stale", 409)


def test_never_more_than_the_places(as_emil: Caller, make_round: MakeRound) -> None:
    round_ = make_round(Stage.PROPOSED)
    third = round_.applications[2]
    Award.objects.create(
        call=round_.call,
        municipality=third.municipality,
        application=third,
        title="Vorab",
        amount_cents=1,
        granted_at=round_.call.deadline_at,
        granted_by=round_.dora,
    )
    with unchanged():
        answer = settle(as_emil, round_, "confirm")
    assert_problem(answer, "no_places_left", 409)


def test_decisions_are_listed_and_filtered(as_dora: Caller, make_round: MakeRound) -> None:
    round_ = make_round(Stage.PROPOSED)
    settle(as_dora, round_, "reject", reason="Nein.")
    second = propose(as_dora, round_).value
    assert [row["state"] for row in as_dora.get(LIST).rows] == ["proposed", "rejected"]
    assert as_dora.get(f"{LIST}?state=proposed").rows == [second | {"singled_out": None}]
    assert as_dora.get(f"{LIST}?state=confirmed").rows == []
    assert Call.objects.count() == 1


def test_call_that_publishes_awards_alone_singles_nobody_out(
    as_dora: Caller, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.COMPUTED, fields={"publication_level": "awards"})

    assert propose(as_dora, round_).value["singled_out"] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(
    rows: int,
    as_dora: Caller,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    round_ = make_round(Stage.PROPOSED)
    for _ in range(rows - 1):
        settle(as_dora, round_, "reject", reason="Nein.")
        round_.propose()
    assert round_.decision
    with django_assert_num_queries(5):
        assert len(as_dora.get(LIST).rows) == rows
    with django_assert_num_queries(6):
        as_dora.get(f"office/decisions/{round_.decision.public_id}/")
