"""Fictitious municipalities. Kinds, sizes, states and places are distributed like the register's.

The first five digits of a key stand for the county, as in the register: Musterbrück (9910401)
lies in Kreis Musterland (9910400), from which a conflict of interest is derived.
"""

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """One fictitious municipality and the project it applies with."""

    ags: str
    name: str
    kind: str
    state: str
    population: int
    latitude: str
    longitude: str
    title: str
    perspectives: tuple[str, ...]


def _place(row: dict[str, str]) -> Place:
    return Place(
        ags=row["ags"],
        name=row["name"],
        kind=row["kind"],
        state=row["state"],
        population=int(row["population"]),
        latitude=row["latitude"],
        longitude=row["longitude"],
        title=row["title"],
        perspectives=tuple(row["perspectives"].split()),
    )


with Path(__file__).with_name("places.csv").open(encoding="utf-8", newline="") as _table:
    _EVERY = [_place(row) for row in csv.DictReader(_table, delimiter="|")]

# A partner in a joint application (as Merseburg was with Saalekreis) does not apply itself.
PARTNER = next(place for place in _EVERY if place.ags == "99105001")
PLACES = [place for place in _EVERY if place is not PARTNER]

PARAGRAPHS = {
    "transparency": (
        "{name} legt offen, wie Entscheidungen entstehen: Vorlagen, Gutachten und Beschlüsse "
        "stehen vom ersten Entwurf an im Netz, in einfacher Sprache zusammengefasst und mit dem "
        "Namen der zuständigen Stelle. Wer eine Frage hat, erhält binnen zehn Tagen Antwort."
    ),
    "agenda": (
        "Themen setzt nicht allein das Rathaus. Zweimal im Jahr schlagen Einwohnerinnen und "
        "Einwohner vor, womit sich der Rat befassen soll; die zehn Vorschläge mit den meisten "
        "Unterstützungen kommen auf die Tagesordnung, mit einer Antwort der Verwaltung."
    ),
    "participation": (
        "Zu jedem größeren Vorhaben gibt es einen Dialog, der früh beginnt und ein Ergebnis hat: "
        "ausgeloste Teilnehmende, eine neutrale Moderation, ein Bericht, zu dem der Rat Stellung "
        "nimmt. Auch wer nicht im Netz unterwegs ist, wird zu Hause besucht."
    ),
    "cocreation": (
        "Lösungen entstehen gemeinsam. In einer Werkstatt arbeiten Vereine, Schulen, Betriebe und "
        "Verwaltung an Prototypen, die binnen sechs Wochen ausprobiert und danach verbessert oder "
        "verworfen werden. Was sich bewährt, übernimmt die Verwaltung in den Regelbetrieb."
    ),
    "innovation": (
        "Die Verwaltung probiert aus, bevor sie festlegt. Ein kleines Team aus drei Ämtern darf "
        "Verfahren für ein halbes Jahr anders machen, misst den Aufwand vorher und nachher und "
        "berichtet öffentlich, auch über das, was nicht gelungen ist."
    ),
    "data": (
        "Daten, die keine Personen betreffen, werden maschinenlesbar und unter freier Lizenz "
        "bereitgestellt, mit Beschreibung und Ansprechperson. Eigene Programme entstehen als freie "
        "Software, damit andere Kommunen sie ohne Gebühren nachnutzen können."
    ),
    "culture": (
        "Offenheit ist eine Frage der Haltung. Führungskräfte werden geschult, Sprechstunden "
        "finden auch samstags statt, und jede Abteilung benennt eine Person, die Anregungen "
        "annimmt und verfolgt, bis sie beantwortet sind."
    ),
}


def concept(place: Place) -> str:
    """The project's text, from the paragraphs of its perspectives."""
    return "\n\n".join(PARAGRAPHS[key].format(name=place.name) for key in place.perspectives)
