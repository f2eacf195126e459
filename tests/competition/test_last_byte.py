"""How long the last byte lies here: only where the kernel is known to count in milliseconds."""

import socket
import sys
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from competition import last_byte


@pytest.fixture
def line() -> Iterator[socket.socket]:
    """A line on which a byte came some time ago."""
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as sender,
    ):
        taken, _ = server.accept()
        with taken:
            sender.sendall(b"x")
            time.sleep(0.1)
            yield taken


def test_a_wait_is_never_told_too_long(line: socket.socket) -> None:
    found = last_byte.age({"gunicorn.socket": line})
    assert timedelta(milliseconds=50) < found < timedelta(seconds=5)


def test_another_system_is_not_asked(line: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    """FreeBSD has the same field at the same place, in microseconds."""
    monkeypatch.setattr(sys, "platform", "freebsd14")
    assert last_byte.age({"gunicorn.socket": line}) == timedelta()


def test_no_line_of_tcp_tells_nothing() -> None:
    one, other = socket.socketpair()
    with one, other:
        assert last_byte.age({"gunicorn.socket": one}) == timedelta()
    assert last_byte.age({}) == timedelta()
