"""The body of a request: it is there as long as announced, or the request is none."""

from collections.abc import Mapping
from typing import Any, Self

from competition.uploads import BrokenOff


class Whole:
    """A WSGI server's ``wsgi.input`` that says when it ends too soon.

    Neither the server nor Django compares what came with what was announced: half a form would
    count as one, and whoever holds its end back could decide after a deadline whether it does.
    """

    def __init__(self, stream: Any, announced: int) -> None:
        self.stream = stream
        self.left = announced

    @classmethod
    def of(cls, environ: Mapping[str, Any]) -> Self:
        """Without a length that can be read nothing is announced, and Django reads nothing."""
        announced = str(environ.get("CONTENT_LENGTH") or "")
        length = int(announced) if announced.isascii() and announced.isdigit() else 0
        return cls(environ["wsgi.input"], length)

    def read(self, size: int = -1) -> bytes:
        """The next bytes, fewer only at the announced end. Raises ``BrokenOff``."""
        wanted = self.left if size < 0 else min(size, self.left)
        data: bytes = self.stream.read(wanted)
        self.left -= len(data)
        if len(data) < wanted:
            raise BrokenOff
        return data

    def readline(self, size: int = -1) -> bytes:
        """The next line, never beyond the announced end. Raises ``BrokenOff``."""
        wanted = self.left if size < 0 else min(size, self.left)
        line: bytes = self.stream.readline(wanted)
        self.left -= len(line)
        if len(line) < wanted and not line.endswith(b"\n"):
            raise BrokenOff
        return line
