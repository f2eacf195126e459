"""The number of the request that is being answered: in the log, in the answer, in what it nudges.

Whoever sees an error page tells this number ("Vorgangsnummer"), and the log says the rest. Kept in
a context variable, so that a log line of any module has it without being handed it.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http import HTTPStatus

HEADER = "X-Request-ID"
KEPT = "modellkommune.request_id"
"""Under this name a request's ``META`` has the number: Django logs some lines when all is over."""
SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
"""What a proxy's number may look like; it goes into log lines and pages as it is."""

_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """The number of the request, or of the request that has nudged this task; "" outside."""
    return _current.get()


def new() -> str:
    """A number that is short enough to be told on the telephone, and is given only once."""
    return secrets.token_hex(8)


def sane(given: str) -> str:
    """The number that somebody else has given, if it can be one; else a new one."""
    return given if SANE.fullmatch(given) else new()


def of_fault(status: int) -> str:
    """The number, where an answer of this status tells of a fault of ours; else "".

    Other refusals say what to do, and say the same to everybody: no number stands in them.
    """
    return current() if status >= HTTPStatus.INTERNAL_SERVER_ERROR else ""


@contextmanager
def named(number: str) -> Iterator[str]:
    """Whatever happens in the block happens for the request of this number."""
    token = _current.set(number)
    try:
        yield number
    finally:
        _current.reset(token)
