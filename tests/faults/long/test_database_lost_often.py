"""The database is lost again and again under people who submit, and changed under them."""

import psycopg
import pytest
from psycopg.errors import LockNotAvailable

from tests.faults.databases import cut_lines, frozen, killed, slow_commits
from tests.faults.submitting import Crowd
from tests.fixtures.rounds import MakeRound, Round, Stage
from tests.fixtures.site import Site, database_url
from tests.races.holds import held
from tools.services import PostgresServer

ADD = "ALTER TABLE competition_application ADD COLUMN probe integer NOT NULL DEFAULT 0"
DROP = "ALTER TABLE competition_application DROP COLUMN IF EXISTS probe"
AS_MIGRATE_WAITS = "-c lock_timeout=3000"
TRIES = 40


def test_x08_database_killed_five_times_and_frozen_between(
    durable_site: Site, own_postgres: PostgresServer
) -> None:
    web = durable_site.web.start()
    crowd = Crowd(Round().advance(Stage.OPEN), web.port, count=3)
    with crowd.submitting():
        for _ in range(5):
            crowd.wait_for(2)
            with killed(own_postgres):
                pass
            crowd.wait_for(2)
            with frozen(own_postgres):
                pass
    crowd.assert_whole()


def test_x09_fifty_lines_cut_in_commit(durable_site: Site, own_postgres: PostgresServer) -> None:
    slow_commits(own_postgres)
    web = durable_site.web.start()
    crowd = Crowd(Round().advance(Stage.OPEN), web.port, count=4)
    with crowd.submitting():
        for _ in range(10):
            cut_lines(crowd, committing=5, at_all=5)
    crowd.assert_whole()


def test_a_migration_under_load_waits_briefly_and_is_repeated(
    site: Site, make_round: MakeRound
) -> None:
    """Somebody reads the table for long: the change gives up, changes nothing and stops nobody for
    longer than it waits. Later it finds its moment between two submissions."""
    web = site.web.start()
    crowd = Crowd(make_round(Stage.OPEN), web.port, count=3)
    with psycopg.connect(database_url(), autocommit=True, options=AS_MIGRATE_WAITS) as line:
        try:
            with crowd.submitting():
                crowd.wait_for(2)
                with held("SELECT 1 FROM competition_application"):
                    with pytest.raises(LockNotAvailable):
                        line.execute(ADD)
                    crowd.wait_for(2)  # those behind it in the queue went on
                repeated(line)
                crowd.wait_for(2)
        finally:
            line.execute(DROP)
    crowd.assert_whole()


def repeated(line: psycopg.Connection[tuple[object, ...]]) -> None:
    """Make the change as the runbook says: again, until it found its moment."""
    for _ in range(TRIES):
        try:
            line.execute(ADD)
        except LockNotAvailable:
            continue
        return
    raise AssertionError(f"no moment in {TRIES} tries")
