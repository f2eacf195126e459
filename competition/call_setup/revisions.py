"""What changed from one published version of a call's texts to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from competition import differences
from competition.call_setup import texts
from competition.differences import Piece
from competition.models import CallVersion


@dataclass(frozen=True, slots=True)
class Changed:
    """One text that differs: its name on the page, and its words."""

    label: str
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Told:
    """One version, what it changed (nothing in the first), and its texts in full."""

    version: CallVersion
    changes: Sequence[Changed]
    texts: Sequence[tuple[str, str]]


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[Changed]:
    """The texts that differ, word by word, in the order in which they are read."""
    return [
        Changed(str(texts.LABELS[each.field]), each.pieces)
        for each in differences.between(before, after)
    ]


def told(versions: Sequence[CallVersion]) -> list[Told]:
    """Every version with what it changed, the latest first. ``versions``: by number."""
    found: list[Told] = []
    before: dict[str, Any] | None = None
    for version in versions:
        own = version.content["texts"]
        named = [(str(label), own[name]) for name, label in texts.LABELS.items() if own[name]]
        found.append(Told(version, changes(before, own) if before else [], named))
        before = own
    return found[::-1]
