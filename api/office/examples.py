"""Examples of the office's answers, for the schema."""

from typing import Any

from api import examples
from api.examples import PLACE, SHA256

CALL: dict[str, Any] = {
    **examples.CALL,
    "published_at": "2027-01-15T10:00:00+01:00",
    "applications_count": 31,
    "sealed_count": 26,
    "reviewing_opened_at": "2027-04-20T09:00:00+02:00",
    "scores_locked_at": "2027-05-14T18:00:00+02:00",
}
APPLICATION: dict[str, Any] = {
    "id": "3f1c0a9be27d44c58a10",
    "municipality": PLACE,
    "state": "admitted",
    "title": "Haushalt zum Mitreden",
    "submitted_at": "2027-04-16T21:14:08+02:00",
    "screened_at": "2027-04-19T11:30:00+02:00",
    "screening_reason": "",
    "available_moves": ["exclude"],
}
APPLICATION_DETAIL = {
    **APPLICATION,
    "content": {"format": "modellkommune-application-1", "answers": []},
    "sha256": SHA256,
}
REASON = {"reason": "Der Ratsbeschluss fehlt."}
RANKING: dict[str, Any] = {
    "call": "offene-kommunen",
    "applications": [
        {
            "id": APPLICATION["id"],
            "ags": PLACE["ags"],
            "name": PLACE["name"],
            "title": APPLICATION["title"],
            "rank": 1,
            "gate": "ok",
            "total": "43/12",
            "reviews_count": 3,
            "criteria": [
                {"criterion": "idea", "value": "11/3"},
                {"criterion": "breadth", "value": "7/2"},
            ],
        }
    ],
}
RUN: dict[str, Any] = {
    "id": "b4d97f0c6a1e4b2f9c33",
    "call": "offene-kommunen",
    "state": "queued",
    "requested_at": "2027-05-16T14:00:00+02:00",
    "requested_by": "Dora Beispiel",
    "finished_at": None,
    "error": "",
    "engine_version": "",
    "input_sha256": SHA256,
    "result_sha256": "",
    "scenario": None,
}
RUN_DETAIL = {
    **RUN,
    "state": "done",
    "finished_at": "2027-05-16T14:00:02+02:00",
    "engine_version": "1",
    "result_sha256": SHA256,
    "result": {"status": "unique", "selected": [APPLICATION["id"]]},
}
DECISION: dict[str, Any] = {
    "id": "77e0c5d2a94f4f0f8b1a",
    "call": "offene-kommunen",
    "run": RUN["id"],
    "state": "proposed",
    "sha256": SHA256,
    "selected": [
        {
            "id": APPLICATION["id"],
            "ags": PLACE["ags"],
            "name": PLACE["name"],
            "title": APPLICATION["title"],
        }
    ],
    "proposed_at": "2027-05-16T14:05:00+02:00",
    "proposed_by": "Dora Beispiel",
    "confirmed_at": None,
    "confirmed_by": None,
    "rejected_at": None,
    "rejected_by": None,
    "rejection_reason": "",
    "number": 1,
    "kind": "selection",
    "reason": "",
    "public_at": None,
    "deviation": None,
    "singled_out": [],
}
PROPOSAL = {"run": RUN["id"]}
OTHER_ID = "5a0e8d7c6b5a49382716"
WISH = {
    "run": RUN["id"],
    "enters": [APPLICATION["id"]],
    "leaves": [OTHER_ID],
    "deviation_reason": "Der Verbund erreicht mehr Menschen.",
}
PLAN: dict[str, Any] = {
    "sha256": SHA256,
    "kind": "selection",
    "number": 1,
    "selected": DECISION["selected"],
    "reserve": [OTHER_ID],
    "reason": "",
    "public_at": None,
    "deviation": {
        "enters": [APPLICATION["id"]],
        "leaves": [OTHER_ID],
        "reason": WISH["deviation_reason"],
        "price": "3/2",
        "broken": [],
    },
    "total": "123/2",
    "total_computed": "63",
    "among_tied": False,
    "grants": [APPLICATION["id"]],
    "ends": [],
    "singled_out": [],
}
MOMENT = {"public_at": "2027-05-31T10:00:00+02:00"}
CONFIRMATION = {**MOMENT, "awards_sha256": SHA256, "letters_sha256": SHA256}
ANNOUNCEMENT: dict[str, Any] = {
    "call": "offene-kommunen",
    "public_at": MOMENT["public_at"],
    "awards_sha256": SHA256,
    "letters_sha256": SHA256,
    "letters": [{"kind": "award", "count": 9}, {"kind": "rejection", "count": 17}],
    "prepared_at": "2027-05-17T09:00:00+02:00",
    "prepared_by": "Dora Beispiel",
    "confirmed_at": None,
    "confirmed_by": None,
    "awards": [
        {
            "ags": PLACE["ags"],
            "name": PLACE["name"],
            "title": APPLICATION["title"],
            "amount_cents": 5_000_000,
        }
    ],
}
NOTICE: dict[str, Any] = {
    "kind": "award",
    "application": APPLICATION["id"],
    "municipality": PLACE["name"],
    "address": "rathaus@beispielstadt.example",
    "subject": "Ihre Bewerbung: Zusage",
    "message_id": "<0c1d2e3f@modellkommune>",
    "state": "waiting",
    "due_at": "2027-05-31T10:00:00+02:00",
    "sent_at": None,
    "failed_at": None,
    "tries_count": 0,
    "last_error": "",
}
ENTRY: dict[str, Any] = {
    "sequence": 26,
    "act": "application.submitted",
    "sentence": "Eine Bewerbung ist eingegangen.",
    "call": "offene-kommunen",
    "person": "Berta Beispiel",
    "sealed": False,
    "entry": {
        "sequence": 26,
        "at": "2027-04-16T19:14:08.123456Z",
        "actor": 17,
        "act": "application.submitted",
        "subject": APPLICATION["id"],
        "payload": {"sha256": SHA256},
    },
    "previous_digest": SHA256,
    "digest": SHA256,
}
EVENT: dict[str, Any] = {
    "chain": "offene-kommunen",
    "sequence": 26,
    "at": "2027-04-16T21:14:08.123456+02:00",
    "act": "application.submitted",
    "sentence": "Eine Bewerbung ist eingegangen.",
    "call": "offene-kommunen",
    "application": APPLICATION["id"],
    "sealed": False,
}
LISTED_APPLICATION = {**APPLICATION_DETAIL, "content": None, "receipt": "7QX4-M2ZC-09HD"}
