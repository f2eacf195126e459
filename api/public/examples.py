"""Examples of the public answers, for the schema."""

from typing import Any

CALL: dict[str, Any] = {
    "slug": "offene-kommunen",
    "title": "Modellkommune Open Government",
    "summary": "Gesucht werden neun Modellkommunen.",
    "phase": "announced",
    "opens_at": "2027-02-01T00:00:00+01:00",
    "deadline_at": "2027-04-17T00:00:00+02:00",
    "announced_at": "2027-05-31T10:00:00+02:00",
    "places_count": 9,
    "award_cents": 5_000_000,
    "budget_cents": 45_000_000,
    "eligible_kinds": ["county", "independent_city", "town", "municipality"],
    "population_min": None,
    "population_max": None,
    "contact_email": "wettbewerb@example.org",
    "synthetic": True,
    "archive": False,
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
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "content": {"format": "modellkommune-rules-1", "seats": 9},
}
CHANGE = {
    "kind": "amendment",
    "public_at": "2027-06-14T10:00:00+02:00",
    "reason": "Musterdorf hat verzichtet; die nächste Bewerbung rückt nach.",
    "granted": [
        {
            "municipality": {
                "ags": "99001001",
                "name": "Beispielstadt",
                "kind": "town",
                "state": "ST",
                "population": 34_920,
                "size_class": "medium",
            },
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
    "municipality": {
        "ags": "99001001",
        "name": "Beispielstadt",
        "kind": "town",
        "state": "ST",
        "population": 34_920,
        "size_class": "medium",
    },
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
