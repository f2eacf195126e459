"""The tables are made anew as soon as anything that they depend on is another."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from competition.models import User
from tests.fixtures import tables

ONE, OTHER = (f"file:tables-{each}?mode=memory&cache=shared" for each in ("one", "other"))


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(tables, "FOLDER", tmp_path / "kept")
    return tmp_path


def run(name: str, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(name, uri=True)) as line, line:
        return line.execute(statement).fetchall()


def test_what_one_process_has_made_the_next_finds() -> None:
    with tables.put_back_in_memory(ONE):
        run(ONE, "CREATE TABLE place AS SELECT 'Musterau' AS name")
    with tables.put_back_in_memory(OTHER):
        assert run(OTHER, "SELECT name FROM place") == [("Musterau",)]


def test_what_failed_half_way_is_not_kept() -> None:
    def fail() -> None:
        with tables.put_back_in_memory(ONE):
            run(ONE, "CREATE TABLE place (name)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with tables.put_back_in_memory(OTHER):
        assert run(OTHER, "SELECT name FROM sqlite_master") == []


def test_another_word_in_a_migration_is_another_name(
    monkeypatch: pytest.MonkeyPatch, own_folder: Path
) -> None:
    file = own_folder / "0001_initial.py"
    monkeypatch.setattr(tables, "migration_files", lambda: [file])
    file.write_text("operations = []")
    before = tables.digest("1")
    assert tables.digest("1") == before
    file.write_text("operations = [1]")
    assert tables.digest("1") != before


def test_another_column_or_version_is_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables.digest("1")
    assert tables.digest("2") != before
    monkeypatch.setattr(User._meta.get_field("email"), "max_length", 7)
    assert tables.digest("1") != before


def test_the_migrations_of_every_app_are_asked() -> None:
    names = {file.parent.parent.name for file in tables.migration_files()}
    assert names >= {"api", "competition", "programme", "reviews", "auth", "account", "mfa"}
