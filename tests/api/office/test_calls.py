from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from reviews.models import Rubric
from tests.api.caller import Caller, assert_problem
from tests.fixtures import as_read
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db

Act = Callable[[Round], None]
OPEN = "office/calls/beispielrunde/open-reviewing/"
LOCK = "office/calls/beispielrunde/lock-scores/"


def test_the_office_sees_drafts_and_counts(as_dora: Caller, make_round: MakeRound) -> None:
    make_round(Stage.DRAFTED, fields={"slug": "entwurf"})
    round_ = make_round(Stage.SUBMITTED, applications=2)
    round_.draft(2)
    running, draft = sorted(as_dora.get("office/calls/").rows, key=lambda row: row["slug"])
    assert (draft["slug"], draft["phase"], draft["published_at"]) == ("entwurf", "draft", None)
    assert (running["applications_count"], running["sealed_count"]) == (3, 2)
    assert as_dora.get("office/calls/beispielrunde/").value == running


def test_reviewing_opens_and_scores_are_locked(as_dora: Caller, make_round: MakeRound) -> None:
    make_round(Stage.READY)
    answer = as_dora.post(OPEN)
    rubric = Rubric.objects.get()
    assert answer.status == 200
    assert answer.value["reviewing_opened_at"]
    assert answer.value["scores_locked_at"] is None
    assert rubric.frozen_by
    assert rubric.frozen_by.name == "Dora Beispiel"
    assert as_dora.post(LOCK).value["scores_locked_at"]


def without_jury(round_: Round) -> None:
    round_.jurors_wanted = 0
    round_.screen()
    round_.prepare_jury()


def excluded(round_: Round) -> None:
    for application in round_.applications:
        as_read.exclude(application=application, by=round_.dora, reason="Zu spät.")
    round_.prepare_jury()


def nothing(round_: Round) -> None:
    pass


def rubric_changed(_round: Round) -> None:
    Rubric.objects.update(quorum=0)  # past the services


@pytest.mark.parametrize(
    ("stage", "change", "code", "status"),
    [
        (Stage.SUBMITTED, Round.prepare_jury, "call_not_closed", 409),
        (Stage.READY, rubric_changed, "rubric_invalid", 400),
        (Stage.SCREENED, nothing, "jury_missing", 409),
        (Stage.CLOSED, Round.prepare_jury, "screening_unfinished", 409),
        (Stage.CLOSED, excluded, "nothing_admitted", 409),
        (Stage.CLOSED, without_jury, "jury_missing", 409),
        (Stage.REVIEWING, nothing, "frozen", 409),
    ],
)
def test_reviewing_opens_only_in_order(
    as_dora: Caller, make_round: MakeRound, stage: Stage, change: Act, code: str, status: int
) -> None:
    change(make_round(stage))
    with unchanged():
        answer = as_dora.post(OPEN)
    assert_problem(answer, code, status)


@pytest.mark.parametrize(
    ("stage", "code"),
    [(Stage.READY, "reviewing_closed"), (Stage.LOCKED, "scoring_closed")],
)
def test_scores_are_locked_once(
    as_dora: Caller, make_round: MakeRound, stage: Stage, code: str
) -> None:
    make_round(stage)
    with unchanged():
        answer = as_dora.post(LOCK)
    assert_problem(answer, code, 409)


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(
    rows: int,
    as_dora: Caller,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows):
        make_round(Stage.READY, fields={"slug": f"runde-{number}"}, applications=rows)
    with django_assert_num_queries(4):
        assert len(as_dora.get("office/calls/").rows) == rows
    with django_assert_num_queries(3):
        as_dora.get("office/calls/runde-0/")
