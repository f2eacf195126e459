"""A document in sections, written as plain text in one field.

A line that begins with two, three or four signs "#" and a blank is the heading of a section of that
level; what follows, up to the next one, is its text. A line ``[ohne Kommentare]`` right below a
heading means that nobody is asked about this section. Plain Python, without Django.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

HEADING = re.compile(r"(#{2,4})[ \t]+(.*\S)[ \t]*")
SILENT = "[ohne Kommentare]"


class NotationError(ValueError):
    """What stands in ``line`` (counted from 1) cannot be read: text before the first heading."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its heading's level (2 to 4), its heading and text, and whether it is open."""

    level: int
    heading: str
    text: str = ""
    takes_comments: bool = True


def read(document: str) -> list[Part]:
    """The sections of a document in their order. Raises ``NotationError``."""
    found: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(document.splitlines(), start=1):
        if heading := HEADING.fullmatch(line):
            found.append((len(heading[1]), heading[2], []))
        elif found:
            found[-1][2].append(line)
        elif line.strip():
            raise NotationError(number)
    return [_part(level, heading, lines) for level, heading, lines in found]


def _part(level: int, heading: str, lines: list[str]) -> Part:
    silent = bool(lines) and lines[0].strip().casefold() == SILENT.casefold()
    text = "\n".join(lines[1:] if silent else lines).strip()
    return Part(level, heading, text, takes_comments=not silent)


def written(parts: Iterable[Part]) -> str:
    """The document as it is typed; ``read`` gives the same parts back."""
    return "\n\n".join(_block(part) for part in parts)


def _block(part: Part) -> str:
    lines = ["#" * part.level + " " + part.heading]
    if not part.takes_comments:
        lines.append(SILENT)
    if part.text:
        lines += ["", part.text]
    return "\n".join(lines)
