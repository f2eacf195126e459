"""Examples of the portal's answers and bodies, for the schema."""

from typing import Any

SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
ID = "3f1c9a0b7d2e4c5f6a8b"
APPLICATION: dict[str, Any] = {
    "id": ID,
    "call": "offene-kommunen",
    "municipality": {
        "ags": "99001001",
        "name": "Beispielstadt",
        "kind": "town",
        "state": "ST",
        "population": 34_920,
        "size_class": "medium",
    },
    "state": "draft",
    "result": None,
    "deadline_at": "2027-04-17T00:00:00+02:00",
    "submitted_at": None,
    "synthetic": True,
}
APPLICATION_DETAIL: dict[str, Any] = {
    **APPLICATION,
    "answers": [
        {"key": "title", "kind": "line", "value": "Haushalt zum Mitreden", "version": 3},
        {"key": "own_share", "kind": "money", "value": 500_000, "version": 1},
        {"key": "concept", "kind": "text", "value": "", "version": 0},
    ],
    "missing": ["concept"],
    "sha256": SHA256,
    "released": False,
    "valid_version": None,
    "available_moves": ["submit"],
}
WITHDRAWN: dict[str, Any] = {**APPLICATION_DETAIL, "state": "withdrawn"}
CHANGES: dict[str, Any] = {
    "answers": [
        {"key": "title", "value": "Haushalt zum Mitreden", "version": 3},
        {"key": "concept", "value": "Alle Vorlagen des Rates werden offene Daten.", "version": 0},
    ]
}
SAVED: dict[str, Any] = {"versions": {"title": 4, "concept": 1}}
SUBMISSION: dict[str, Any] = {"sha256": SHA256}
RECEIPT: dict[str, Any] = {
    "number": "7QX4-M2ZC-09HD",
    "version": 1,
    "received_at": "2027-04-16T23:12:09.123456+02:00",
    "sha256": SHA256,
    "document": {
        "format": "modellkommune-receipt-1",
        "number": "7QX4-M2ZC-09HD",
        "call": "offene-kommunen",
        "application": ID,
        "version": 1,
        "content_sha256": SHA256,
        "received_at": "2027-04-16T21:12:09.123456Z",
    },
    "key_id": "5f2c0a9d1b3e4f60",
    "signature": "c2lnbmF0dXJl",
}
