"""Examples of the portal's answers and bodies, for the schema."""

from typing import Any

from api.examples import PLACE, SHA256

ID = "3f1c9a0b7d2e4c5f6a8b"
APPLICATION: dict[str, Any] = {
    "id": ID,
    "call": "offene-kommunen",
    "municipality": PLACE,
    "state": "draft",
    "result": None,
    "deadline_at": "2027-04-17T00:00:00+02:00",
    "started_at": "2027-03-02T09:30:00+01:00",
    "submitted_at": None,
    "synthetic": True,
}
FILE: dict[str, Any] = {
    "name": "Ratsbeschluss.pdf",
    "media_type": "application/pdf",
    "size": 482_113,
    "sha256": SHA256,
}
APPLICATION_DETAIL: dict[str, Any] = {
    **APPLICATION,
    "standing": "draft",
    "open_until": "2027-04-17T00:00:00+02:00",
    "answers": [
        {"key": "title", "kind": "line", "value": "Haushalt zum Mitreden", "version": 3},
        {"key": "own_share", "kind": "money", "value": 500_000, "version": 1},
        {"key": "concept", "kind": "text", "value": "", "version": 0},
        {"key": "resolution", "kind": "files", "value": [FILE], "version": 0},
    ],
    "missing": [
        {"key": "concept", "code": "required", "detail": "Bitte füllen Sie dieses Feld aus."}
    ],
    "partners": [
        {
            "ags": "99002001",
            "name": "Musterdorf",
            "invited_at": "2027-03-02T09:40:00+01:00",
            "confirmed_at": "2027-03-05T14:00:00+01:00",
            "confirmed_by": "Boris Beispiel",
        }
    ],
    "documents": [
        {
            "key": "resolution",
            "until": "2027-05-17T00:00:00+02:00",
            "sha256": SHA256,
            "handed_in": False,
        }
    ],
    "sha256": SHA256,
    "released": False,
    "release": None,
    "valid_version": None,
    "available_moves": ["submit"],
}
WITHDRAWN: dict[str, Any] = {
    **APPLICATION_DETAIL,
    "state": "withdrawn",
    "standing": "withdrawn",
}
START: dict[str, Any] = {"call": "offene-kommunen", "ags": "99001001"}
STARTED: dict[str, Any] = {
    **APPLICATION_DETAIL,
    "answers": [{"key": "title", "kind": "line", "value": "", "version": 0}],
    "missing": [
        {"key": "title", "code": "required", "detail": "Bitte füllen Sie dieses Feld aus."}
    ],
    "partners": [],
    "documents": [],
}
RELEASED: dict[str, Any] = {
    **APPLICATION_DETAIL,
    "missing": [],
    "released": True,
    "release": {"at": "2027-04-16T17:40:12.482913+02:00", "by": "Berta Beispiel"},
}
CHANGES: dict[str, Any] = {
    "answers": [
        {"key": "title", "value": "Haushalt zum Mitreden", "version": 3},
        {"key": "concept", "value": "Alle Vorlagen des Rates werden offene Daten.", "version": 0},
    ]
}
SAVED: dict[str, Any] = {
    "versions": {"title": 4, "concept": 1},
    "server_time": "2027-04-16T17:40:12.482913+02:00",
    "next_save_in": 20,
}
READ: dict[str, Any] = {"sha256": SHA256}
ATTACHMENT: dict[str, Any] = {
    "question": "resolution",
    **FILE,
    "remarks": [],
    "uploaded_at": "2027-04-16T17:38:00.120000+02:00",
    "url": f"/api/v1/portal/applications/{ID}/attachments/resolution/{SHA256}/",
}
UPLOAD: dict[str, Any] = {"question": "resolution", "file": "…", "replaces": ""}
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
        "sha256": SHA256,
        "received_at": "2027-04-16T21:12:09.123456Z",
        "chain_sequence": 12,
        "chain_digest": SHA256,
        "synthetic": True,
    },
    "key_id": "5f2c0a9d1b3e4f60",
    "signature": "c2lnbmF0dXJl",
}
ISSUED: dict[str, Any] = {
    "number": "7QX4-M2ZC-09HD",
    "version": 1,
    "occasion": "submission",
    "received_at": "2027-04-16T23:12:09.123456+02:00",
    "sha256": SHA256,
    "valid": True,
}
RECEIPT_FILE: dict[str, Any] = {
    "format": "modellkommune-receipt-file-1",
    "document": RECEIPT["document"],
    "signature": "c2lnbmF0dXJl",
    "key_id": "5f2c0a9d1b3e4f60",
    "public_key": "cHVibGljIGtleQ==",
    "keys_at": "https://modellkommune.example/eingang/schluessel.json",
}
CONTENT: dict[str, Any] = {
    "format": "modellkommune-application-1",
    "call": "offene-kommunen",
    "application": ID,
    "municipality": APPLICATION["municipality"],
    "partners": [],
    "answers": [
        {
            "key": "title",
            "kind": "line",
            "label": "Titel des Vorhabens",
            "value": "Haushalt zum Mitreden",
        }
    ],
}
CORRECTION: dict[str, Any] = {
    "reason": "Der Eigenanteil passt nicht zum Finanzierungsplan.",
    "asked_at": "2027-04-20T09:00:00+02:00",
    "due_at": "2027-05-04T00:00:00+02:00",
    "open": True,
    "answers": [{"key": "own_share", "kind": "money", "value": 600_000, "version": 1}],
    "missing": [],
    "sha256": SHA256,
}
CORRECTED: dict[str, Any] = {"answers": [{"key": "own_share", "value": 600_000, "version": 0}]}
NOTICE: dict[str, Any] = {
    "id": "<5f2c0a9d1b3e4f60@modellkommune.example>",
    "call": "offene-kommunen",
    "application": ID,
    "kind": "receipt",
    "subject": "Eingangsbestätigung 7QX4-M2ZC-09HD",
    "due_at": "2027-04-16T23:12:09.123456+02:00",
    "retrieved_at": None,
}
