"""A proxy between client and server that loses, delays or trickles what the server answers.

    with Line(web.port, Loss.CUT) as line:
        ...ask line.port...

The request always arrives whole: what fails is the way back.
"""

import contextlib
import select
import socket
import socketserver
import struct
import threading
import time
from enum import Enum, auto
from types import TracebackType
from typing import Self

from tools.processes import LOCALHOST

DELAY_SECONDS = 3.0
IDLE_SECONDS = 120.0


class Loss(Enum):
    """What happens to an answer."""

    NONE = auto()
    CUT = auto()
    """The line ends where the answer has begun."""
    RESET = auto()
    """The same, as a reset (RST) instead of an end."""
    DELAY = auto()
    """It comes three seconds late."""
    TRICKLE = auto()
    """It comes byte by byte, one in a second, and is cut after three of them."""


class Line:
    """The proxy, with a thread for each line; ``loss`` may be changed while it runs."""

    def __init__(self, server_port: int, loss: Loss = Loss.NONE) -> None:
        self.server_port, self.loss = server_port, loss
        line = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError):
                    line._serve(self.request)

        self._server = socketserver.ThreadingTCPServer((LOCALHOST, 0), Handler)
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _serve(self, client: socket.socket) -> None:
        """Pass on what comes from either side, until one ends or the answer is lost."""
        loss = self.loss
        with socket.create_connection((LOCALHOST, self.server_port)) as server:
            while ready := select.select([client, server], [], [], IDLE_SECONDS)[0]:
                for side in ready:
                    piece = side.recv(65536)
                    if not piece:
                        return
                    if side is client:
                        server.sendall(piece)
                    elif not _gets_through(loss, piece, client):
                        return


def _gets_through(loss: Loss, piece: bytes, client: socket.socket) -> bool:
    """Do with a piece of the answer what happens to it; whether the line goes on."""
    if loss is Loss.RESET:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    if loss is Loss.TRICKLE:
        for place in range(3):
            client.sendall(piece[place : place + 1])
            time.sleep(1)
    if loss in (Loss.CUT, Loss.RESET, Loss.TRICKLE):
        return False
    time.sleep(DELAY_SECONDS if loss is Loss.DELAY else 0)
    client.sendall(piece)
    return True
