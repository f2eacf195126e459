"""psycopg, whose connections wait no longer than the request may (``patience``)."""

from typing import Any

import psycopg
from psycopg import (
    DatabaseError,
    DataError,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
)
from psycopg.pq import TransactionStatus

from config.postgresql import patience

__all__ = [
    "DataError",
    "DatabaseError",
    "Error",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "NotSupportedError",
    "OperationalError",
    "ProgrammingError",
    "connect",
]


class Connection(psycopg.Connection[Any]):
    """One that is given up when the server does not answer in time.

    What was asked may still be done by a server that thaws: nobody was told that it was.
    """

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        limit = patience.left()
        if limit is None:
            return super().wait(gen, interval, timeout)
        if limit == 0:
            self.pgconn.finish()
            raise OperationalError("the database was silent, and is not asked again")
        try:
            return super().wait(gen, interval, limit)
        except OperationalError as error:
            if self.pgconn.transaction_status != TransactionStatus.ACTIVE:
                raise  # an answer, or the end of the line
            patience.give_up()
            self.pgconn.finish()
            raise OperationalError(f"no answer from the database within {limit:g} s") from error


def connect(**parameters: Any) -> Connection:
    """A new connection. Raises ``OperationalError`` at once where the database is known to be
    silent."""
    if patience.is_resting() or patience.left() == 0:
        raise OperationalError("the database is silent, and is not asked for a moment")
    try:
        return Connection.connect(**parameters)
    except psycopg.errors.ConnectionTimeout:
        patience.give_up()
        patience.rest()
        raise
