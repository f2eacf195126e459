from pathlib import Path

import pytest

from tools import programs


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def program(folder: Path, name: str) -> Path:
    made = folder / name
    made.write_text("#!/bin/sh\n")
    made.chmod(0o755)
    return made


def test_a_postgres_on_the_path_comes_first(path: Path) -> None:
    program(path, "postgres")
    program(path, "initdb")
    assert programs.system_postgres() == path


def test_a_file_on_the_path_is_no_folder_of_programs(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{program(path, 'postgres')}:{path}")
    program(path, "initdb")
    assert programs.system_postgres() == path


@pytest.mark.parametrize("name", ["redis-server", "valkey-server"])
def test_redis_and_valkey_both_serve(path: Path, name: str) -> None:
    assert programs.system_redis() is None
    installed = program(path, name)
    assert programs.system_redis() == installed


@pytest.mark.parametrize("name", programs.CHROMIUM_NAMES)
def test_chromium_is_found_by_any_of_its_names(path: Path, name: str) -> None:
    assert program(path, name) == programs.chromium()
