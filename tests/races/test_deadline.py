import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError

from competition import clock
from competition.errors import Refusal
from competition.models import (
    Application,
    ApplicationVersion,
    Attempt,
    Notice,
    Receipt,
)
from competition.models.application import ApplicationState
from tests.fixtures.rounds import DEADLINE_AT, Round, submit
from tests.races.hands import at_once, refusals, successes
from tests.races.holds import call_held

OFFERS = 200
HALF = timedelta(seconds=3)
"""So long before the deadline the first submission is offered, and so long after it the last."""


@pytest.fixture
def drafts(open_round: Round) -> list[Application]:
    """Complete drafts of as many municipalities; one person signs for all."""
    return [open_round.draft(number) for number in range(2, OFFERS + 2)]


def offering(application: Application, at: float) -> Callable[[], Receipt | OperationalError]:
    """A submission that comes in at an instant of the machine's own clock."""

    def offer() -> Receipt | OperationalError:
        time.sleep(max(0, at - time.monotonic()))
        try:
            return submit(application, application.contact)
        except OperationalError as error:
            return error

    return offer


def test_200_submissions_across_the_deadline_are_in_or_out_though_the_call_is_held(
    open_round: Round, drafts: list[Application]
) -> None:
    open_round.at(DEADLINE_AT - HALF)
    begin = time.monotonic()
    pace = 2 * HALF.total_seconds() / OFFERS
    offers = [offering(each, begin + pace * number) for number, each in enumerate(drafts)]
    window: list[datetime] = []
    acts: list[Callable[[], object]] = [lambda: hold_across_the_deadline(open_round, window)]
    outcomes = at_once([*acts, *offers])[1:]

    sealed = dict(ApplicationVersion.objects.values_list("application_id", "received_at"))
    logged = dict(Attempt.objects.values_list("application_id", "code"))
    assert sealed.keys() | logged.keys() == {each.pk for each in drafts}
    assert len(sealed) + Attempt.objects.count() == OFFERS  # nobody is both, nobody twice
    assert max(sealed.values()) < DEADLINE_AT
    late = Attempt.objects.filter(code="deadline_passed")
    assert min(late.values_list("received_at", flat=True)) >= DEADLINE_AT
    assert set(logged.values()) <= {"deadline_passed", "busy"}
    assert refusals(outcomes) == ["deadline_passed"] * late.count()
    assert len([each for each in outcomes if isinstance(each, Receipt)]) == len(sealed)
    letters = Notice.objects.filter(kind="receipt").values_list("application_id", flat=True)
    assert sorted(letters) == sorted(sealed)
    # Who arrived in time and had to wait until after the deadline counts.
    assert ApplicationVersion.objects.filter(sealed_at__gte=DEADLINE_AT).exists()
    assert not ApplicationVersion.objects.filter(sealed_at__range=window).exists()


def hold_across_the_deadline(round_: Round, window: list[datetime]) -> None:
    """Hold the call from a second before its deadline until a moment after it, and say when.

    Not as long as a submission waits for a lock, so that those who arrived in time come in.
    """
    until(round_, DEADLINE_AT - timedelta(seconds=1))
    with call_held(round_.call.pk):
        window.append(clock.now(round_.call))
        until(round_, DEADLINE_AT + timedelta(seconds=0.3))
        window.append(clock.now(round_.call))


def until(round_: Round, instant: datetime) -> None:
    while (left := instant - clock.now(round_.call)) > timedelta(0):
        time.sleep(left.total_seconds())


def test_who_waits_too_long_for_the_lock_is_on_record_and_may_try_again(
    open_round: Round, drafts_of_five: list[Application]
) -> None:
    before = clock.now(open_round.call)
    with call_held(open_round.call.pk):
        outcomes = at_once([offering(each, 0) for each in drafts_of_five])
        during = clock.now(open_round.call)
    assert [type(each) for each in outcomes] == [OperationalError] * 5
    assert not ApplicationVersion.objects.exists()
    assert set(Attempt.objects.values_list("code", flat=True)) == {"busy"}
    for attempt in Attempt.objects.all():
        assert before <= attempt.received_at < during
        assert attempt.content_digest
    assert len(successes(at_once([offering(each, 0) for each in drafts_of_five]))) == 5
    assert ApplicationVersion.objects.count() == 5


@pytest.fixture
def drafts_of_five(open_round: Round) -> list[Application]:
    return [open_round.draft(number) for number in range(2, 7)]


def test_the_very_instant_of_the_deadline_is_late_for_all(
    open_round: Round, drafts_of_five: list[Application]
) -> None:
    open_round.at(DEADLINE_AT - timedelta(hours=1))

    def arriving(application: Application, at: datetime) -> Callable[[], Receipt]:
        return lambda: submit(application, application.contact, at=at)

    on_time, late = drafts_of_five[:2], drafts_of_five[2:]
    last = DEADLINE_AT - timedelta(microseconds=1)
    outcomes = at_once(
        [arriving(each, last) for each in on_time] + [arriving(each, DEADLINE_AT) for each in late]
    )
    assert [isinstance(each, Refusal) for each in outcomes] == [False] * 2 + [True] * 3
    states = Application.objects.filter(state=ApplicationState.SUBMITTED)
    assert set(states.values_list("pk", flat=True)) == {each.pk for each in on_time}
