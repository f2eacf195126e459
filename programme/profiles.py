"""What a project profile may say: the draft as it is typed, and what it needs to be published."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from competition import answers, perspectives
from competition.errors import Refusal

TEXTS = {"summary": 1_500, "stand": 4_000, "contact": 300}
MEASURE_TEXTS = {"title": 150, "text": 1_500}
MAX_MEASURES = 30
STATES = {
    "planned": _("geplant"),
    "running": _("läuft"),
    "done": _("abgeschlossen"),
}
NAMES = {
    "summary": _("worum es geht"),
    "stand": _("der Stand"),
    "stand_on": _("der Tag des Standes"),
}
EMPTY: dict[str, Any] = {"summary": "", "stand": "", "stand_on": "", "contact": "", "measures": []}


def clean(given: Mapping[str, Any]) -> dict[str, Any]:
    """A draft in its stored form; it may have gaps, but nothing in it is wrong.

    Raises ``malformed``, ``too_long``, ``control_characters``, ``not_a_date``,
    ``too_many_measures``, ``unknown_choice`` and ``measure_title_missing``, each at its field
    (``measures.2.title``).
    """
    unknown = set(given) - EMPTY.keys()
    if unknown:
        raise Refusal("malformed", field=sorted(unknown)[0])
    content = {
        name: answers.text(given.get(name, ""), field=name, max_chars=limit)
        for name, limit in TEXTS.items()
    }
    on = answers.day(given.get("stand_on", ""), field="stand_on")
    rows = given.get("measures", [])
    if not isinstance(rows, list):
        raise Refusal("malformed", field="measures")
    if len(rows) > MAX_MEASURES:
        raise Refusal("too_many_measures", field="measures", limit=MAX_MEASURES)
    measures = [_measure(row, f"measures.{number}") for number, row in enumerate(rows)]
    return {**content, "stand_on": on.isoformat() if on else "", "measures": measures}


def missing(content: Mapping[str, Any]) -> list[str]:
    """The fields without which a profile tells nobody anything."""
    return [name for name in NAMES if not content.get(name)]


def require_complete(content: Mapping[str, Any], today: date) -> None:
    """Raise ``profile_incomplete`` or ``stand_in_future`` (``today``: the German day)."""
    gaps = missing(content)
    if gaps:
        named = ", ".join(str(NAMES[each]) for each in gaps)
        raise Refusal("profile_incomplete", field=gaps[0], missing=named)
    if date.fromisoformat(content["stand_on"]) > today:
        raise Refusal("stand_in_future", field="stand_on")


def by_perspective(content: Mapping[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The measures in the order of the perspectives, each with its name; empty ones are left out.

    Each measure carries ``words``, its state as people say it.
    """
    found = []
    for key, label in perspectives.OPENNESS:
        rows = [
            {**each, "words": STATES[each["state"]]}
            for each in content.get("measures", [])
            if each["perspective"] == key
        ]
        if rows:
            found.append((label, rows))
    return found


def _measure(row: Any, place: str) -> dict[str, str]:
    fields = {"perspective", "state", *MEASURE_TEXTS}
    if not isinstance(row, Mapping) or set(row) - fields:
        raise Refusal("malformed", field=place)
    values = {
        name: answers.text(row.get(name, ""), field=f"{place}.{name}", max_chars=limit)
        for name, limit in MEASURE_TEXTS.items()
    }
    if not values["title"]:
        raise Refusal("measure_title_missing", field=f"{place}.title")
    known: Mapping[str, Any] = {"perspective": dict(perspectives.OPENNESS), "state": STATES}
    for name, choices in known.items():
        chosen = row.get(name)
        if not isinstance(chosen, str) or chosen not in choices:
            raise Refusal("unknown_choice", field=f"{place}.{name}")
        values[name] = chosen
    return values


def shown(content: Mapping[str, Any]) -> dict[str, Any]:
    """A profile for the eye: its texts, and its measures by perspective."""
    return {**EMPTY, **content, "perspectives": by_perspective(content)}
