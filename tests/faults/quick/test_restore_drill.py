"""The restore drill on a real database: what it relies on, and what it does not let pass."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from competition.models import Receipt
from tests.fixtures.files import FILES, attach, pdf
from tests.fixtures.rounds import QUESTIONS, MakeRound, Stage, submit
from tools.programs import ROOT
from tools.restore_drill import NOT_DONE, RELIABLE, UNRELIABLE
from tools.restoring import Database, DrillError, one_instant, tallies
from tools.services import PostgresServer


@dataclass(frozen=True)
class Drilled:
    """What one drill ended with, and what it said."""

    status: int
    told: str


def drill(address: str, *arguments: str) -> Drilled:
    """Run the drill as an operator does."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.restore_drill", *arguments],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": address,
            "ATTACHMENTS_DIR": str(settings.ATTACHMENTS_DIR),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    return Drilled(done.returncode, done.stdout + done.stderr)


def databases(server: PostgresServer) -> set[str]:
    with psycopg.connect(server.url()) as line:
        return {row[0] for row in line.execute("SELECT datname FROM pg_database")}


@pytest.fixture
def site(
    transactional_db: None, own_postgres: PostgresServer, own_store: Path, make_round: MakeRound
) -> Database:
    """A database with one receipt, whose content names an attachment in the store."""
    round_ = make_round(Stage.OPEN, questions=[*QUESTIONS, FILES])
    draft = round_.draft(2)
    attach(draft, draft.contact, pdf("Beschluss"))
    assert isinstance(submit(draft, draft.contact), Receipt)
    return Database(own_postgres.url("site"))


def test_a_whole_backup_is_relied_on_and_the_drill_leaves_nothing(
    site: Database, own_postgres: PostgresServer, tmp_path: Path
) -> None:
    before = databases(own_postgres)
    drilled = drill(site.address)
    assert drilled.status == RELIABLE, drilled.told
    assert "The backup can be relied on." in drilled.told
    assert "NOT WELL" not in drilled.told
    assert "is genuine" in drilled.told
    assert "tables came back with the same" in drilled.told
    assert databases(own_postgres) == before
    what_is_damaged_is_found(site, tmp_path)


def what_is_damaged_is_found(site: Database, folder: Path) -> None:
    """A dump of a log that was changed behind the site's back, and a store that is gone."""
    with psycopg.connect(site.address) as line:
        line.execute("UPDATE competition_auditentry SET act = act || '.' WHERE sequence = 2")
    with one_instant(site) as (_line, snapshot):
        site.dump(folder / "site.dump", snapshot)
    shutil.rmtree(settings.ATTACHMENTS_DIR)
    drilled = drill(site.address, f"--dump={folder / 'site.dump'}")
    assert drilled.status == UNRELIABLE, drilled.told
    assert "NOT WELL, not so: Every chain" in drilled.told
    assert "NOT WELL, not so: Every attachment" in drilled.told
    assert "The backup CANNOT be relied on" in drilled.told


def test_a_dump_holds_what_was_there_when_it_began(tmp_path: Path) -> None:
    with PostgresServer() as server:
        site = Database(server.create_database("site"))
        with psycopg.connect(site.address) as line:
            line.execute("CREATE TABLE letter AS SELECT number FROM generate_series(1, 3) number")
        with one_instant(site) as (line, snapshot):
            with psycopg.connect(site.address) as other:
                other.execute("INSERT INTO letter VALUES (4)")
            site.dump(tmp_path / "site.dump", snapshot)
            before = tallies(line)
        restored = site.create("restored")
        restored.restore(tmp_path / "site.dump")
        assert restored.tallies() == before
        assert (before["letter"][0], site.tallies()["letter"][0]) == (3, 4)


def test_a_restore_that_breaks_off_leaves_nothing_of_it(tmp_path: Path) -> None:
    """Tables without their constraints would pass for a database that is filled."""
    with PostgresServer() as server:
        site = Database(server.create_database("site"))
        with psycopg.connect(site.address) as line:
            line.execute("CREATE TABLE first (); CREATE TABLE second ()")
        with one_instant(site) as (_line, snapshot):
            site.dump(tmp_path / "site.dump", snapshot)
        other = site.create("other")
        with psycopg.connect(other.address) as line:
            line.execute("CREATE TABLE second ()")
        with pytest.raises(DrillError, match="pg_restore"):
            other.restore(tmp_path / "site.dump")
        assert other.tallies().keys() == {"second"}


def test_what_cannot_be_carried_out_is_no_verdict(tmp_path: Path) -> None:
    with PostgresServer() as server:
        address = server.create_database("site")
        for wish in (f"--dump={tmp_path / 'none.dump'}", "--server=postgres://127.0.0.1:1/x"):
            drilled = drill(address, wish)
            assert drilled.status == NOT_DONE
            assert "could not be carried out" in drilled.told
    with pytest.raises(DrillError, match="PostgreSQL"):
        Database("sqlite:///var/db.sqlite3")
