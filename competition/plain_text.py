"""The notation in which the operator writes the site's own pages. Plain Python.

Lines of text, nothing else: ``# `` begins a heading, ``## `` one below it, ``- `` an item of a
list, ``1. `` a step; an empty line ends a paragraph. No mark-up passes through: what comes out is
data, which a template escapes. ``Geprüft:`` on a line of its own says who has tried a text in
Leichte Sprache; it is no part of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

REVIEWED = "Geprüft:"
STEP = re.compile(r"[0-9]{1,3}\. ")


class Kind(StrEnum):
    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Block:
    """What stands together: a heading (one line), a paragraph, or the items of a list."""

    kind: Kind
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """The blocks of a text, in order. A heading below none is raised: no level is left out."""
    found: list[Block] = []
    lines: list[str] = []
    kind: Kind | None = None
    for now, line in [*_lines(text), (None, "")]:
        if kind and (now != kind or kind in (Kind.HEADING, Kind.SUBHEADING)):
            found.append(Block(_level(kind, found), tuple(lines)))
            lines = []
        kind = now
        if now:
            lines.append(line)
    return found


def review_note(text: str) -> str:
    """Who has tried the text, as the operator says; empty where nobody is named."""
    for line in text.splitlines():
        if line.startswith(REVIEWED):
            return line.removeprefix(REVIEWED).strip()
    return ""


def _lines(text: str) -> Iterator[tuple[Kind | None, str]]:
    """Each line by what it is, without its mark; None for what ends a block."""
    for line in text.splitlines():
        bare = line.strip()
        if bare.startswith(REVIEWED) or not bare.lstrip("#").strip():
            yield None, ""
        elif bare.startswith("## "):
            yield Kind.SUBHEADING, bare[3:].strip()
        elif bare.startswith("# "):
            yield Kind.HEADING, bare[2:].strip()
        elif bare.startswith("- "):
            yield Kind.LIST, bare[2:].strip()
        elif step := STEP.match(bare):
            yield Kind.STEPS, bare[step.end() :].strip()
        else:
            yield Kind.PARAGRAPH, bare


def _level(kind: Kind, before: list[Block]) -> Kind:
    if kind == Kind.SUBHEADING and all(each.kind != Kind.HEADING for each in before):
        return Kind.HEADING
    return kind
