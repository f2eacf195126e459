"""Files in the store that nobody names any more, and named ones that are not there.

A file goes stray when a draft lets go of it before it was ever sealed. What a sealed version names
stays until its application is erased (``retention``).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from competition import storage
from competition.models import ApplicationVersion, Attachment, RedactedCopy
from competition.models.call import QuestionKind

DAY_SECONDS = 24 * 60 * 60
"""Younger ones may belong to an upload whose transaction is not over."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a look into the store found, as digests; ``torsos`` counts broken uploads.

    ``stray``: named by nobody and older than a day. ``missing``: named, but not there.
    ``damaged``: the bytes are not those that were received.
    """

    kept_count: int
    stray: list[str]
    missing: list[str]
    damaged: list[str]
    torsos: int


def take_inventory() -> Inventory:
    """Compare the store with the database; every file is read once. Changes nothing."""
    stored = list(storage.digests())
    named = _named()
    return Inventory(
        kept_count=len(stored),
        stray=[each for each in stored if each not in named and _is_old(each)],
        missing=sorted(named.difference(stored)),
        damaged=[each for each in stored if not storage.is_whole(each)],
        torsos=len(storage.torsos()),
    )


def clear(inventory: Inventory) -> int:
    """Remove the stray files and the torsos; returns how many files are gone.

    Who names is asked again, and what was put there meanwhile stays.
    """
    named = _named()
    gone = [
        storage.remove(each, seconds=DAY_SECONDS) for each in inventory.stray if each not in named
    ]
    torsos = storage.torsos()
    for path in torsos:
        path.unlink(missing_ok=True)
    return sum(gone) + len(torsos)


def remove_unnamed() -> int:
    """Remove every file that nobody names and that was put there more than a day ago; returns how
    many are gone. Reads no file."""
    named = _named()
    return sum(
        storage.remove(each, seconds=DAY_SECONDS)
        for each in list(storage.digests())
        if each not in named and _is_old(each)
    )


def _is_old(sha256: str) -> bool:
    return storage.age_seconds(storage.path_of(sha256)) > DAY_SECONDS


def _named() -> set[str]:
    """Digests that drafts, versions and redacted copies name. Drafts are asked first: what is
    sealed and let go of between the two questions is found in the version."""
    drafted = set(Attachment.objects.order_by("pk").values_list("sha256", flat=True))
    copies = RedactedCopy.objects.filter(application__erased_at=None).order_by("pk")
    return drafted.union(_sealed(), copies.values_list("digest", flat=True))


def _sealed() -> Iterator[str]:
    contents = ApplicationVersion.objects.order_by("pk").values_list("content", flat=True)
    for content in contents.iterator(chunk_size=200):
        for answer in content["answers"]:
            if answer["kind"] == QuestionKind.FILES:
                yield from (file["sha256"] for file in answer["value"])
