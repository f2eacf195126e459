"""What the examples of all audiences share: one municipality, one call, one digest."""

from typing import Any

SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
PLACE: dict[str, Any] = {
    "ags": "99001001",
    "name": "Beispielstadt",
    "kind": "town",
    "state": "ST",
    "population": 34_920,
    "size_class": "medium",
}
# After its deadline, and before its announcement.
CALL: dict[str, Any] = {
    "slug": "offene-kommunen",
    "title": "Modellkommune Open Government",
    "summary": "Gesucht werden neun Modellkommunen.",
    "phase": "closed",
    "opens_at": "2027-02-01T00:00:00+01:00",
    "deadline_at": "2027-04-17T00:00:00+02:00",
    "announced_at": None,
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
