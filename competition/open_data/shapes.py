"""What the files are made of, as plain data."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality as it stood in its application; in an archive round, in the register.

    ``kind``, ``state`` and ``size_class`` are keys (docs/open-data.md).
    """

    ags: str
    name: str
    kind: str
    state: str
    size_class: str


@dataclass(frozen=True, slots=True)
class Grant:
    """An award. Integer cents; instants by the round's clock.

    ``told_at``: when it was announced. ``version``: the decision's document that brought it, 1 is
    the announced one. ``status``: granted, declined or revoked; ``ended_at`` for the latter two.
    """

    place: Place
    title: str
    amount_cents: int
    told_at: datetime
    version: int
    status: str = "granted"
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A public document of the decision: its canonical bytes, and the digest that it was frozen
    with."""

    number: int
    body: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Applicant:
    """One sealed application, of which only sums are ever published.

    ``named_by``: the version of the decision that first named it with an award, or None; whoever
    was named once is known. ``cents``: what it holds now, or None. ``perspectives`` are empty where
    the call asks for none.
    """

    kind: str
    state: str
    size_class: str
    is_admitted: bool
    perspectives: frozenset[str] = frozenset()
    named_by: int | None = None
    cents: int | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    """What applications are counted by: categories by key, with their German words, in order.

    ``overlaps``: an application may stand in several categories at once.
    """

    name: str
    labels: dict[str, str]
    overlaps: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Who publishes, and where: the same for every round."""

    origin: str
    publisher: str
    licence: str
    licence_key: str
    imprint: str


@dataclass(frozen=True, slots=True)
class Results:
    """All that is public of a round's results. Without any grant, former one or decision nothing
    is, and no file of results exists.

    ``applicants`` is None where no statistics are published of the round.
    """

    slug: str
    title: str
    summary: str
    funder: str
    contact_email: str
    is_synthetic: bool
    is_archive: bool
    attribution: str
    opens_at: datetime
    announced_at: datetime | None = None
    changed_at: datetime | None = None
    grants: list[Grant] = field(default_factory=list)
    former: list[Grant] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    applicants: list[Applicant] | None = None
    dimensions: list[Dimension] = field(default_factory=list)

    @property
    def exist(self) -> bool:
        """Whether anything is public; from then on a table may be empty, but it is there."""
        return bool(self.grants or self.former or self.decisions)

    @property
    def version(self) -> int:
        """The number of the state in force: 1 is the announced one."""
        return max([each.number for each in self.decisions], default=1)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent."""

    name: str
    media_type: str
    body: bytes
    version: int = 1

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.body)


Json = dict[str, Any]
