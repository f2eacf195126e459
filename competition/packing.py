"""Files packed into one ZIP while it is sent: nothing of it is kept, in memory or on the disk.

Entries are stored, not compressed: PDF and pictures are compressed already. One date for all of
them, so that the same files give the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

MEDIA_TYPE = "application/zip"


class _Pieces(io.RawIOBase):
    """Where the ZIP is written to: what has been written is taken away again."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._written = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        data = bytes(piece)  # type: ignore[call-overload]  # any buffer
        self._pieces.append(data)
        self._written += len(data)
        return len(data)

    def tell(self) -> int:
        return self._written

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


class Pack:
    """A ZIP under way. Each method gives the bytes that are to be sent next; ``end`` the last."""

    def __init__(self, at: datetime) -> None:
        """``at``: the date of every entry."""
        self._date = at.astimezone(UTC).timetuple()[:6]
        self._out = _Pieces()
        self._zip = zipfile.ZipFile(self._out, "w", zipfile.ZIP_STORED)

    def add(self, name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """One file; its pieces are read as they are sent. ``name`` with ``/`` between folders."""
        entry = zipfile.ZipInfo(name, self._date)
        entry.external_attr = 0o644 << 16
        with self._zip.open(entry, "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece)
                if sent := self._out.taken():
                    yield sent
        yield self._out.taken()

    def end(self) -> bytes:
        """The directory, which closes the ZIP; without it no program opens what was cut off."""
        self._zip.close()
        return self._out.taken()
