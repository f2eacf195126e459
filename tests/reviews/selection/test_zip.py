"""The one file that is handed out: runs with Python alone, and always has the same bytes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from reviews.selection import zip as archive

CASE = Path(__file__).with_name("cases") / "c01-full-panel.json"


@pytest.fixture
def handed_out(tmp_path: Path) -> Path:
    path = tmp_path / archive.NAME
    assert archive.main([str(path)]) == 0
    return path


def run(path: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Elsewhere, without site packages and without the sources."""
    return subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", path, *arguments],
        cwd=path.parent,
        env={"PATH": os.defpath},
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_archive_decides_a_case_with_python_alone(handed_out: Path) -> None:
    done = run(handed_out, str(CASE))
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == json.loads(CASE.read_bytes())["expected"]


def test_archive_explains_in_words(handed_out: Path) -> None:
    done = run(handed_out, str(CASE), "--explain")
    assert done.returncode == 0
    assert "Genau eine Auswahl ist die beste: 99,25 Punkte." in done.stdout.decode()


def test_archive_has_the_same_bytes_each_time(handed_out: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.pyz"
    call_command("selection_zip", str(again), verbosity=0)
    assert again.read_bytes() == handed_out.read_bytes()
    assert os.access(again, os.X_OK)


def test_archive_holds_the_scoring_and_the_selection_alone() -> None:
    names = list(archive.contents())
    assert {"__main__.py", "reviews/ranking.py", "reviews/selection/__init__.py"} < set(names)
    assert all(name.startswith(("__main__", "reviews/")) for name in names)
    text = b"".join(archive.contents().values()).decode()
    assert "django" not in text.lower().replace("without django", "")


def test_path_that_cannot_be_written_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert archive.main([str(tmp_path)]) == 2
    assert archive.main([]) == 2
    assert capsys.readouterr().err.count("\n") == 2


@pytest.mark.django_db
def test_everybody_takes_the_program_away_from_the_site(handed_out: Path) -> None:
    answer = Client().get("/open-data/modellkommune-auswahl.pyz")
    assert answer.content == handed_out.read_bytes()
    assert answer["Content-Disposition"] == f'attachment; filename="{archive.NAME}"'
    again = Client().get(answer.request["PATH_INFO"], headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
