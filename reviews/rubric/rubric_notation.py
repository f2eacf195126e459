"""How a rubric is written by hand: numbers with a comma, one line per level, keys from labels.

Plain functions. What cannot be read is handed on as it is: ``criteria.py`` says what is wrong.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import Any

from competition import keys

NAMELESS = "kriterium"
# Names of the texts in a review: a refusal at one of them must not be taken for a criterion's.
RESERVED = frozenset(("comment", "comment_for_applicant", "private_note", "version"))
NUMBERS = ("weight", "minimum", "maximum", "step", "threshold")
Level = dict[str, str]

_EXACT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_TYPED_NUMBER = re.compile(r"[0-9]{1,9}([.,][0-9]{1,9})?")
# "5 – überzeugt", "3,5: …", "0 …": points, whatever sets them apart, and what they mean.
_LEVEL = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,9})?)(?:\s*[:=–—-]\s*|\s+|$)(.*)", re.DOTALL)


def number(typed: str) -> str:
    """The plain decimal text of a typed number: "0,50" is "0.5". Anything else unchanged."""
    written = typed.strip()
    if not _TYPED_NUMBER.fullmatch(written):
        return written
    whole, _point, places = written.replace(",", ".").partition(".")
    places = places.rstrip("0")
    return f"{int(whole)}.{places}" if places else str(int(whole))


def exact(text: object) -> Fraction | None:
    """The number that a plain decimal text from 0 says, None for anything else."""
    if isinstance(text, str) and _EXACT.fullmatch(text):
        return Fraction(text)
    return None


def levels(typed: str) -> list[Level]:
    """Levels from lines such as "5 – überzeugt", best first; blank lines say nothing.

    A line without points becomes a level whose score is that line, and is refused as such.
    """
    lines = (line.strip() for line in typed.splitlines())
    return in_order([_level(line) for line in lines if line])


def _level(line: str) -> Level:
    found = _LEVEL.fullmatch(line)
    if found is None:
        return {"score": line, "meaning": ""}
    return {"score": number(found[1]), "meaning": found[2].strip()}


def in_order(given: Iterable[Level]) -> list[Level]:
    """Best first; what is no number stays behind, in its own order."""
    return sorted(given, key=_from_the_best)


def _from_the_best(level: Level) -> Fraction:
    points = exact(level["score"])
    return Fraction(1) if points is None else -points


def lines(given: Iterable[Mapping[str, str]], point: str = ".") -> str:
    """Levels as they are typed: ``levels`` of it gives the same again."""
    return "\n".join(
        f"{level['score'].replace('.', point)} – {' '.join(level['meaning'].split())}"
        for level in given
    )


def fields(typed: Mapping[str, Any]) -> dict[str, Any]:
    """The rubric's own fields as they are typed, in the form in which they are stored."""
    return {
        **typed,
        "quorum": typed["quorum"].strip() or None,
        "panel_size": typed["panel_size"].strip() or None,
        "overall_threshold": number(typed["overall_threshold"]),
    }


def criteria(typed: Iterable[Mapping[str, Any]], known: Collection[str]) -> list[dict[str, Any]]:
    """Criteria as they are typed, each with its key: a known one, or one made from its label.

    ``known``: the keys that are stored. A label may change, its criterion stays the same.
    """
    rows = [
        {
            **row,
            **{name: number(row[name]) for name in NUMBERS},
            "levels": levels(row["levels"]),
        }
        for row in typed
    ]
    taken: set[str] = set()
    for row in rows:
        row["key"] = row["key"] if row["key"] in known and row["key"] not in taken else ""
        taken.add(row["key"])
    for row in rows:
        row["key"] = row["key"] or key(row["label"], taken)
        taken.add(row["key"])
    return rows


def key(label: str, taken: Collection[str]) -> str:
    """A key for a new criterion: letters, digits and hyphens of its label, free to be taken.

    A label of emoji or Arabic leaves nothing of that kind; it becomes ``kriterium``.
    """
    return keys.key(label, {*taken, *RESERVED}, nameless=NAMELESS)
