"""Awards: all of them or none, never more than the places and the money there are."""

from datetime import timedelta

import pytest

from competition.models import Award, Municipality, User
from competition.services import awards, calls
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import DEADLINE_AT, PUBLIC_AT, MakeRound, Round, Stage, call_fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.SCREENED, applications=3)


def test_grant_gives_each_the_amount_of_the_call(round_: Round, emil: User) -> None:
    first, second, _ = round_.applications

    awards.grant(call=round_.call, applications=[first, second], by=emil)

    granted = Award.objects.order_by("municipality__ags")
    assert [(a.application, a.title, a.amount_cents, a.granted_by) for a in granted] == [
        (first, "Vorhaben 1", 50_000_00, emil),
        (second, "Vorhaben 2", 50_000_00, emil),
    ]


def test_grant_of_more_than_the_places_is_refused_as_a_whole(round_: Round, emil: User) -> None:
    with refused("no_places_left") as caught:
        awards.grant(call=round_.call, applications=round_.applications, by=emil)
    assert caught.details == {"places": 2}


def test_grant_in_steps_ends_with_the_places(round_: Round, emil: User) -> None:
    first, second, third = round_.applications
    for application in (first, second):
        awards.grant(call=round_.call, applications=[application], by=emil)

    with refused("no_places_left"):
        awards.grant(call=round_.call, applications=[third], by=emil)


def test_grant_over_the_budget_is_refused(round_: Round, emil: User) -> None:
    first, second = round_.applications[:2]
    awards.grant(call=round_.call, applications=[first], by=emil)
    Award.objects.update(amount_cents=50_000_01)

    with refused("budget_exceeded"):
        awards.grant(call=round_.call, applications=[second], by=emil)


def test_grant_to_what_is_not_admitted_is_refused(make_round: MakeRound, emil: User) -> None:
    round_ = make_round(Stage.CLOSED, applications=1)

    with refused("unknown_move"):
        awards.grant(call=round_.call, applications=round_.applications, by=emil)


def test_grant_twice_to_the_same_is_refused(round_: Round, emil: User) -> None:
    awards.grant(call=round_.call, applications=round_.applications[:1], by=emil)

    with refused("unknown_move"):
        awards.grant(call=round_.call, applications=round_.applications[:1], by=emil)


def test_digest_covers_who_gets_what(round_: Round, emil: User) -> None:
    nothing = awards.digest_of(round_.call)
    awards.grant(call=round_.call, applications=round_.applications[:1], by=emil)
    one = awards.digest_of(round_.call)
    awards.grant(call=round_.call, applications=round_.applications[1:2], by=emil)

    assert len({nothing, one, awards.digest_of(round_.call)}) == 3
    assert awards.digest_of(round_.call) == awards.digest_of(round_.call)


@pytest.mark.parametrize(
    ("stage", "shift", "count"),
    [
        (Stage.DECIDED, timedelta(days=3650), 0),
        (Stage.PREPARED, timedelta(days=3650), 0),
        (Stage.CONFIRMED, -timedelta(microseconds=1), 0),
        (Stage.CONFIRMED, timedelta(0), 2),
        (Stage.CONFIRMED, timedelta(microseconds=1), 2),
    ],
)
def test_awards_are_public_from_the_instant_of_a_confirmed_announcement(
    make_round: MakeRound, stage: Stage, shift: timedelta, count: int
) -> None:
    round_ = make_round(stage)
    real_instant = PUBLIC_AT - round_.call.clock_shift  # the example's clock is shifted

    assert Award.objects.count() == 2
    assert Award.objects.public(real_instant + shift).count() == count


def test_awards_of_each_round_become_public_by_its_own_clock(make_round: MakeRound) -> None:
    first = make_round(Stage.CONFIRMED)
    second = make_round(Stage.CONFIRMED, fields={"slug": "zweite"})
    second.at(DEADLINE_AT + timedelta(days=90))

    at = PUBLIC_AT - first.call.clock_shift - timedelta(microseconds=1)
    assert {award.call for award in Award.objects.public(at)} == {second.call}


def test_declined_award_is_not_public(make_round: MakeRound, emil: User) -> None:
    round_ = make_round(Stage.ANNOUNCED)
    Award.objects.filter(application=round_.applications[0]).update(
        state="declined", declined_at=PUBLIC_AT, declined_by=emil
    )

    public = Award.objects.public(PUBLIC_AT - round_.call.clock_shift)
    assert [award.application for award in public] == [round_.applications[1]]


def test_award_of_an_unpublished_archive_is_not_public(own_town: Municipality) -> None:
    calls.archive(
        fields=call_fields(slug="archiv", is_synthetic=False),
        awards=[{"ags": own_town.ags, "title": "Offen", "amount_cents": 1}],
        granted_at=PUBLIC_AT,
    )

    assert list(Award.objects.public(PUBLIC_AT + timedelta(days=3650))) == []
