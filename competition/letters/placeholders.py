"""Placeholders in the office's own wording of a letter: names in braces, and nothing else.

Nothing that is typed is ever run: ``{kommune}`` stands for a value, ``{{`` and ``}}`` for a brace,
and all else in braces is a fault. What a value says is set in letter by letter, so that a name with
braces in it stays that name. Plain Python.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

TOKEN = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")
ALONE = re.compile(r"\{([^{}\n]*)\}")
# A page of the same fault helps nobody.
MOST_FAULTS = 10
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: an ``unknown`` name, a ``brace`` without its other, a ``missing`` name.

    ``line`` counts from 1; of what is missing it is 0.
    """

    what: Literal["unknown", "brace", "missing"]
    name: str = ""
    line: int = 0


def names(text: str) -> list[str]:
    """The placeholders of a text, each once, in the order in which they stand."""
    found = (token.group(1) for token in TOKEN.finditer(text))
    return list(dict.fromkeys(name for name in found if name is not None))


def faults(text: str, *, known: Collection[str], needed: Collection[str] = ()) -> list[Fault]:
    """What is wrong with a text, in reading order, at most ``MOST_FAULTS``; last what is missing.

    ``needed``: the names that the law asks for.
    """
    wrong = []
    for fault in _wrong(text, known):
        wrong.append(fault)
        if len(wrong) == MOST_FAULTS:
            break
    used = set(names(text))
    return wrong + [Fault("missing", name) for name in needed if name not in used]


def _wrong(text: str, known: Collection[str]) -> Iterator[Fault]:
    for number, line in enumerate(text.split("\n"), start=1):
        for token in TOKEN.finditer(line):
            if token.group() in ("{", "}"):
                yield Fault("brace", token.group(), number)
            elif token.group(1) is not None and token.group(1) not in known:
                yield Fault("unknown", token.group(1)[:SHOWN], number)


def render(text: str, values: Mapping[str, str]) -> str:
    """The text with its values. A line that holds one placeholder alone, and nothing to say, goes.

    A name that has no value stays as it is written.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        alone = ALONE.fullmatch(line.strip())
        if alone and values.get(alone.group(1)) == "":
            continue
        if not line.strip() and lines and not lines[-1].strip():
            continue
        lines.append(TOKEN.sub(lambda token: _said(token, values), line))
    return "\n".join(lines)


def _said(token: "re.Match[str]", values: Mapping[str, str]) -> str:
    if token.group() in ("{{", "}}"):
        return token.group()[0]
    return values.get(token.group(1) or "", token.group())
