"""Text with passages, names and addresses taken out, and a mark with its ground in their place.

Plain Python. The marks are text: they stand in reading order and are read out like any other.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

PERSONAL = "personenbezogene Angabe"
# What is set between letters without being seen; a passage must be found across it.
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
# An address is sought where a word begins and nowhere inside it: else a long text without a blank
# takes minutes.
_MAIL = (
    r"(?<![^\s@<>()\[\],;:])[^\s@<>()\[\],;:]+\s?(?:@|\(at\)|\[at\])\s?[^\s@<>()\[\],;:]+\.\w{2,}"
)
# A number that begins with + or 0 and goes on for at least seven digits, but is no day; or whatever
# follows the word.
_PHONE = (
    r"(?<![\w.,/-])(?!\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}(?!\d))"
    r"(?:\+\d|\(?0\d)(?:[\s/()\-.–]{0,3}\d){5,}(?!\d)"
)
_CALLED = r"(?<=\b(?:Tel|Fon|Fax))(?:efon|ax)?\.?\s?:?\s?\d(?:[\s/()\-.–]{0,3}\d){2,}"
_DIRECT = r"(?:Telefon|Telefax|Durchwahl|Mobil|Handy)\s?:?\s?\d(?:[\s/()\-.–]{0,3}\d){2,}"
_ALWAYS = re.compile("|".join((_MAIL, _PHONE, _CALLED, _DIRECT)), re.IGNORECASE)
SHORTEST_NAME = 3
# What makes a person of a word that is also the name of the place.
_ADDRESSED = re.compile(r"\b(?:Herrn?|Frau|Familie|Dr\.|Prof\.)\s+$")


@dataclass(frozen=True)
class Blackener:
    """What to take out: ``passages`` on the ``ground`` given, ``names`` of persons always.

    ``places`` are names that stay: who acts for Bad Beispielstrand under the name "Leitung von Bad
    Beispielstrand" does not make a personal name of it.
    """

    passages: Sequence[str]
    names: Iterable[str]
    ground: str
    places: Sequence[str] = ()
    _patterns: list[re.Pattern[str]] = field(init=False, repr=False, default_factory=list)

    @cached_property
    def _passages(self) -> list[re.Pattern[str]]:
        return [_loose(each) for each in self.passages]

    @cached_property
    def _names(self) -> list[re.Pattern[str]]:
        return [pattern for name in sorted(set(self.names)) for pattern in _name(name)]

    def text(self, text: str) -> str:
        """The text with a mark in place of every passage, name, mail address and number."""
        plain = normal(text)
        kept, at = [], 0
        for start, end, is_personal in _merged(plain, self._found(plain)):
            kept += [plain[at:start], mark(PERSONAL if is_personal else self.ground)]
            at = end
        return "".join([*kept, plain[at:]])

    def _found(self, text: str) -> Iterator[tuple[int, int, bool]]:
        for pattern in self._passages:
            yield from ((*each.span(), False) for each in pattern.finditer(text))
        places = [each.span() for name in self.places for each in _loose(name).finditer(text)]
        for pattern in self._names:
            spans = (each.span() for each in pattern.finditer(text))
            yield from ((*span, True) for span in spans if not _is_place(text, span, places))
        yield from ((*each.span(), True) for each in _ALWAYS.finditer(text))

    def missing(self, texts: Iterable[str]) -> list[str]:
        """The passages that stand in none of these texts: a slip of the pen would show them."""
        plain = [normal(text) for text in texts]
        return [
            passage
            for passage, pattern in zip(self.passages, self._passages, strict=True)
            if not any(pattern.search(text) for text in plain)
        ]


def mark(ground: str) -> str:
    """What stands in place of what was taken out."""
    return f"[geschwärzt: {ground}]"


def normal(text: str) -> str:
    """The text as passages are looked for: composed letters, nothing unseen between them."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


def tells(ground: str, passages: Sequence[str]) -> bool:
    """Whether the ground itself says what is to be taken out."""
    return any(_loose(each).search(normal(ground)) for each in passages)


def _loose(passage: str) -> re.Pattern[str]:
    """The passage in any case and with any white space between its words."""
    words = (re.escape(word) for word in normal(passage).split())
    return re.compile(r"\s+".join(words), re.IGNORECASE)


def _name(name: str) -> Iterator[re.Pattern[str]]:
    """A full name in any case, either way round and without its titles, and the family name as a
    word of its own, also in capitals; not in any case: "klein" is more often no name."""
    words = [word for word in normal(name).split() if not word.endswith(".")]
    if not words:
        return
    first, last = r"\s+".join(map(re.escape, words[:-1])), re.escape(words[-1])
    if first:
        for pattern in (rf"{first}\s+{last}s?", rf"{last},\s*{first}"):
            yield re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
    if len(words[-1]) >= SHORTEST_NAME:
        loud = re.escape(words[-1].upper())
        yield re.compile(rf"(?<!\w)(?:{last}s?|{loud}S?)(?!\w)")


def _is_place(text: str, span: tuple[int, int], places: Iterable[tuple[int, int]]) -> bool:
    """Whether what was found is a part of a place's name, and nobody is addressed by it."""
    inside = any(start <= span[0] and span[1] <= end for start, end in places)
    return inside and not _ADDRESSED.search(text[max(0, span[0] - 20) : span[0]])


def _merged(text: str, spans: Iterable[tuple[int, int, bool]]) -> Iterator[tuple[int, int, bool]]:
    """Spans in order, those that touch (blanks between them aside) as one. What falls under the
    ground and is personal besides is marked with the ground."""
    standing: tuple[int, int, bool] | None = None
    for start, end, is_personal in sorted(spans):
        if standing and (start <= standing[1] or not text[standing[1] : start].strip()):
            both = standing[2] and is_personal
            standing = (standing[0], max(end, standing[1]), both)
        else:
            if standing:
                yield standing
            standing = (start, end, is_personal)
    if standing:
        yield standing
