"""The full panel: every juror reads everything that was admitted."""

import pytest

from competition import clock
from reviews.models import Assignment
from reviews.services import assignments
from tests.fixtures import as_read
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db


def test_everybody_is_assigned_everything_admitted(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CLOSED, applications=3, jurors=2)
    as_read.exclude(application=round_.applications[2], by=round_.dora, reason="Zu spät")
    round_.advance(Stage.REVIEWING)

    pairs = set(Assignment.objects.values_list("jury_member", "application"))
    assert pairs == {
        (juror.pk, application.pk)
        for juror in round_.jurors
        for application in round_.applications[:2]
    }


def test_conflicted_pair_gets_a_row_too(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCREENED, applications=2, jurors=1)
    round_.prepare_jury()
    juror = round_.seat("Clara", is_chair=True, municipality=round_.applications[0].municipality)
    round_.open_reviewing()

    assert juror.conflicts.count() == 1
    assert juror.assignments.count() == 2


def test_assigning_again_adds_nothing(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)

    with unchanged():
        assignments.assign_panels(call=round_.call, at=clock.now())


def test_other_rounds_are_left_alone(make_round: MakeRound) -> None:
    first = make_round(Stage.REVIEWING)
    second = make_round(Stage.REVIEWING, fields={"slug": "zweite"}, applications=1, jurors=1)

    assert Assignment.objects.filter(jury_member__call=second.call).count() == 1
    assert Assignment.objects.filter(application__call=first.call).count() == 6
