import os
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from competition import clock
from competition.models import Heartbeat
from competition.services.heartbeats import TOLERANCE, beat
from tools.programs import ROOT

pytestmark = pytest.mark.django_db


def told(name: str) -> tuple[int, str]:
    """The exit status, and what was said."""
    said = StringIO()
    try:
        call_command("healthy", name, stdout=said, stderr=said)
    except SystemExit as end:
        return int(end.code or 0), said.getvalue()
    return 0, said.getvalue()


def test_process_that_beat_just_now_is_healthy() -> None:
    beat("worker")
    assert told("worker") == (0, "")


def test_process_that_has_fallen_silent_is_not() -> None:
    Heartbeat.objects.create(name="worker", beat_at=clock.now() - TOLERANCE - timedelta(seconds=1))
    assert told("worker") == (1, "worker: no sign of life for 120 s\n")


def test_process_that_never_beat_is_not() -> None:
    beat("worker")
    assert told("beat") == (1, "beat: no sign of life for 120 s\n")


@pytest.mark.parametrize(
    "url", ["postgres://site@127.0.0.1:1/site", "sqlite:///{folder}/empty.sqlite3"]
)
def test_without_a_database_one_line_says_so(tmp_path: Path, url: str) -> None:
    ended = subprocess.run(
        [sys.executable, "manage.py", "healthy", "worker"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url.format(folder=tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("worker: the database cannot be asked (")
    assert ended.stderr.count("\n") == 1
    assert ended.stdout == ""
