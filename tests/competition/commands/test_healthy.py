from datetime import timedelta

import pytest
from django.core.management import call_command

from competition import clock
from competition.models import Heartbeat
from competition.services.heartbeats import TOLERANCE, beat

pytestmark = pytest.mark.django_db


def exit_status(name: str) -> int:
    try:
        call_command("healthy", name)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_process_that_beat_just_now_is_healthy() -> None:
    beat("worker")
    assert exit_status("worker") == 0


def test_process_that_has_fallen_silent_is_not() -> None:
    Heartbeat.objects.create(name="worker", beat_at=clock.now() - TOLERANCE - timedelta(seconds=1))
    assert exit_status("worker") == 1


def test_process_that_never_beat_is_not() -> None:
    beat("worker")
    assert exit_status("beat") == 1
