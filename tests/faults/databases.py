"""Taking the database away from a site and giving it back."""

import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, LiteralString

import psycopg
from django.db import connection
from psycopg import sql

from tests.faults.submitting import Crowd
from tests.fixtures.site import database_url
from tools.processes import children_of, wait_until
from tools.services import PostgresServer

COMMITTING = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
AND query = 'COMMIT' AND state = 'active'
"""
ANY_ACT = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
AND xact_start IS NOT NULL AND state <> 'idle'
"""
SLOW_COMMITS = {"commit_delay": "50000", "commit_siblings": "0"}
"""A commit waits 50 ms (in microseconds) between its record and the disk; without it, a line is
hardly ever seen there."""


@contextmanager
def killed(server: PostgresServer) -> Iterator[None]:
    """While the block runs the database is dead: its processes ended in the middle of whatever
    they did. After it, it is up again with what was committed."""
    server.kill9()
    try:
        yield
    finally:
        server.start()
        connection.close()  # the test's own line died, too


@contextmanager
def frozen(server: PostgresServer) -> Iterator[None]:
    """While the block runs the database is there, takes connections and answers nothing.

    Its sessions are processes with groups of their own, so each is stopped by itself; the one
    first that would make more of them.
    """
    server.freeze()
    sessions = children_of(server.pid)
    _signal(sessions, signal.SIGSTOP)
    try:
        yield
    finally:
        _signal(sessions, signal.SIGCONT)
        server.thaw()


def _signal(processes: Iterable[int], number: signal.Signals) -> None:
    for pid in processes:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def slow_commits(server: PostgresServer) -> None:
    """Let every commit of sessions that begin after this take long enough to be cut in it."""
    for name, value in SLOW_COMMITS.items():
        setting = sql.SQL("ALTER DATABASE site SET {} = {}")
        server.execute(setting.format(sql.Identifier(name), sql.Literal(value)))


def cut_lines(crowd: Crowd, *, committing: int, at_all: int) -> None:
    """End so many of the sessions that are in a ``COMMIT`` at this very moment, and so many that
    are anywhere in a transaction; the site's own, while the crowd submits."""
    with psycopg.connect(database_url(), autocommit=True) as line:
        _cut(line, COMMITTING, committing)
        crowd.wait_for(1)
        _cut(line, ANY_ACT, at_all)
        crowd.wait_for(1)


def _cut(line: psycopg.Connection[Any], statement: LiteralString, wanted: int) -> None:
    ended = 0

    def some_are_cut() -> bool:
        nonlocal ended
        row = line.execute(statement).fetchone()
        ended += row[0] if row else 0
        return ended >= wanted

    wait_until(some_are_cut, seconds=180, what=f"{wanted} lines cut")
