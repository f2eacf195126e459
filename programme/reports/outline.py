"""The reports that the programme of 2017 asked for, as a start for a call's own.

The first report's outline is the real one ("Sachstand und Konzept", October 2017: data of the
project, published by the municipalities); the others follow what the call asked for: reports on
concept and implementation at fixed times, and the proof of use that the funder's rules demand
(ANBest-Gk no. 6; ANBest-P no. 6: report in substance, statement in figures).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

LONG, SHORT = 6_000, 2_000

FIRST_2017 = (
    ("1", "Angaben zur Modellkommune"),
    ("2", "Ausgangssituation vor Ort"),
    ("2.1", "Gesellschaftliche Aufgaben und Herausforderungen (Strategien, Planungen)"),
    ("2.2", "Initiatoren / Träger von Open Government"),
    ("2.3", "Lokalpolitische Einbindung"),
    ("2.4", "Lokale / regionale Akteure: Vernetzung und Kooperation"),
    ("2.5", "Lokale / regionale Kultur"),
    ("2.6", "Digitale Infrastrukturen"),
    ("2.7", "Kommunalverwaltung: Ausgangsbedingungen und Erfahrungen"),
)
PROGRESS = (
    ("1", "Was seit dem letzten Bericht geschehen ist"),
    ("2", "Stand der Maßnahmen"),
    ("3", "Abweichungen vom Plan und ihre Gründe"),
    ("4", "Was andere Kommunen daraus lernen können"),
    ("5", "Nächste Schritte"),
)
FINAL = (
    ("1", "Ziele und was davon erreicht wurde"),
    ("2", "Umgesetzte Maßnahmen"),
    ("3", "Beteiligung und Zusammenarbeit"),
    ("4", "Wirkung und Übertragbarkeit"),
    ("5", "Was bleibt und wie es weitergeht"),
)
PROOF = (
    ("1", "Verwendung der Zuwendung im Einzelnen"),
    ("2", "Notwendigkeit und Angemessenheit der geleisteten Arbeit"),
)


NUMBER = re.compile(r"[1-9][0-9]?(\.[1-9][0-9]?){0,3}")
MOST_SECTIONS, LONGEST_LABEL, LONGEST_HINT, MOST_CHARS = 60, 200, 1_000, 50_000
SECTION_PARTS = {"key", "label", "hint", "max_chars", "is_required"}


class UnreadableError(ValueError):
    """A line of a written outline that says no section. ``number`` counts from 1."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


def read(text: str) -> list[dict[str, Any]]:
    """An outline from lines "2.1 Überschrift | Hinweis | Zeichen"; the last two may be missing.

    A number and a heading make a section; one with sections below it asks for nothing. Raises
    ``UnreadableError``.
    """
    lines = [line.strip() for line in text.splitlines()]
    rows = [_read(line, number) for number, line in enumerate(lines, start=1) if line]
    numbered = sections(tuple((number, label) for number, label, _hint, _chars in rows))
    for section, (_number, _label, hint, chars) in zip(numbered, rows, strict=True):
        section["hint"] = hint
        section["max_chars"] = chars
    return numbered


def _read(line: str, at: int) -> tuple[str, str, str, int]:
    heading, *more = (part.strip() for part in line.split("|"))
    number, _blank, label = heading.partition(" ")
    number = number.removesuffix(".")
    hint, chars = (*more, "", "")[:2]
    is_number = not chars or (chars.isascii() and chars.isdigit() and len(chars) <= 5)
    if not NUMBER.fullmatch(number) or not label.strip() or len(more) > 2 or not is_number:
        raise UnreadableError(at)
    return number, label.strip(), hint, int(chars) if chars else LONG


def written(outline: Sequence[Mapping[str, Any]]) -> str:
    """An outline as ``read`` reads it."""
    return "\n".join(
        each["label"]
        + (f" | {each['hint']}" if each["hint"] or each["max_chars"] != LONG else "")
        + (f" | {each['max_chars']}" if each["max_chars"] != LONG else "")
        for each in outline
    )


def is_sound(outline: Any) -> bool:
    """Whether sections can be shown, filled in and typed again: keys by number, sane lengths."""
    if not isinstance(outline, list) or not 1 <= len(outline) <= MOST_SECTIONS:
        return False
    if not all(isinstance(each, dict) and set(each) == SECTION_PARTS for each in outline):
        return False
    if len({str(each["key"]) for each in outline}) != len(outline):
        return False
    return all(
        isinstance(each["label"], str)
        and each["key"] == _key_of(each["label"])
        and type(each["is_required"]) is bool
        and 0 < len(each["label"]) <= LONGEST_LABEL
        and isinstance(each["hint"], str)
        and len(each["hint"]) <= LONGEST_HINT
        and type(each["max_chars"]) is int
        and 1 <= each["max_chars"] <= MOST_CHARS
        for each in outline
    )


def _key_of(label: str) -> str | None:
    """The key that a label's number gives; None where it begins with none."""
    number, _blank, heading = label.partition(" ")
    return f"s{number.replace('.', '-')}" if NUMBER.fullmatch(number) and heading else None


def sections(numbered: tuple[tuple[str, str], ...]) -> list[dict[str, Any]]:
    """An outline as a requirement stores it. A heading with sections below it asks for nothing."""
    numbers = [number for number, _label in numbered]
    return [
        {
            "key": f"s{number.replace('.', '-')}",
            "label": f"{number} {label}",
            "hint": "",
            "max_chars": LONG,
            "is_required": not any(other.startswith(f"{number}.") for other in numbers),
        }
        for number, label in numbered
    ]


def requirements() -> list[dict[str, Any]]:
    """The four reports of two years: after four months, after twelve, at the end, and the proof of
    use six months after it (ANBest-P no. 6.1; ANBest-Gk allows a year)."""
    return [
        _of("sachstand", "first", "Sachstand und Konzept", "start", 4, FIRST_2017),
        _of("zwischenbericht", "progress", "Zwischenbericht", "start", 12, PROGRESS),
        _of("abschlussbericht", "final", "Abschlussbericht", "end", 0, FINAL),
        {
            **_of("verwendungsnachweis", "financial", "Verwendungsnachweis", "end", 6, PROOF),
            "has_money_table": True,
        },
    ]


def _of(
    key: str,
    kind: str,
    title: str,
    counted_from: str,
    offset_months: int,
    numbered: tuple[tuple[str, str], ...],
) -> dict[str, Any]:
    return {
        "key": key,
        "kind": kind,
        "title": title,
        "counted_from": counted_from,
        "offset_months": offset_months,
        "outline": sections(numbered),
    }
