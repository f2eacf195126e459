"""Examples of the public answers about events, for the schema."""

from typing import Any

EVENT: dict[str, Any] = {
    "slug": "abschlusskonferenz",
    "call": "offene-kommunen",
    "kind": "conference",
    "title": "Abschlusskonferenz",
    "summary": "Was die geförderten Kommunen erreicht haben.",
    "starts_at": "2029-09-05T09:00:00+02:00",
    "ends_at": "2029-09-06T16:00:00+02:00",
    "days_only": False,
    "place": "Beispielstadt, Rathaus",
    "directions": "Rathausplatz 1",
    "accessibility": "Stufenloser Zugang, Gebärdensprache.",
    "capacity": 100,
    "registration_opens_at": "2029-06-01T00:00:00+02:00",
    "registration_ends_at": "2029-09-02T00:00:00+02:00",
    "stage": "open",
    "cancelled_at": None,
    "cancel_reason": "",
    "synthetic": True,
}
EVENT_DETAIL: dict[str, Any] = {
    **EVENT,
    "free_count": 42,
    "agenda": [
        {
            "starts_at": "2029-09-05T09:00:00+02:00",
            "ends_at": "2029-09-05T09:30:00+02:00",
            "title": "Begrüßung",
            "text": "",
            "room": "Saal 1",
            "speakers": [{"name": "Ada Muster", "role": "Beispielministerium"}],
        }
    ],
    "sources": [],
}
