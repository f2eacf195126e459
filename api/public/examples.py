"""Examples of the public answers, for the schema."""

from typing import Any

from api import examples
from api.examples import PLACE, SHA256

CALL: dict[str, Any] = {
    **examples.CALL,
    "phase": "announced",
    "announced_at": "2027-05-31T10:00:00+02:00",
}
QUESTION = {
    "key": "title",
    "section": "",
    "kind": "line",
    "label": "Titel des Vorhabens",
    "hint": "",
    "required": True,
    "max_chars": 150,
    "choices": [],
    "minimum": None,
    "maximum": None,
    "condition": {},
    "deadline_at": None,
}
DOCUMENT = {
    "kind": "rules",
    "version": 1,
    "frozen_at": "2027-04-20T09:00:00+02:00",
    "sha256": SHA256,
    "content": {"format": "modellkommune-rules-1", "seats": 9},
}
CHANGE = {
    "kind": "amendment",
    "public_at": "2027-06-14T10:00:00+02:00",
    "reason": "Musterdorf hat verzichtet; die nächste Bewerbung rückt nach.",
    "granted": [
        {
            "municipality": PLACE,
            "title": "Haushalt zum Mitreden",
            "amount_cents": 5_000_000,
        }
    ],
    "ended": [],
    "document_version": 2,
}
CALL_DETAIL = {
    **CALL,
    "facts": {},
    "questions": [QUESTION],
    "documents": [DOCUMENT],
    "changes": [CHANGE],
}
AWARD = {
    "call": "offene-kommunen",
    "municipality": PLACE,
    "title": "Haushalt zum Mitreden",
    "amount_cents": 5_000_000,
    "result": "awarded",
    "synthetic": True,
}
AWARD_DETAIL = {
    **AWARD,
    "result": "declined",
    "ended_at": "2027-06-14T10:00:00+02:00",
    "events": [
        {
            "at": "2027-05-31T10:00:00+02:00",
            "result": "awarded",
            "title": "Haushalt zum Mitreden",
            "amount_cents": 5_000_000,
            "reason": "",
            "moved_up": False,
        },
        {
            "at": "2027-06-14T10:00:00+02:00",
            "result": "declined",
            "title": "Haushalt zum Mitreden",
            "amount_cents": 5_000_000,
            "reason": "",
            "moved_up": False,
        },
    ],
}
MUNICIPALITY = {
    "ags": "05315000",
    "name": "Köln",
    "kind": "independent_city",
    "state": "NW",
    "population": 1_084_831,
    "size_class": "large",
    "latitude": "50.938",
    "longitude": "6.957",
    "as_of": "2023-11-30",
    "synthetic": False,
}
MUNICIPALITY_DETAIL = {
    **MUNICIPALITY,
    "source": "Quelle: Statistisches Bundesamt (Destatis), Gemeindeverzeichnis-Informationssystem "
    "GV-ISys, Gebietsstand 30.11.2023; Daten verändert",
}
