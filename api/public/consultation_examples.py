"""Examples of the public answers about consultations, for the schema."""

from typing import Any

CONSULTATION: dict[str, Any] = {
    "slug": "ergebnisse",
    "call": "offene-kommunen",
    "title": "Was offene Verwaltung braucht",
    "introduction": "Sagen Sie uns Ihre Meinung zum Ergebnisdokument.",
    "opens_at": "2029-06-01T00:00:00+02:00",
    "ends_at": "2029-10-14T00:00:00+02:00",
    "report_at": None,
    "synthetic": True,
    "archive": False,
}
SECTION = {
    "position": 1,
    "level": 2,
    "heading": "Was wir gelernt haben",
    "text": "Offenheit braucht Zeit.",
    "takes_comments": True,
    "comments_count": 1,
}
CONSULTATION_DETAIL = {**CONSULTATION, "report": "", "facts": {}, "sections": [SECTION]}
COMMENT: dict[str, Any] = {
    "number": "7QX4-M2ZC-09HD",
    "consultation": "ergebnisse",
    "section": 1,
    "name": "Gisela Muster",
    "organisation": "Bürgerverein Beispielstadt",
    "received_at": "2029-06-03T18:30:00+02:00",
    "text": "Das gilt auch für kleine Gemeinden.",
    "answer": "Danke, das nehmen wir auf.",
    "answered_at": "2029-06-05T09:00:00+02:00",
}
