"""What a code stands for: its HTTP status and its sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """HTTP status and sentence (German, ``%(name)s`` placeholders) of a code."""

    status: int
    sentence: Any


def in_one(rooms: Iterable[Mapping[str, Entry]]) -> dict[str, Entry]:
    """The codes of all rooms. A code that two of them claim is a ``ValueError``."""
    found: dict[str, Entry] = {}
    for room in rooms:
        if twice := sorted(found.keys() & room.keys()):
            raise ValueError(f"Codes of two rooms: {', '.join(twice)}")
        found.update(room)
    return found
