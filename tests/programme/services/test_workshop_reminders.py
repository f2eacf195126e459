"""Whoever has not answered is reminded of a workshop a week before it, once."""

from datetime import timedelta

import pytest

from competition.models import Notice
from programme.services import workshop_reminders, workshops
from tests.fixtures.programmes import MakeYears
from tests.fixtures.refusals import unchanged
from tests.fixtures.workshops import STARTS_AT, announced, planned, say

pytestmark = pytest.mark.django_db


def test_the_silent_are_reminded_once(make_years: MakeYears) -> None:
    years = make_years()
    announced(years)
    planned(years)
    say(years, 2)
    assert workshop_reminders.remind() == 0
    years.round.at(STARTS_AT - timedelta(days=7))
    assert workshop_reminders.remind() == 1
    with unchanged():
        assert workshop_reminders.remind() == 0
    assert Notice.objects.get(kind="workshop_reminder").recipient == years.boris


def test_nobody_is_reminded_of_what_is_called_off_or_has_begun(make_years: MakeYears) -> None:
    years = make_years()
    gone = announced(years)
    workshops.cancel(workshop=gone, by=years.dora, reason="Krank.")
    announced(years)
    years.round.at(STARTS_AT)
    assert workshop_reminders.remind() == 0
