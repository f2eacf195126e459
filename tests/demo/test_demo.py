"""Starting the demo: a place that is taken is named before anything is removed."""

import socket
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from demo.management.commands.demo import Command
from tools.processes import LOCALHOST


def test_port_that_is_taken_is_named_and_the_running_demo_keeps_its_data(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    settings.RUNTIME_DIR = tmp_path
    kept = tmp_path / "demo" / "db.sqlite3"
    kept.parent.mkdir()
    kept.touch()
    with socket.create_server((LOCALHOST, 0)) as taken:
        port = str(taken.getsockname()[1])
        monkeypatch.setenv("PORT", port)
        monkeypatch.delenv("SERVE", raising=False)

        with pytest.raises(SystemExit, match=f"Port {port} ist belegt"):
            call_command(Command())

    assert kept.exists()
