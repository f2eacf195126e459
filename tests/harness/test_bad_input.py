"""Bad input: one error class, a code, a German sentence each, and nothing has changed.

``refused`` compares all rows of all tables before and after; only the record of a refused
submission is written, and that is asserted here.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from competition.errors import CATALOGUE, Refusal
from competition.models import Attempt, Membership
from competition.services import (
    announcement,
    answers,
    applications,
    awards,
    calls,
    invitations,
    memberships,
    partners,
    registry,
    submission,
)
from reviews.services import abstentions, conflicts, decision, reviews, rubric, selection
from tests.fixtures import as_read
from tests.fixtures.announcing import read_of
from tests.fixtures.people import OTHER_TOWN, place
from tests.fixtures.refusals import refused
from tests.fixtures.register_files import HALLE, table
from tests.fixtures.rounds import (
    CRITERIA,
    DEADLINE_AT,
    MICROSECOND,
    PUBLIC_AT,
    MakeRound,
    Round,
    Stage,
    answer,
    call_fields,
    partner_of,
    submit,
)

pytestmark = pytest.mark.django_db

Act = Callable[[], object]
Case = Callable[[MakeRound], Act]
CASES: dict[str, tuple[str, Case]] = {}


def case(code: str) -> Callable[[Case], Case]:
    """Enter a case: it prepares a round and returns the act that must be refused."""

    def enter(prepare: Case) -> Case:
        CASES[prepare.__name__] = (code, prepare)
        return prepare

    return enter


def drafted(make_round: MakeRound) -> Round:
    round_ = make_round(Stage.OPEN)
    round_.draft(0)
    return round_


# The register and the choice of a municipality


@case("register_malformed")
def malformed_register(make_round: MakeRound) -> Act:
    registry.import_register(content=table(HALLE), source="before")
    broken = table(HALLE, "15088000,Saalekreis,Landkreis,XX,186431,51.38,11.9\n")
    return lambda: registry.import_register(content=broken, source="broken")


@case("municipality_unknown")
def unknown_key(make_round: MakeRound) -> Act:
    place(OTHER_TOWN, "Musterdorf")
    rows = [{"ags": ags, "title": "Offen", "amount_cents": 1} for ags in (OTHER_TOWN, "99999999")]
    return lambda: calls.archive(
        fields=call_fields(is_synthetic=False), awards=rows, granted_at=PUBLIC_AT
    )


@case("already_applied")
def second_application_of_a_municipality(make_round: MakeRound) -> Act:
    round_ = drafted(make_round)
    application = round_.applications[0]
    partner, boris = round_.place(1)
    partners.invite(application=application, municipality=partner, by=application.contact)
    partners.confirm(participant=partner_of(application, partner), by=boris)
    return lambda: applications.start(call=round_.call, municipality=partner, by=boris)


@case("not_eligible")
def municipality_that_may_not_apply(make_round: MakeRound) -> Act:
    round_ = make_round(Stage.OPEN, fields={"population_min": 1_000_000})
    town, berta = round_.place(0)
    return lambda: applications.start(call=round_.call, municipality=town, by=berta)


# Who acts for a municipality


@case("last_signatory")
def last_signatory_who_leaves(make_round: MakeRound) -> Act:
    _, berta = make_round(Stage.OPEN).place(0)
    membership = Membership.objects.get(user=berta)
    return lambda: memberships.leave(membership=membership, by=berta)


@case("not_allowed")
def editor_who_invites_a_signatory(make_round: MakeRound) -> Act:
    town, _ = make_round(Stage.OPEN).place(0)
    anna = Membership.objects.get(municipality=town, role="editor").user
    return lambda: invitations.invite(
        email="x@example.org", role="signatory", by=anna, municipality=town
    )


@case("link_used")
def made_up_invitation(make_round: MakeRound) -> Act:
    _, berta = make_round(Stage.OPEN).place(0)
    return lambda: invitations.accept(secret="erfunden", by=berta)


# Submitting


@case("deadline_passed")
def submission_late_by_a_microsecond(make_round: MakeRound) -> Act:
    application = drafted(make_round).applications[0]
    # The last instant in time is a microsecond before the deadline, which is exclusive.
    last = DEADLINE_AT - MICROSECOND
    return lambda: submit(application, application.contact, last + MICROSECOND)


@case("deadline_passed")
def change_after_the_deadline(make_round: MakeRound) -> Act:
    round_ = make_round(Stage.CLOSED)
    application = round_.applications[0]
    return lambda: answer(application, application.contact, title="Zu spät")


@case("incomplete")
def incomplete_application(make_round: MakeRound) -> Act:
    application = drafted(make_round).applications[0]
    answer(application, application.contact, concept="")
    return lambda: submit(application, application.contact)


@case("partner_unconfirmed")
def unconfirmed_partner(make_round: MakeRound) -> Act:
    round_ = drafted(make_round)
    application = round_.applications[0]
    partner, _ = round_.place(1)
    partners.invite(application=application, municipality=partner, by=application.contact)
    return lambda: submit(application, application.contact)


@case("not_found")
def stranger_s_submission(make_round: MakeRound) -> Act:
    round_ = drafted(make_round)
    _, boris = round_.place(1)
    return lambda: submit(round_.applications[0], boris)


@case("unknown_move")
def unknown_move(make_round: MakeRound) -> Act:
    application = drafted(make_round).applications[0]
    received_at = DEADLINE_AT - timedelta(days=1)
    return lambda: submission.withdraw(
        application=application, by=application.contact, received_at=received_at
    )


@case("version_conflict")
def text_over_a_colleague_s(make_round: MakeRound) -> Act:
    application = drafted(make_round).applications[0]
    stale = [answers.Change("title", "Anderer Titel", 0)]
    return lambda: answers.save(application=application, by=application.contact, changes=stale)


# Reviewing


def reviewing(make_round: MakeRound) -> Round:
    round_ = make_round(Stage.REVIEWING)
    round_.declare(round_.jurors[0])
    return round_


@case("score_off_grid")
def score_off_the_grid(make_round: MakeRound) -> Act:
    round_ = reviewing(make_round)
    scores = {"idea": "3.3", "breadth": "4"}
    return lambda: round_.review(round_.jurors[0], round_.applications[0], scores)


@case("conflicted")
def conflicted_juror(make_round: MakeRound) -> Act:
    round_ = reviewing(make_round)
    clara, application = round_.jurors[0], round_.applications[0]
    round_.declare(clara, application, answer="kinship")
    return lambda: round_.review(clara, application, {"idea": "5", "breadth": "5"})


@case("undeclared")
def undeclared_juror(make_round: MakeRound) -> Act:
    round_ = reviewing(make_round)
    scores = {"idea": "5", "breadth": "5"}
    return lambda: round_.review(round_.jurors[1], round_.applications[0], scores)


@case("conflicted")
def conflict_taken_back(make_round: MakeRound) -> Act:
    round_ = reviewing(make_round)
    clara, application = round_.jurors[0], round_.applications[0]
    round_.declare(clara, application, answer="kinship")
    answers = {application.public_id: "free"}
    return lambda: conflicts.declare(juror=clara, answers=answers, by=clara.user)


@case("review_incomplete")
def unfinished_review(make_round: MakeRound) -> Act:
    round_ = reviewing(make_round)
    clara, application = round_.jurors[0], round_.applications[0]
    given: dict[str, Any] = {"juror": clara, "application": application, "by": clara.user}
    reviews.save(**given, scores={"idea": "5"}, comment="", version=0)
    return lambda: reviews.finalise(**given, version=1)


@case("review_final")
def change_of_a_final_review(make_round: MakeRound) -> Act:
    round_ = make_round(Stage.SCORED)
    clara, application = round_.jurors[0], round_.applications[0]
    given: dict[str, Any] = {"juror": clara, "application": application, "by": clara.user}
    return lambda: reviews.save(**given, scores={"idea": "0"}, comment="", version=1)


@case("review_abstained")
def score_after_an_abstention(make_round: MakeRound) -> Act:
    round_ = reviewing(make_round)
    clara, application = round_.jurors[0], round_.applications[0]
    given: dict[str, Any] = {"juror": clara, "application": application, "by": clara.user}
    abstentions.abstain(**given, reason="Zu nah am Thema.", version=0)
    return lambda: reviews.save(**given, scores={"idea": "5"}, version=1)


@case("abstention_not_allowed")
def abstention_that_the_rubric_does_not_know(make_round: MakeRound) -> Act:
    round_ = make_round(Stage.REVIEWING, rubric_fields={"abstention_allowed": False})
    clara, application = round_.jurors[0], round_.applications[0]
    round_.declare(clara)
    given: dict[str, Any] = {"juror": clara, "application": application, "by": clara.user}
    return lambda: abstentions.abstain(**given, reason="Zu nah.", version=0)


@case("scoring_closed")
def score_after_the_lock(make_round: MakeRound) -> Act:
    round_ = reviewing(make_round)
    round_.lock()
    scores = {"idea": "5", "breadth": "5"}
    return lambda: round_.review(round_.jurors[0], round_.applications[0], scores)


@case("frozen")
def rubric_changed_after_freezing(make_round: MakeRound) -> Act:
    round_ = reviewing(make_round)
    changed = [{**CRITERIA[0], "weight": "3"}]
    return lambda: rubric.define(
        call=round_.call, fields={"quorum": 0}, criteria=changed, rules=[], by=round_.dora
    )


@case("reviewing_open")
def screening_after_freezing(make_round: MakeRound) -> Act:
    round_ = reviewing(make_round)
    application = round_.applications[0]
    return lambda: as_read.exclude(application=application, by=round_.dora, reason="Zu spät")


# Selecting, deciding, announcing


@case("scores_unlocked")
def selection_before_the_lock(make_round: MakeRound) -> Act:
    round_ = make_round(Stage.SCORED)
    return lambda: selection.request(call=round_.call, by=round_.dora)


def proposal_of(round_: Round) -> Act:
    run = round_.run
    assert run
    return lambda: decision.propose(run=run, by=round_.dora)


@case("quorum_missing")
def quorum_missing(make_round: MakeRound) -> Act:
    return proposal_of(make_round(Stage.COMPUTED, rubric_fields={"quorum": 3}))


@case("infeasible")
def infeasible_rules(make_round: MakeRound) -> Act:
    rule = {"key": "c", "label": "C", "attribute": "kind", "value": "county", "minimum": 1}
    return proposal_of(make_round(Stage.COMPUTED, rules=[rule]))


@case("run_stale")
def proposal_from_a_stale_run(make_round: MakeRound) -> Act:
    round_ = make_round(Stage.COMPUTED)
    round_.declare(round_.jurors[0], round_.applications[0], answer="other")
    return proposal_of(round_)


@case("same_person")
def decision_confirmed_by_its_proposer(make_round: MakeRound) -> Act:
    round_ = make_round(Stage.PROPOSED)
    proposed = round_.decision
    assert proposed
    return lambda: decision.confirm(decision=proposed, read=proposed.digest, by=round_.dora)


@case("same_person")
def announcement_confirmed_by_its_proposer(make_round: MakeRound) -> Act:
    round_ = make_round(Stage.PREPARED)
    read = read_of(round_.call)
    return lambda: announcement.confirm(call=round_.call, read=read, by=round_.dora)


@case("decision_missing")
def announcement_before_the_decision(make_round: MakeRound) -> Act:
    round_ = make_round(Stage.PROPOSED)
    return lambda: announcement.prepare(call=round_.call, public_at=PUBLIC_AT, by=round_.dora)


@case("announcement_missing")
def announcement_before_its_preparation(make_round: MakeRound) -> Act:
    round_ = make_round(Stage.DECIDED)
    read = announcement.Read(PUBLIC_AT, "", "")
    return lambda: announcement.confirm(call=round_.call, read=read, by=round_.emil)


@case("public_at_past")
def announcement_for_the_past(make_round: MakeRound) -> Act:
    round_ = make_round(Stage.DECIDED)
    return lambda: announcement.prepare(call=round_.call, public_at=DEADLINE_AT, by=round_.dora)


@case("no_places_left")
def more_awards_than_places(make_round: MakeRound) -> Act:
    round_ = make_round(Stage.SCREENED)
    return lambda: awards.grant(call=round_.call, applications=round_.applications, by=round_.emil)


@case("synthetic_only")
def clock_of_a_real_round(make_round: MakeRound) -> Act:
    round_ = make_round(Stage.DRAFTED, fields={"is_synthetic": False})
    return lambda: calls.shift_clock(call=round_.call, to=PUBLIC_AT, by=round_.dora)


REMEMBERED = {
    "submission_late_by_a_microsecond": ("submission", "deadline_passed"),
    "incomplete_application": ("submission", "incomplete"),
    "unconfirmed_partner": ("submission", "partner_unconfirmed"),
    "stranger_s_submission": ("foreign", "not_found"),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_refused_and_nothing_changes(make_round: MakeRound, name: str) -> None:
    code, prepare = CASES[name]
    act = prepare(make_round)

    with refused(code) as caught:
        act()

    assert type(caught.refusal) is Refusal
    assert caught.refusal.status == CATALOGUE[code].status
    assert caught.sentence
    attempts = list(Attempt.objects.order_by("pk").values_list("kind", "code"))
    assert attempts == ([REMEMBERED[name]] if name in REMEMBERED else [])


def test_cases_that_are_remembered_are_cases() -> None:
    assert set(REMEMBERED) <= set(CASES)
