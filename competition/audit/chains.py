"""Whether a hash chain is still as it was written, and what was done to it. Plain Python.

Each link holds its number, the digest before it and its own, which covers number, content and the
digest before. Whoever changes a link without writing all later ones anew leaves a trace; who writes
all of them anew is found by a head that stands elsewhere (``against``). docs/audit.md says how
anybody checks an export without this program.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

START = "0" * 64


class Fault(StrEnum):
    """What was done to a chain."""

    CHANGED = "changed"
    REMOVED = "removed"
    REORDERED = "reordered"
    INSERTED = "inserted"
    CUT_OFF = "cut_off"


@dataclass(frozen=True, slots=True)
class Link:
    """One entry. ``digest_as(number)``: what its digest would be if it stood at that number."""

    number: int
    previous: str
    digest: str
    digest_as: Callable[[int], str]

    @property
    def is_sound(self) -> bool:
        """Its digest is that of its own content, number and predecessor."""
        return self.digest == self.digest_as(self.number)


@dataclass(frozen=True, slots=True)
class Break:
    """The first broken entry: its number, and what is wrong there."""

    number: int
    fault: Fault


def first_break(links: Iterable[Link], head_number: int, head_digest: str) -> Break | None:
    """The first break of a chain whose head says ``head_number`` and ``head_digest``; or None.

    ``links`` in the order of their numbers. Reads each link once; only where one does not fit are
    the later ones looked at, to tell what happened.
    """
    seen: dict[str, int] = {START: 0}
    number, digest = 0, START
    following = iter(links)
    for link in following:
        if link.number != number + 1 or link.previous != digest or not link.is_sound:
            return _told(link, list(following), seen, number)
        number, digest = link.number, link.digest
        seen[digest] = number
    return _end(seen, number, digest, head_number, head_digest)


def _told(link: Link, later: list[Link], seen: Mapping[str, int], number: int) -> Break:
    """What happened where ``link`` does not fit behind entry ``number``."""
    here = number + 1
    digest = next(each for each, at in seen.items() if at == number)
    if link.number > here:
        return Break(here, Fault.REMOVED)
    if seen.get(link.previous, number) < number:
        # It follows an earlier entry: what stands between came in later.
        return Break(seen[link.previous] + 1, Fault.INSERTED)
    if _belongs(link, later, digest, here):
        return Break(here, Fault.REORDERED)
    if not link.is_sound:
        moved = link.previous != digest and _number_of(link, here, len(later))
        return Break(here, Fault.REMOVED if moved else Fault.CHANGED)
    # It is sound and names another predecessor: the one before it was written anew.
    return Break(max(number, 1), Fault.CHANGED)


def _belongs(link: Link, later: list[Link], digest: str, here: int) -> bool:
    """Whether the entry that belongs here still exists, further back."""
    return link.previous != digest and any(
        each.previous == digest and each.digest == each.digest_as(here) for each in later
    )


def _number_of(link: Link, here: int, later: int) -> bool:
    """Whether the link is whole at a later number: then those before it are missing."""
    return any(link.digest == link.digest_as(at) for at in range(here + 1, here + later + 1_000))


def _end(
    seen: Mapping[str, int], number: int, digest: str, head_number: int, head_digest: str
) -> Break | None:
    """All entries fit each other: do they end where the head says?"""
    if (number, digest) == (head_number, head_digest):
        return None
    if head_number > number:
        return Break(number + 1, Fault.CUT_OFF)
    if seen.get(head_digest) == head_number:
        return Break(head_number + 1, Fault.INSERTED)
    return Break(max(head_number, 1), Fault.CHANGED)


def against(digests: Mapping[int, str], head_digest: str, head_number: int | None) -> Break | None:
    """What a head that stands elsewhere says against a chain; None if the chain still holds it.

    ``digests`` by number, of a chain that fits itself. Without a number only the digest is looked
    for. A chain that ends before the number was cut off; one that goes on was written anew.
    """
    if head_number is None:
        holds = head_digest == START or head_digest in digests.values()
        return None if holds else Break(len(digests) + 1, Fault.CUT_OFF)
    if head_number == 0 or digests.get(head_number) == head_digest:
        return None
    fault = Fault.CHANGED if head_number in digests else Fault.CUT_OFF
    return Break(head_number, fault)
