"""The private store of attachments: each file under its SHA-256, outside of everything served.

A file is written to the antechamber, reaches the disk, and is then moved to its place in one step:
it is there whole or not at all, also after a crash or on a full disk. Its own name plays no part.
"""

import errno
import hashlib
import logging
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from competition.errors import Refusal

logger = logging.getLogger(__name__)

DIGEST = re.compile(r"[0-9a-f]{64}")
MEGABYTE = 2**20
ANTECHAMBER = "incoming"
ASIDE = "removed"
TORSO_SECONDS = 24 * 60 * 60
"""What lies in the antechamber for longer belongs to a process that is no more."""
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Incoming:
    """A file on its way in: counted and hashed as it is written.

    ``name`` is what the sender calls it. Raises ``file_too_large`` beyond ``limit`` bytes and
    ``storage_full`` where the disk takes no more.
    """

    def __init__(self, path: Path, limit: int) -> None:
        self.path = path
        self.limit = limit
        self.name: str | None = None
        self.size = 0
        self.is_finished = False
        self._digest = hashlib.sha256()
        self._file: BinaryIO = path.open("xb")

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def write(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > self.limit:
            raise Refusal("file_too_large", field="file", limit=self.limit // MEGABYTE)
        self._digest.update(piece)
        with _told():
            self._file.write(piece)

    def finish(self) -> None:
        """Make sure that every byte has reached the disk."""
        with _told():
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        self.is_finished = True

    def discard(self) -> None:
        """Leave nothing behind, unless it was kept."""
        with suppress(OSError):  # what could not be written on closing is not wanted any more
            self._file.close()
        self.path.unlink(missing_ok=True)


@contextmanager
def receiving() -> Iterator[Incoming]:
    """A place in the antechamber; when the block is left, what was not kept is gone."""
    with _told():
        folder = _folder(ANTECHAMBER)
        incoming = Incoming(folder / f"{secrets.token_hex(16)}.part", settings.ATTACHMENT_MAX_BYTES)
    try:
        yield incoming
    finally:
        incoming.discard()


def keep(incoming: Incoming) -> None:
    """Move a finished file to its place. One that is there already holds the same bytes."""
    with _told():
        place = path_of(incoming.sha256)
        _folder(place.parent.name)
        incoming.path.chmod(0o400)
        incoming.path.replace(place)
        _sync(place.parent)
        _sync(place.parent.parent)


def path_of(sha256: str) -> Path:
    """Where a file lies. Raises ``not_found`` for what is no digest."""
    if not DIGEST.fullmatch(sha256):
        raise Refusal("not_found")
    return Path(settings.ATTACHMENTS_DIR) / sha256[:2] / sha256


def digests() -> Iterator[str]:
    """The digests of all files in the store."""
    root = Path(settings.ATTACHMENTS_DIR)
    for path in sorted(root.glob("??/*")):
        if DIGEST.fullmatch(path.name):
            yield path.name


def is_whole(sha256: str) -> bool:
    """Whether the bytes on the disk are still those that were received."""
    with path_of(sha256).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256


def age_seconds(path: Path) -> float:
    """How long ago a file was last put there, by this machine's clock."""
    return time.time() - path.stat().st_mtime


def torsos() -> list[Path]:
    """What broken uploads have left in the antechamber: older than any upload lasts."""
    folder = Path(settings.ATTACHMENTS_DIR) / ANTECHAMBER
    found = []
    for path in sorted(folder.glob("*.part")):
        with suppress(FileNotFoundError):  # kept or given up meanwhile
            if age_seconds(path) > TORSO_SECONDS:
                found.append(path)
    return found


def remove(sha256: str, *, seconds: float) -> bool:
    """Remove a file that nobody names and that was put there more than ``seconds`` ago.

    It is moved aside first and looked at again: whoever has put it there meanwhile keeps it.
    """
    place = path_of(sha256)
    aside = _folder(ASIDE) / sha256
    place.replace(aside)
    if age_seconds(aside) <= seconds:
        aside.replace(place)
        return False
    aside.unlink()
    return True


def _folder(name: str) -> Path:
    root = Path(settings.ATTACHMENTS_DIR)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = root / name
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _sync(folder: Path) -> None:
    """Let the names in a folder reach the disk, too."""
    line = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(line)
    finally:
        os.close(line)


@contextmanager
def _told() -> Iterator[None]:
    """What the disk refuses, as an answer: full, or out of order."""
    try:
        yield
    except OSError as error:
        logger.exception("the store of attachments refuses")
        code = "storage_full" if error.errno in FULL else "busy"
        raise Refusal(code, field="file") from error
