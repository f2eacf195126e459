"""What may be known of a round's awards: at one instant nothing of a change, at the next all."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from competition import outcomes
from competition.models import Application
from competition.outcomes import Outcome, Result
from tests.fixtures.amendments import AMENDED_AT, amended, corrected, declined, succeeded
from tests.fixtures.rounds import MICROSECOND, PUBLIC_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def announced(make_round: MakeRound) -> Round:
    return make_round(Stage.ANNOUNCED)


def at(round_: Round, instant: datetime) -> Outcome:
    """The outcome at an instant of the round's clock."""
    return outcomes.of(round_.call, instant - round_.call.clock_shift)


def places(found: Outcome) -> list[Application | None]:
    return [award.application for award in found.awards]


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.CONFIRMED])
def test_before_the_announcement_there_is_none(make_round: MakeRound, stage: Stage) -> None:
    round_ = make_round(stage)

    assert at(round_, PUBLIC_AT - MICROSECOND) == Outcome([], [], [], [])


def test_announcement_has_one_version(announced: Round) -> None:
    found = at(announced, PUBLIC_AT)

    assert [(each.number, each.public_at) for each in found.versions] == [(1, PUBLIC_AT)]
    assert (found.changes, found.former, found.total_cents) == ([], [], 100_000_00)


def test_correction_is_whole_from_its_instant_and_nothing_before(announced: Round) -> None:
    first, second, third = announced.applications
    before = at(announced, AMENDED_AT - MICROSECOND)
    amendment = corrected(announced)

    assert at(announced, AMENDED_AT - MICROSECOND) == before

    found = at(announced, AMENDED_AT)
    assert places(found) == [third, second]
    assert [award.application for award in found.former] == [first]
    [change] = found.changes
    assert (change.at, change.amendment) == (AMENDED_AT, amendment)
    assert [award.application for award in change.granted] == [third]
    assert [award.application for award in change.ended] == [first]
    assert [each.number for each in found.versions] == [1, 2]
    assert found.in_force == change.document == found.version(2)
    assert found.total_cents == 100_000_00


def test_declined_award_is_told_at_once_and_its_place_stays_free(announced: Round) -> None:
    award = declined(announced)
    assert award.declined_at

    found = at(announced, award.declined_at)

    assert places(found) == [announced.applications[1]]
    assert [(change.at, change.declined) for change in found.changes] == [
        (award.declined_at, award)
    ]
    assert found.total_cents == 50_000_00
    assert found.ended == {announced.applications[0].public_id: "hat auf die Förderung verzichtet"}


def test_changes_are_told_in_their_order(announced: Round) -> None:
    succeeded(announced)

    found = at(announced, AMENDED_AT)

    assert [bool(change.declined) for change in found.changes] == [True, False]


def test_who_moved_up_and_lost_it_again_is_told_of_twice(announced: Round) -> None:
    succeeded(announced)
    later = AMENDED_AT + timedelta(days=1)
    amended(announced, ends=[2], public_at=later)

    granted, ended = at(announced, later).changes[1:]

    assert [award.application for award in granted.granted] == [announced.applications[2]]
    assert [award.application for award in ended.ended] == [announced.applications[2]]
    assert [each.number for each in at(announced, later).versions] == [1, 2, 3]


def test_who_has_an_award_again_is_not_told_as_ended(announced: Round) -> None:
    amended(announced, ends=[0])
    later = AMENDED_AT + timedelta(days=1)
    amended(announced, grants=[0], public_at=later)

    assert at(announced, later).ended == {}
    results = outcomes.results_of(announced.applications, later - announced.call.clock_shift)
    assert results == {each.pk: Result.AWARDED for each in announced.applications[:2]}


def test_results_follow_the_instants(announced: Round) -> None:
    first, second, third = announced.applications
    corrected(announced)

    def results(instant: datetime) -> dict[int, Result]:
        return outcomes.results_of(announced.applications, instant - announced.call.clock_shift)

    assert results(PUBLIC_AT - MICROSECOND) == {}
    awarded = {first.pk: Result.AWARDED, second.pk: Result.AWARDED}
    assert results(AMENDED_AT - MICROSECOND) == awarded
    assert results(AMENDED_AT) == {
        first.pk: Result.REVOKED,
        second.pk: Result.AWARDED,
        third.pk: Result.AWARDED,
    }


def test_award_of_an_application_is_the_one_that_may_be_known(announced: Round) -> None:
    first, _, third = announced.applications
    corrected(announced)
    before = AMENDED_AT - MICROSECOND - announced.call.clock_shift
    after = AMENDED_AT - announced.call.clock_shift

    assert outcomes.award_of(third, before) is None
    for application, instant in ((first, before), (first, after), (third, after)):
        award = outcomes.award_of(application, instant)
        assert award
        assert award.application == application


def test_office_counts_free_places_by_what_is_decided(announced: Round) -> None:
    assert outcomes.places_of(announced.call).free == 0
    declined(announced)
    assert outcomes.places_of(announced.call) == outcomes.Places(free=1, declined=1)
    amended(announced, grants=[2])
    assert outcomes.places_of(announced.call) == outcomes.Places(free=0, declined=1)


def test_places_are_not_free_before_anything_is_granted(make_round: MakeRound) -> None:
    call = make_round(Stage.SCREENED).call

    assert outcomes.places_of(call) == outcomes.Places(free=0, declined=0)


@pytest.mark.parametrize("count", [1, 3])
def test_outcome_takes_three_queries(
    make_round: MakeRound, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fields = {"places_count": count, "budget_cents": count * 50_000_00}
    round_ = make_round(Stage.ANNOUNCED, applications=count + 1, fields=fields)
    for number in range(count):
        declined(round_, number)
    instant = AMENDED_AT - round_.call.clock_shift

    with django_assert_num_queries(3):
        found = outcomes.of(round_.call, instant)
        assert len(found.ended) == count
        assert [change.declined.municipality.name for change in found.changes if change.declined]
    with django_assert_num_queries(1):
        outcomes.results_of(round_.applications, instant)
