"""A virus scanner before anything is kept, where the operator has one (``CLAMD_ADDRESS``).

clamd's own protocol (clamd(8), INSTREAM): the file in pieces with their lengths, then one line of
answer. Fails closed: what cannot be looked at is not kept. Without an address nothing is scanned,
and ``check --deploy`` says so.
"""

import logging
import socket
import struct
from pathlib import Path

from django.conf import settings

from competition.errors import Refusal

logger = logging.getLogger(__name__)

SECONDS = 30
STEP_BYTES = 65_536
MAX_ANSWER_BYTES = 1_000


def scan(path: Path) -> None:
    """Raise ``file_infected``, or ``scanner_unavailable`` where there is no clear answer."""
    if not settings.CLAMD_ADDRESS:
        return
    try:
        answer = _asked(path)
    except (OSError, ValueError) as error:
        logger.exception("clamd is out of reach")
        raise Refusal("scanner_unavailable", field="file") from error
    if answer == b"stream: OK":
        return
    if answer.endswith(b" FOUND"):
        logger.warning("clamd found %s", answer.decode("ascii", "backslashreplace"))
        raise Refusal("file_infected", field="file")
    logger.error("clamd answers %s", answer.decode("ascii", "backslashreplace"))
    raise Refusal("scanner_unavailable", field="file")


def _asked(path: Path) -> bytes:
    with _connected() as line, path.open("rb") as file:
        line.sendall(b"zINSTREAM\0")
        while piece := file.read(STEP_BYTES):
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < MAX_ANSWER_BYTES:
            piece = line.recv(MAX_ANSWER_BYTES)
            if not piece:
                break
            answer += piece
    return answer.rstrip(b"\0\n")


def _connected() -> socket.socket:
    address: str = settings.CLAMD_ADDRESS
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
