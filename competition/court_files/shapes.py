"""What a court file is made of: parts with leaves, and the files that belong to a leaf."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from competition import receipts, storage, wording
from competition.documents.shapes import Fact
from competition.models import Application, User

STEP_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Subject:
    """The application, loaded with its call, municipality and persons, and the instant (by the
    call's clock) of which the file tells."""

    application: Application
    at: datetime


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file: its bytes, or (``stored``) the digest under which the store holds them.

    ``name`` without folder and number; ``title`` as the index names it.
    """

    name: str
    title: str
    content: bytes = b""
    stored: str = ""
    size: int = 0

    @property
    def sha256(self) -> str:
        return self.stored or hashlib.sha256(self.content).hexdigest()

    @property
    def bytes_count(self) -> int:
        return self.size if self.stored else len(self.content)

    def pieces(self) -> Iterator[bytes]:
        """The bytes, from the store piece by piece."""
        if not self.stored:
            yield self.content
            return
        with storage.path_of(self.stored).open("rb") as file:
            while piece := file.read(STEP_BYTES):
                yield piece


@dataclass(frozen=True, slots=True)
class Leaf:
    """One thing that is on file, as people read it, and the files that hold it in full."""

    title: str
    facts: tuple[Fact, ...] = ()
    text: str = ""
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Leaves under one heading. ``position`` orders the parts of all sources (10, 20, …);
    ``remark`` stands where there is nothing, or nothing yet."""

    position: int
    title: str
    leaves: tuple[Leaf, ...] = ()
    remark: str = ""


def canonical(name: str, title: str, document: Mapping[str, Any]) -> Enclosure:
    """A sealed or frozen document in the byte form of which its digest is made (RFC 8785)."""
    return Enclosure(name, title, receipts.canonical(document))


def readable(name: str, title: str, document: Any) -> Enclosure:
    """Data without a digest of its own, for programs and for people."""
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True, default=str)
    return Enclosure(name, title, f"{text}\n".encode())


def moment(at: datetime) -> str:
    """An instant to the second with its zone."""
    return f"{wording.moment(at, seconds=True)} ({wording.zone(at)})"


def act(label: str, by: User | None, at: datetime | None) -> tuple[Fact, ...]:
    """Who did something, and when; nothing where it was not done."""
    if at is None:
        return ()
    return (Fact(label, f"{by.name if by else 'System'}, {moment(at)}"),)


def given(label: str, value: str, *, is_code: bool = False) -> tuple[Fact, ...]:
    """A fact, where there is one."""
    return (Fact(label, value, is_code),) if value else ()
