"""What differs between two states of a review, field by field and word by word. Plain Python."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stayed, went or came."""

    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: ``field`` is "points-<key>", "reason-<key>" or a text's name."""

    field: str
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        """The text of both, word by word, in reading order."""
        return list(_pieces(self.before, self.after))


def flat(content: Mapping[str, Any]) -> dict[str, str]:
    """A review's content (or a snapshot's) as one text per field; empty fields are left out."""
    fields = {f"points-{key}": value for key, value in content["scores"].items()}
    fields |= {f"reason-{key}": value for key, value in content["reasons"].items()}
    texts = ("comment", "comment_for_applicant", "private_note", "abstention_reason")
    fields |= {name: content.get(name, "") for name in texts}
    return {field: value for field, value in fields.items() if value}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """The fields that differ, in the order in which they appear."""
    old, new = flat(before), flat(after)
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
