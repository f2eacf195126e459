"""What the database itself refuses of a jury's rows, whoever writes."""

from typing import Any

import pytest

from competition.models import (
    Application,
    Award,
    Notice,
    User,
)
from reviews.models import (
    Assignment,
    Conflict,
    Decision,
    Declaration,
    DiversityRule,
    JuryMember,
    Review,
    Rubric,
    Score,
    SelectionRun,
)
from tests.fixtures.constraints import refuse, update
from tests.fixtures.rounds import (
    CLOSED_AT,
    DEADLINE_AT,
    MakeRound,
    Round,
    Stage,
)

pytestmark = pytest.mark.django_db


def test_each_state_is_tied_to_what_belongs_to_it(make_round: MakeRound) -> None:
    """Moving a state alone is refused for every model whose states carry an instant."""
    make_round(Stage.CONFIRMED)
    for model, state in (
        (Application, "draft"),
        (Application, "withdrawn"),
        (Application, "excluded"),
        (Notice, "sent"),
        (Notice, "failed"),
        (Award, "declined"),
        (Review, "draft"),
        (SelectionRun, "queued"),
        (SelectionRun, "failed"),
        (Decision, "rejected"),
    ):
        refuse(update(model, state=state))


@pytest.fixture
def confirmed(make_round: MakeRound) -> Round:
    return make_round(Stage.CONFIRMED)


@pytest.mark.parametrize(
    "fields",
    [
        {"confirmed_by": None},
        {"confirmed_at": None},
        {"state": "rejected"},
        {"rejected_at": DEADLINE_AT},
    ],
)
def test_decision_with_half_a_state_is_refused(confirmed: Round, fields: dict[str, Any]) -> None:
    refuse(update(Decision, **fields))


def test_decision_confirmed_by_who_proposed_is_refused(confirmed: Round, dora: User) -> None:
    refuse(update(Decision, confirmed_by=dora))


def test_second_standing_decision_is_refused(confirmed: Round, emil: User) -> None:
    assert confirmed.run
    run = confirmed.run

    refuse(
        lambda: Decision.objects.create(
            call=confirmed.call,
            run=run,
            selected=[],
            digest="",
            proposed_at=CLOSED_AT,
            proposed_by=emil,
        )
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"frozen_by": None},
        {"frozen_at": None},
        {"digest": ""},
        {"locked_by": None},
        {"locked_at": DEADLINE_AT},
        {"frozen_at": None, "frozen_by": None},
        {"aggregate": "maximum"},
        {"seats_mode": "some"},
    ],
)
def test_rubric_that_contradicts_itself_is_refused(
    confirmed: Round, fields: dict[str, Any]
) -> None:
    refuse(update(Rubric, **fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"result": None},
        {"finished_at": None},
        {"result_digest": ""},
        {"state": "failed", "error": "x"},
        {"state": "queued", "finished_at": None},
    ],
)
def test_run_that_is_half_done_is_refused(confirmed: Round, fields: dict[str, Any]) -> None:
    refuse(update(SelectionRun, **fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"minimum": None, "maximum": None},
        {"minimum": 3, "maximum": 2},
        {"attribute": "colour"},
    ],
)
def test_rule_that_says_nothing_is_refused(make_round: MakeRound, fields: dict[str, Any]) -> None:
    rule = {"key": "r", "label": "R", "attribute": "kind", "value": "town", "minimum": 0}
    make_round(Stage.READY, rules=[rule])

    refuse(update(DiversityRule, **fields))


def test_jury_has_one_chair_and_each_seat_once(make_round: MakeRound) -> None:
    make_round(Stage.READY, jurors=2)
    clara, other = JuryMember.objects.order_by("pk")

    refuse(lambda: JuryMember.objects.filter(pk=other.pk).update(is_chair=True))
    refuse(lambda: JuryMember.objects.filter(pk=other.pk).update(user=clara.user))


@pytest.mark.parametrize("model", [Assignment, Declaration, Review])
def test_juror_and_application_meet_once(
    make_round: MakeRound, model: type[Assignment | Declaration | Review]
) -> None:
    make_round(Stage.SCORED)
    first, second = model._default_manager.order_by("jury_member", "pk")[:2]

    refuse(
        lambda: model._default_manager.filter(pk=second.pk).update(application=first.application)
    )


def test_score_is_one_for_each_criterion_and_never_negative(make_round: MakeRound) -> None:
    make_round(Stage.SCORED)
    first, second = Score.objects.order_by("review", "criterion")[:2]

    refuse(lambda: Score.objects.filter(pk=second.pk).update(criterion=first.criterion))
    refuse(lambda: Score.objects.filter(pk=second.pk).update(steps=-1))


def test_conflict_names_who_declared_it_or_the_register(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    round_.declare(round_.jurors[0], round_.applications[0], answer="kinship")

    for fields in ({"declared_by": None}, {"reason": "mood"}, {"source": "press"}):
        refuse(update(Conflict, **fields))
    update(Conflict, declared_by=None, source="register")()
