"""What in a text for the applicant may point to a person: a hint for its author, never a refusal.

The letter goes out under the jury's name, never a juror's. A name is found by rules anybody can
read, so some are missed and some harmless words are named: the author decides. Plain Python.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["juror", "email", "phone", "person"]

EMAIL = re.compile(r"[^\s@<>()\[\],;:]+@[^\s@<>()\[\],;:]+\.[^\W\d_]{2,}")
# At least seven digits, in groups as telephone numbers are written; not a sum such as 50.000,00.
PHONE = re.compile(r"(?<![\w.,])(?:\+|00|0|\(0)[\d\s/()-]{5,24}\d(?![\w])")
TITLE = re.compile(
    r"\b(?:Frau|Herrn?|Dr\.|Prof\.|Bürgermeister(?:in)?|Landr(?:at|ätin)|Mr\.?|Mrs\.?|Ms\.?)"
    r"(?:\s+(?:Dr\.|Prof\.))*\s+([A-ZÄÖÜ][\w'’-]+(?:\s+[A-ZÄÖÜ][\w'’-]+)?)"
)
# A part of a name that is shorter says nothing: "de", "von", "Li" stand in many sentences.
SHORTEST = 3
PARTICLES = {"von", "van", "vom", "zum", "zur", "den", "der", "del", "und", "auf"}
FEWEST_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Hint:
    """One place that may point to a person: what kind of place, and the words as they stand."""

    kind: Kind
    words: str


def person_hints(text: str, *, jurors: Iterable[str]) -> list[Hint]:
    """The places in the order of their kinds, each words once. ``jurors``: full names."""
    found = [
        *(Hint("juror", words) for words in _jurors(text, jurors)),
        *(Hint("email", match.group()) for match in EMAIL.finditer(text)),
        *(Hint("phone", words) for words in _phones(text)),
        *(Hint("person", match.group()) for match in TITLE.finditer(text)),
    ]
    return list(dict.fromkeys(found))


def _jurors(text: str, jurors: Iterable[str]) -> Iterable[str]:
    """Full names, and parts of a name that belong to one juror alone: a shared one names nobody."""
    names = list(jurors)
    count = Counter(part for name in names for part in set(_parts(name)))
    for name in names:
        if re.search(rf"\b{re.escape(name)}\b", text):
            yield name
    for word in re.findall(r"[\w'’-]+", text):
        if count[word] == 1 or (word.endswith("s") and count[word[:-1]] == 1):
            yield word


def _parts(name: str) -> list[str]:
    parts = re.split(r"[\s.,]+", name)
    return [part for part in parts if len(part) >= SHORTEST and part.casefold() not in PARTICLES]


def _phones(text: str) -> Iterable[str]:
    for match in PHONE.finditer(text):
        if sum(sign.isdigit() for sign in match.group()) >= FEWEST_DIGITS:
            yield match.group().strip()
