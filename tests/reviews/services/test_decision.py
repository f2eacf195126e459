"""The decision: proposed from a run by one, confirmed by another, then awards and documents."""

from typing import Any

import pytest
from django.utils import timezone

from competition.models import AuditEntry, Award, Publication, User
from reviews.models import Decision, SelectionRun
from reviews.services import decision, selection, session
from tests.fixtures import as_read
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def computed(make_round: MakeRound) -> Round:
    return make_round(Stage.COMPUTED)


@pytest.fixture
def proposed(make_round: MakeRound) -> Round:
    return make_round(Stage.PROPOSED)


def run_of(round_: Round) -> SelectionRun:
    assert round_.run
    return round_.run


def decision_of(round_: Round) -> Decision:
    assert round_.decision
    return round_.decision


def confirm(round_: Round, by: User) -> Decision:
    """Confirm what the round has proposed, as it was read."""
    read = decision_of(round_)
    return decision.confirm(decision=read, read=read.digest, by=by)


def rule(attribute: str, value: str, minimum: int) -> dict[str, Any]:
    return {
        "key": f"{value}-min",
        "label": "Regel",
        "attribute": attribute,
        "value": value,
        "minimum": minimum,
    }


# Proposing


def test_propose_names_what_the_run_selected(computed: Round) -> None:
    made = decision.propose(run=run_of(computed), by=computed.dora)

    best = sorted(application.public_id for application in computed.applications[:2])
    assert (made.state, made.selected, made.proposed_by) == ("proposed", best, computed.dora)
    assert Award.objects.count() == 0
    assert AuditEntry.objects.get(act="decision.proposed").payload == {
        "run": run_of(computed).public_id,
        "sha256": made.digest,
    }


def test_propose_from_an_unfinished_run_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED)
    run = selection.request(call=round_.call, by=round_.dora)

    with refused("run_unfinished"):
        decision.propose(run=run, by=round_.dora)


def test_propose_from_a_failed_run_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED)
    run = selection.request(call=round_.call, by=round_.dora)
    SelectionRun.objects.update(state="failed", error="x", finished_at=timezone.now())

    with refused("run_failed"):
        decision.propose(run=run, by=round_.dora)


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (
            {"rules": [rule("kind", "county", 1), rule("state", "BY", 1)]},
            "infeasible",
            "Die Auswahlregeln sind zusammen nicht erfüllbar: county-min:kind=county.",
        ),
        (
            {"fields": {"places_count": 4, "budget_cents": 200_000_00}},
            "too_few_eligible",
            "Nur 3 Bewerbungen kommen in Betracht, weniger als Plätze.",
        ),
        (
            {"rubric_fields": {"quorum": 3}},
            "quorum_missing",
            "Keine Bewerbung hat die Mindestzahl von 3 gültigen Bewertungen.",
        ),
        (
            {
                "rubric_fields": {"tie_break": []},
                "points": lambda *_: {"idea": "3", "breadth": "3"},
            },
            "tie",
            "Es besteht Gleichstand, den die Regeln nicht auflösen.",
        ),
    ],
)
def test_propose_from_a_run_without_a_selection_is_refused(
    make_round: MakeRound, options: dict[str, Any], code: str, sentence: str
) -> None:
    round_ = make_round(Stage.COMPUTED, **options)

    with refused(code) as caught:
        decision.propose(run=run_of(round_), by=round_.dora)
    assert caught.sentence == sentence


def test_quorum_is_missing_also_beside_an_excluded_application(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CLOSED, rubric_fields={"quorum": 3})
    as_read.exclude(application=round_.applications[2], by=round_.dora, reason="Zu spät")
    round_.advance(Stage.COMPUTED)

    with refused("quorum_missing"):
        decision.propose(run=run_of(round_), by=round_.dora)


def test_propose_from_a_run_that_was_not_proven_is_refused(computed: Round) -> None:
    run = run_of(computed)
    SelectionRun.objects.update(result={**(run.result or {}), "status": "not_proven"})

    with refused("not_proven"):
        decision.propose(run=run, by=computed.dora)


def test_propose_after_a_late_recusal_is_refused(computed: Round) -> None:
    computed.declare(computed.jurors[0], computed.applications[2], answer="other")

    with refused("run_stale"):
        decision.propose(run=run_of(computed), by=computed.dora)


def test_propose_while_the_jury_is_in_session_is_refused(computed: Round) -> None:
    held = session.open(call=computed.call, by=computed.dora, quorum=1)
    with refused("session_open"):
        decision.propose(run=run_of(computed), by=computed.dora)
    session.close(session=held, by=computed.dora)

    assert decision.propose(run=run_of(computed), by=computed.dora).state == "proposed"


def test_propose_twice_is_refused(proposed: Round) -> None:
    with refused("decision_standing"):
        decision.propose(run=run_of(proposed), by=proposed.emil)


def test_propose_is_for_the_office(computed: Round) -> None:
    with refused("not_allowed"):
        decision.propose(run=run_of(computed), by=computed.jurors[0].user)


# Confirming


def test_confirm_grants_the_awards_hidden_and_freezes_the_documents(proposed: Round) -> None:
    made = confirm(proposed, proposed.emil)

    best = set(proposed.applications[:2])
    assert {award.application for award in made.awards.all()} == best
    assert {award.application for award in Award.objects.all()} == best
    assert {award.granted_by for award in Award.objects.all()} == {proposed.emil}
    assert list(Award.objects.public(timezone.now())) == []
    assert Publication.objects.filter(kind="decision").count() == 1
    reasons = Publication.objects.filter(kind="reasons")
    assert {publication.application for publication in reasons} == set(proposed.applications)


def test_confirm_freezes_the_reasons_of_an_excluded_application_too(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CLOSED)
    excluded = round_.applications[2]
    as_read.exclude(application=excluded, by=round_.dora, reason="Zu spät")
    round_.advance(Stage.DECIDED)

    content = Publication.objects.get(application=excluded).content
    assert (content["gate"], content["score"], content["reviews_count"]) == ("ineligible", None, 0)


def test_confirm_by_who_proposed_is_refused(proposed: Round) -> None:
    with refused("same_person"):
        confirm(proposed, proposed.dora)


def test_confirm_again_changes_nothing(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DECIDED)

    with unchanged():
        again = confirm(round_, round_.emil)
    assert again.confirmed_by == round_.emil


def test_confirm_by_a_third_or_of_a_rejected_one_is_refused(
    make_round: MakeRound, proposed: Round
) -> None:
    decided = make_round(Stage.DECIDED, fields={"slug": "zweite"})
    decision.reject(
        decision=decision_of(proposed),
        read=decision_of(proposed).digest,
        by=proposed.dora,
        reason="Doch nicht",
    )

    for settled in (decided, proposed):
        with refused("decision_settled"):
            confirm(settled, settled.dora)


def test_confirm_after_a_late_recusal_is_refused(proposed: Round) -> None:
    proposed.declare(proposed.jurors[0], proposed.applications[2], answer="other")

    with refused("run_stale"):
        confirm(proposed, proposed.emil)


def test_confirm_is_for_the_office(proposed: Round) -> None:
    with refused("not_allowed"):
        confirm(proposed, proposed.jurors[0].user)


# Rejecting


@pytest.mark.parametrize(
    ("reason", "code"),
    [("x" * 2_001, "too_long"), ("a\x07", "control_characters")],
)
def test_the_reason_of_a_rejection_is_given_short_and_printable(
    proposed: Round, reason: str, code: str
) -> None:
    held = decision_of(proposed)
    with refused(code):
        decision.reject(decision=held, read=held.digest, by=proposed.emil, reason=reason)


def test_reject_keeps_the_reason_and_makes_room(proposed: Round) -> None:
    rejected = decision.reject(
        decision=decision_of(proposed),
        read=decision_of(proposed).digest,
        by=proposed.emil,
        reason=" Neu beraten. ",
    )

    assert (rejected.state, rejected.rejected_by) == ("rejected", proposed.emil)
    assert rejected.rejection_reason == "Neu beraten."
    assert decision.propose(run=run_of(proposed), by=proposed.emil).state == "proposed"


@pytest.mark.parametrize("reason", ["", " \n"])
def test_reject_without_a_reason_is_refused(proposed: Round, reason: str) -> None:
    with refused("reason_required"):
        decision.reject(
            decision=decision_of(proposed),
            read=decision_of(proposed).digest,
            by=proposed.emil,
            reason=reason,
        )


def test_reject_of_a_settled_decision_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DECIDED)

    with refused("decision_settled"):
        decision.reject(
            decision=decision_of(round_),
            read=decision_of(round_).digest,
            by=round_.emil,
            reason="Zu spät",
        )


def test_reject_is_for_the_office(proposed: Round) -> None:
    with refused("not_allowed"):
        decision.reject(
            decision=decision_of(proposed),
            read=decision_of(proposed).digest,
            by=proposed.jurors[0].user,
            reason="Missfällt mir",
        )
