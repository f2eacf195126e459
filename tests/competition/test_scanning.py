"""The virus scanner, against a server that speaks clamd's protocol (clamd(8), INSTREAM)."""

import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest
from django.conf import settings

from competition import scanning
from competition.errors import Refusal
from tools.processes import LOCALHOST

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    """Reads one stream at a time and answers as clamd does; remembers what it has read."""

    def __init__(self, line: socket.socket, answer: bytes | None = None) -> None:
        self.line, self.answer = line, answer
        self.read: list[bytes] = []
        self.thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self.line.listen()
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        # Closing alone would leave the thread waiting for the next connection.
        self.line.shutdown(socket.SHUT_RDWR)
        self.line.close()
        self.thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                talk, _ = self.line.accept()
            except OSError:
                return
            with talk, talk.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack(">I", stream.read(4))[0]:
                    content += stream.read(length)
                self.read.append(content)
                found = b"stream: Win.Test.EICAR_HDB-1 FOUND" if EICAR in content else b"stream: OK"
                talk.sendall((found if self.answer is None else self.answer) + b"\0")


@pytest.fixture
def clamd(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clamd]:
    line = socket.create_server((LOCALHOST, 0))
    monkeypatch.setattr(settings, "CLAMD_ADDRESS", f"{LOCALHOST}:{line.getsockname()[1]}")
    with Clamd(line) as running:
        yield running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.part"


def fate(path: Path) -> str:
    with pytest.raises(Refusal) as raised:
        scanning.scan(path)
    return raised.value.code


def test_the_whole_file_is_shown_and_passes(clamd: Clamd, path: Path) -> None:
    content = b"x" * (3 * scanning.STEP_BYTES + 1)
    path.write_bytes(content)
    scanning.scan(path)
    assert clamd.read == [content]


def test_a_found_virus_is_refused(clamd: Clamd, path: Path) -> None:
    path.write_bytes(b"x" * 100 + EICAR)
    assert fate(path) == "file_infected"


def test_clamd_by_its_socket(tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = socket.socket(socket.AF_UNIX)
    line.bind(str(tmp_path / "clamd.ctl"))
    monkeypatch.setattr(settings, "CLAMD_ADDRESS", str(tmp_path / "clamd.ctl"))
    path.write_bytes(EICAR)
    with Clamd(line):
        assert fate(path) == "file_infected"


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR", b"", b"x" * 5_000])
def test_any_other_answer_is_no_answer(clamd: Clamd, path: Path, answer: bytes) -> None:
    clamd.answer = answer
    path.write_bytes(b"x")
    assert fate(path) == "scanner_unavailable"


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.ctl", "no port", "h:port"])
def test_out_of_reach_nothing_passes(
    path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(settings, "CLAMD_ADDRESS", address)
    path.write_bytes(b"x")
    assert fate(path) == "scanner_unavailable"


def test_without_an_address_nothing_is_asked(path: Path) -> None:
    assert settings.CLAMD_ADDRESS == ""
    scanning.scan(path)
