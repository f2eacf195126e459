"""Readings: noted once, by the juror alone, of what may be read."""

import pytest

from reviews.models import Reading
from reviews.services import readings
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db


def test_the_first_opening_is_noted_and_later_ones_change_nothing(make_round: MakeRound) -> None:
    made = make_round(Stage.REVIEWING)
    clara, first = made.jurors[0], made.applications[0]
    made.declare(clara)
    noted = readings.note(juror=clara, application=first, by=clara.user)
    with unchanged():
        assert readings.note(juror=clara, application=first, by=clara.user) == noted


def test_what_may_not_be_read_is_not_noted(make_round: MakeRound) -> None:
    made = make_round(Stage.REVIEWING)
    clara, first = made.jurors[0], made.applications[0]
    with refused("not_found"):
        readings.note(juror=clara, application=first, by=clara.user)
    made.declare(clara, first, answer="kinship")
    with refused("not_found"):
        readings.note(juror=clara, application=first, by=clara.user)
    with refused("not_allowed"):
        readings.note(juror=clara, application=first, by=made.dora)
    assert not Reading.objects.exists()
