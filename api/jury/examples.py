"""Examples of the jury's answers and bodies, for the schema."""

from typing import Any

from api.examples import CALL, PLACE, SHA256

ID = "3f1c9a0b7d2e4c5f6a8b"
OTHER_ID = "5a0e8d7c6b5a49382716"
TITLE = "Haushalt zum Mitreden"
AT = "2027-05-03T10:12:00+02:00"
SEAT: dict[str, Any] = {
    "name": "Carla Beispiel",
    "chair": False,
    "deputy_chair": False,
    "bench": "Wissenschaft",
    "call": CALL,
    "rubric": {
        "sha256": SHA256,
        "opened_at": "2027-04-26T09:00:00+02:00",
        "locked_at": None,
        "quorum": 3,
        "overall_threshold": "",
        "disclosure": "session",
        "abstention_allowed": True,
        "criteria": [
            {
                "key": "idea",
                "label": "Überzeugungskraft",
                "description": "Wie schlüssig ist das Vorhaben?",
                "weight": "2",
                "minimum": "0",
                "maximum": "5",
                "step": "0.5",
                "threshold": "",
                "levels": [{"score": "5", "meaning": "herausragend"}],
                "reason_required": True,
            }
        ],
    },
    "counts": {
        "declarations_open": 3,
        "assigned": 20,
        "undeclared": 2,
        "conflicted": 1,
        "open": 9,
        "draft": 3,
        "final": 4,
        "abstained": 1,
    },
}
CONFLICT: dict[str, Any] = {
    "reason": "mandate",
    "source": "register",
    "severity": "soft",
    "note": "Mandat im Städtetag",
    "declared_at": AT,
    "contested_at": None,
    "contest_reason": "",
    "settlement": "",
    "settled_at": None,
    "settlement_reason": "",
}
DECLARATION: dict[str, Any] = {
    "id": ID,
    "title": TITLE,
    "municipality": PLACE,
    "partners": [{"ags": "99002001", "name": "Musterdorf"}],
    "assigned": True,
    "state": "conflicted",
    "conflict": CONFLICT,
    "may_contest": True,
}
DECLARATIONS: dict[str, Any] = {
    "answers": [
        {"application": ID, "conflict": "none"},
        {"application": OTHER_ID, "conflict": "employment", "note": "Gutachten 2025"},
    ]
}
DECLARED: dict[str, Any] = {
    "results": [{**DECLARATION, "state": "declared", "conflict": None, "may_contest": False}],
    "declarations_open": 2,
}
ASSIGNMENT: dict[str, Any] = {
    "id": ID,
    "title": TITLE,
    "municipality": PLACE,
    "state": "draft",
    "read": True,
    "application": None,
    "review": None,
}
CONTENT: dict[str, Any] = {
    "partners": [{"ags": "99002001", "name": "Musterdorf"}],
    "answers": [
        {
            "key": "concept",
            "kind": "text",
            "label": "Beschreiben Sie Ihre Idee.",
            "value": "Alle Vorlagen des Rates werden offene Daten.",
        }
    ],
}
APPLICATION: dict[str, Any] = {
    "id": ID,
    "title": TITLE,
    "municipality": PLACE,
    "version": 2,
    "sha256": SHA256,
    "read": False,
    "content": CONTENT,
    "attachments": [
        {
            "key": "resolution",
            "label": "Beschluss des Rates",
            "name": "beschluss.pdf",
            "media_type": "application/pdf",
            "size_bytes": 48_211,
            "sha256": SHA256,
            "remarks": [],
        }
    ],
}
READING: dict[str, Any] = {"application": ID, "read_at": AT}
REVIEW: dict[str, Any] = {
    "application": ID,
    "state": "draft",
    "version": 4,
    "saved_at": AT,
    "finalised_at": None,
    "scores": [
        {"criterion": "idea", "points": "3.5", "reason": "Schlüssig, aber ohne Zeitplan."},
        {"criterion": "breadth", "points": None, "reason": "Noch offen."},
    ],
    "comment": "Bitte über die Kosten sprechen.",
    "comment_for_applicant": "",
    "private_note": "",
    "abstention_reason": "",
    "missing": ["breadth"],
}
FINAL_REVIEW: dict[str, Any] = {
    **REVIEW,
    "state": "final",
    "finalised_at": AT,
    "scores": [{"criterion": "idea", "points": "3.5", "reason": "Schlüssig."}],
    "missing": [],
}
ABSTAINED_REVIEW: dict[str, Any] = {
    **FINAL_REVIEW,
    "state": "abstained",
    "abstention_reason": "Mir fehlt das Fachwissen.",
}
SAVE: dict[str, Any] = {
    "version": 3,
    "scores": [{"criterion": "idea", "points": "3.5", "reason": "Schlüssig, aber ohne Zeitplan."}],
    "comment": "Bitte über die Kosten sprechen.",
}
VERSION: dict[str, Any] = {"version": 4}
ABSTAIN: dict[str, Any] = {"version": 4, "reason": "Mir fehlt das Fachwissen."}
OTHERS: dict[str, Any] = {
    "results": [
        {
            "juror": "Jonas Beispiel",
            "scores": [{"criterion": "idea", "points": "4", "reason": ""}],
            "comment": "Überzeugt.",
        }
    ]
}
FINISH: dict[str, Any] = {
    "reviews": [{"application": ID, "version": 4}, {"application": OTHER_ID, "version": 1}]
}
FINISHED: dict[str, Any] = {
    "results": [
        {"application": ID, "finalised": True, "code": None, "detail": None},
        {
            "application": OTHER_ID,
            "finalised": False,
            "code": "review_incomplete",
            "detail": "Zum Abschließen fehlt noch: Punkte für „Breitenwirkung“.",
        },
    ]
}
