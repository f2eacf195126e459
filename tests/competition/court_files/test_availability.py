"""Whether the site was there while one could apply, on file."""

import json
from datetime import timedelta

import pytest

from competition.availability.timeline import MINUTE, minute_of
from competition.models import AvailabilityMinute
from tests.fixtures.court_files import made
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db


def test_p11_outages_until_the_deadline_are_on_file(make_round: MakeRound) -> None:
    closed = make_round(Stage.CLOSED)
    call = closed.call
    first = minute_of(call.deadline_at - call.clock_shift) - 10 * MINUTE
    for number, told in {0: {}, 1: {"answered": False, "fault": "timeout"}, 4: {}, 9: {}}.items():
        minute = first + number * MINUTE
        kept = {"asked_at": minute, "answered": True, **told}
        AvailabilityMinute.objects.create(minute=minute, **kept)
    later = first + timedelta(hours=2)
    AvailabilityMinute.objects.create(minute=later, asked_at=later, answered=False)

    file = made(closed.applications[0], closed.dora)

    assert "Verfügbarkeit der Website" in file.index
    assert "keine Antwort innerhalb der Wartezeit" in " ".join(file.index.split())
    rows = json.loads(file.named("-stoerungen.json")[0])
    assert [(row["kind"], row["minutes"]) for row in rows][:3] == [
        ("unanswered", 1),
        ("unrecorded", 2),
        ("unrecorded", 4),
    ]


def test_without_a_record_the_file_says_so(make_round: MakeRound) -> None:
    closed = make_round(Stage.CLOSED)
    index = " ".join(made(closed.applications[0], closed.dora).index.split())
    assert "gibt es keine Aufzeichnung." in index
