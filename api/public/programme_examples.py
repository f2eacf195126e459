"""Examples of the public answers about the funded years, for the schema."""

from typing import Any

from api.examples import PLACE, SHA256

PROGRAMME: dict[str, Any] = {
    "call": "offene-kommunen",
    "title": "Zwei Jahre offene Verwaltung",
    "summary": "Die geförderten Kommunen setzen um, was sie vorgeschlagen haben.",
    "starts_on": "2027-07-01",
    "ends_on": "2029-06-30",
    "award_form": "agreement",
    "facts": {},
    "synthetic": True,
    "archive": False,
}
WORKSHOP: dict[str, Any] = {
    "call": "offene-kommunen",
    "title": "Auftakt der geförderten Kommunen",
    "starts_at": "2027-09-14T10:00:00+02:00",
    "ends_at": "2027-09-14T18:00:00+02:00",
    "place": "Berlin",
    "agenda": "Kennenlernen, Ziele, offene Fragen.",
    "duty": True,
    "cancelled_at": None,
    "cancel_reason": "",
    "synthetic": True,
}
MEASURE = {
    "perspective": "data",
    "title": "Ratsportal",
    "text": "Alle Vorlagen als offene Daten, mit API.",
    "state": "running",
}
PROFILE: dict[str, Any] = {
    "call": "offene-kommunen",
    "municipality": PLACE,
    "project": "Haushalt zum Mitreden",
    "version": 2,
    "published_at": "2027-12-01T09:00:00+01:00",
    "sha256": SHA256,
    "summary": "Alle Vorlagen des Rates werden offene Daten.",
    "stand": "Das Portal läuft im Probebetrieb.",
    "stand_on": "2027-11-30",
    "contact": "offen@beispielstadt.example",
    "measures": [MEASURE],
    "synthetic": True,
}
