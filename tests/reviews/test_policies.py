"""Who may enter the jury's rooms, and who may confirm."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from competition.models import User
from reviews import policies
from reviews.models import JuryMember, Rubric
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
OPENED_AT = datetime(2017, 5, 2, 8, tzinfo=UTC)


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.READY)


def test_only_a_juror_of_the_very_round_enters(
    round_: Round, make_round: MakeRound, clara: User, stranger: User
) -> None:
    make_round(Stage.OPEN, fields={"slug": "andere-runde"})
    assert policies.require_juror(clara, round_.call.slug) == round_.jurors[0]
    refused_ones: list[tuple[User | AnonymousUser, str]] = [
        (clara, "andere-runde"),
        (stranger, round_.call.slug),
        (AnonymousUser(), round_.call.slug),
        (round_.dora, round_.call.slug),
    ]
    for person, slug in refused_ones:
        with refused("not_found"):
            policies.require_juror(person, slug)


def test_a_juror_whose_account_is_closed_does_not_enter(round_: Round, clara: User) -> None:
    clara.is_active = False
    with refused("not_found"):
        policies.require_juror(clara, round_.call.slug)


@pytest.mark.parametrize(
    ("is_conflicted", "is_declared", "frozen_at", "why"),
    [
        (False, True, OPENED_AT, ""),
        (False, False, OPENED_AT, "undeclared"),
        (True, True, OPENED_AT, "conflicted"),
        (True, False, None, "conflicted"),
        (False, True, None, "reviewing_closed"),
        (False, True, OPENED_AT.replace(hour=9), "reviewing_closed"),
    ],
)
def test_reading_needs_a_declaration_no_conflict_and_an_open_review(
    is_conflicted: bool, is_declared: bool, frozen_at: datetime | None, why: str
) -> None:
    standing = SimpleNamespace(is_conflicted=is_conflicted, is_declared=is_declared)
    verdict = policies.may_read(standing, rubric=Rubric(frozen_at=frozen_at), at=OPENED_AT)
    assert (verdict.allowed, verdict.why) == (not why, why)


def test_what_is_not_assigned_does_not_exist() -> None:
    verdict = policies.may_read(None, rubric=Rubric(frozen_at=OPENED_AT), at=OPENED_AT)
    assert verdict.why == "not_assigned"


def test_the_proposer_may_not_confirm_and_a_settled_decision_nobody(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.PROPOSED)
    assert round_.decision
    assert policies.may_confirm(round_.dora, round_.decision).why == "same_person"
    assert policies.may_confirm(round_.emil, round_.decision).allowed
    round_.confirm()
    assert policies.may_confirm(round_.emil, round_.decision).why == "decision_settled"


@pytest.mark.parametrize(
    ("is_chair", "is_out", "why"),
    [(True, False, ""), (True, True, "conflicted"), (False, False, "not_allowed")],
)
def test_the_chair_runs_the_session_where_not_befangen(
    is_chair: bool, is_out: bool, why: str
) -> None:
    verdict = policies.may_run_session(JuryMember(is_chair=is_chair), is_out=is_out)
    assert (verdict.allowed, verdict.why) == (not why, why)


def test_who_has_no_seat_does_not_run_the_session() -> None:
    assert policies.may_run_session(None, is_out=False).why == "not_allowed"


def test_a_round_is_undecided_until_a_decision_is_proposed(make_round: MakeRound) -> None:
    policies.require_undecided(make_round(Stage.COMPUTED).call)
    proposed = make_round(Stage.PROPOSED, fields={"slug": "andere"})
    with refused("decision_standing"):
        policies.require_undecided(proposed.call)
