"""What differs between two states of some texts, field by field and word by word. Plain Python."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stayed, went or came."""

    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs, with its text before and after."""

    field: str
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        """The text of both, word by word, in reading order."""
        return list(_pieces(self.before, self.after))


def between(old: Mapping[str, str], new: Mapping[str, str]) -> list[Difference]:
    """The fields that differ, in the order in which they appear; a missing field is empty."""
    return [
        Difference(field, old.get(field, ""), new.get(field, ""))
        for field in dict.fromkeys([*new, *old])
        if old.get(field, "") != new.get(field, "")
    ]


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = _words(before), _words(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for act, old_from, old_to, new_from, new_to in steps:
        if act == "equal":
            yield Piece("same", "".join(old[old_from:old_to]))
            continue
        if old_to > old_from:
            yield Piece("gone", "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Piece("new", "".join(new[new_from:new_to]))


def _words(text: str) -> list[str]:
    return re.findall(r"\S+|\s+", text)
