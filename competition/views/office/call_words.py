"""A call's own fields in words, section by section: what is set, and what to think of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competition import calendar, wording
from competition.call_setup import draft, retention, texts
from competition.models import Call

# Section → its part of the address, and its name.
SECTIONS = {
    "texts": ("texte", gettext_lazy("Texte")),
    "dates": ("termine", gettext_lazy("Termine")),
    "money": ("mittel", gettext_lazy("Plätze und Mittel")),
    "eligibility": ("teilnahme", gettext_lazy("Wer sich bewerben darf")),
    "disclosure": ("bekanntmachung", gettext_lazy("Was veröffentlicht wird")),
    "retention": ("aufbewahrung", gettext_lazy("Wie lange Inhalte aufbewahrt werden")),
    "remedy": ("rechtsbehelf", gettext_lazy("Rechtsbehelfsbelehrung")),
}
BY_ADDRESS = {address: section for section, (address, _name) in SECTIONS.items()}
LABELS = {
    **texts.LABELS,
    "slug": gettext_lazy("Kennung"),
    "opens_at": gettext_lazy("Bewerbung möglich ab"),
    "deadline_at": gettext_lazy("Bewerbungsschluss"),
    "enquiries_until_at": gettext_lazy("Rückfragen bis"),
    "places_count": gettext_lazy("Plätze"),
    "award_cents": gettext_lazy("Förderung je Kommune"),
    "budget_cents": gettext_lazy("Fördermittel insgesamt"),
    "eligible_kinds": gettext_lazy("Bewerben dürfen sich"),
    "population_min": gettext_lazy("Einwohner mindestens"),
    "population_max": gettext_lazy("Einwohner höchstens"),
    "partners_exclusive": gettext_lazy("Partner können sich zusätzlich selbst bewerben"),
    "is_synthetic": gettext_lazy("Beispielrunde"),
    "publication_level": gettext_lazy("Nach der Bekanntgabe"),
    "names_reserve": gettext_lazy("Nachrückende erfahren davon"),
    "retention_months": gettext_lazy("Aufbewahrung"),
}
TEXTS = frozenset(("title", "summary", "remedy_notice"))


@dataclass(frozen=True, slots=True)
class Said:
    """One field in words. ``cautions``: what to think of, as sentences. ``is_german``: a text."""

    name: str
    label: str
    words: str
    cautions: list[str]
    is_german: bool = False


def section(call: Call, key: str) -> list[Said]:
    """The fields of one section."""
    found = draft.values(call, draft.SECTIONS[key])
    return [said(call, name, value) for name, value in found.items()]


def said(call: Call, name: str, value: Any) -> Said:
    """One field; "–" for nothing."""
    words = ", ".join(_words(call, name, value)) or "–"
    return Said(name, str(LABELS[name]), words, cautions(name, value), name in TEXTS)


def cautions(name: str, value: Any) -> list[str]:
    """Why the end of a period is unfortunate. Nothing is forbidden."""
    if not isinstance(value, datetime) or name == "opens_at":
        return []
    return [wording.caution(each) for each in calendar.cautions(value)]


def instant(name: str, value: datetime) -> str:
    """An instant in words; beginnings at midnight are "0:00 Uhr", ends "24:00 Uhr"."""
    return wording.moment(value, start=name == "opens_at")


def _words(call: Call, name: str, value: Any) -> Iterator[str]:
    if isinstance(value, datetime):
        yield instant(name, value)
    elif name == "partners_exclusive":
        yield _("nein") if value else _("ja")
    elif isinstance(value, bool):
        yield _("ja") if value else _("nein")
    elif name == "eligible_kinds":
        yield from wording.kinds(value)
    elif name == "publication_level":
        yield call.get_publication_level_display()
    elif name == "retention_months":
        yield from _periods(value)
    elif isinstance(value, int):
        yield wording.euros(value) if name.endswith("_cents") else wording.grouped(value)
    elif value:
        yield str(value)


def _periods(months: dict[str, int]) -> Iterator[str]:
    for outcome, label in retention.LABELS.items():
        count = months.get(outcome.value, retention.default(outcome))
        words = ngettext("%(n)s Monat", "%(n)s Monate", count) % {"n": count}
        yield f"{label}: {words}"
