"""Signs of life."""

from datetime import timedelta

import pytest

from competition import clock
from competition.models import Heartbeat
from competition.services import heartbeats

pytestmark = pytest.mark.django_db


def test_process_is_alive_after_its_beat() -> None:
    heartbeats.beat("worker")

    assert heartbeats.is_alive("worker")
    assert not heartbeats.is_alive("beat")


def test_process_beats_in_one_row() -> None:
    heartbeats.beat("worker")
    first = Heartbeat.objects.get().beat_at
    heartbeats.beat("worker")

    assert Heartbeat.objects.get().beat_at >= first


@pytest.mark.parametrize(("seconds", "alive"), [(110, True), (121, False)])
def test_process_is_dead_after_two_minutes_of_silence(seconds: int, alive: bool) -> None:
    Heartbeat.objects.create(name="worker", beat_at=clock.now() - timedelta(seconds=seconds))

    assert heartbeats.is_alive("worker") is alive


def test_a_name_is_taken_by_one_until_it_rests_or_falls_silent() -> None:
    assert heartbeats.take("letters 1")
    assert not heartbeats.take("letters 1")
    assert heartbeats.take("letters 2")

    heartbeats.rest("letters 1")
    assert heartbeats.take("letters 1")

    Heartbeat.objects.update(beat_at=clock.now() - heartbeats.TOLERANCE - timedelta(seconds=1))
    assert heartbeats.take("letters 1")
    assert not heartbeats.take("letters 1")
