"""Locks that a test holds from a connection of its own, to stop others at a chosen point."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import psycopg
from django.db import connection

from competition.locks import CALL_SPACE
from tools.processes import wait_until


@contextmanager
def held(statement: str, *values: Any) -> Iterator[threading.Event]:
    """Hold what a statement locks until the block is left, or the event that it gives is set."""
    parameters = connection.get_connection_params()
    address = {key: parameters[key] for key in ("host", "port", "user", "password", "dbname")}
    let_go, locked = threading.Event(), threading.Event()

    def hold() -> None:
        with psycopg.connect(**address) as line:
            line.execute(statement.encode(), values)
            locked.set()
            let_go.wait(60)

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        assert locked.wait(30)
        yield let_go
    finally:
        let_go.set()
        holder.join()


def call_held(call_id: int) -> AbstractContextManager[threading.Event]:
    """Hold a call exclusively, as acts do that need the closed set."""
    return held("SELECT pg_advisory_xact_lock(%s, %s)", CALL_SPACE, call_id)


def end_waiting() -> None:
    """Cut the line of every session of this database that waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )


def waiting_count() -> int:
    """How many sessions of this database wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def wait_for_waiting(count: int) -> None:
    """Return when so many sessions wait for a lock."""
    wait_until(lambda: waiting_count() >= count, seconds=30, what=f"{count} sessions waiting")
