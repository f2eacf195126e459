"""Examples of the portal's answers and bodies about the funded years, for the schema."""

from typing import Any

from api.examples import SHA256

READ: dict[str, Any] = {"sha256": SHA256}
WORKSHOP: dict[str, Any] = {
    "id": "8b6a5f4c2e7d0b9a3f1c",
    "title": "Auftakt der geförderten Kommunen",
    "starts_at": "2027-09-14T10:00:00+02:00",
    "ends_at": "2027-09-14T18:00:00+02:00",
    "place": "Berlin",
    "agenda": "Kennenlernen, Ziele, offene Fragen.",
    "duty": True,
    "cancelled_at": None,
    "cancel_reason": "",
    "standing": "announced",
    "may_answer": True,
    "announced_count": 3,
    "message": "Wir kommen mit der Bahn.",
    "attended_count": None,
    "sha256": SHA256,
}
WORKSHOP_ANSWER: dict[str, Any] = {
    "sha256": SHA256,
    "count": 3,
    "message": "Wir kommen mit der Bahn.",
}
PROFILE_DRAFT: dict[str, Any] = {
    "version": 3,
    "summary": "Alle Vorlagen des Rates werden offene Daten.",
    "stand": "Das Portal läuft im Probebetrieb.",
    "stand_on": "2027-11-30",
    "contact": "offen@beispielstadt.example",
    "measures": [
        {
            "perspective": "data",
            "title": "Ratsportal",
            "text": "Alle Vorlagen als offene Daten, mit API.",
            "state": "running",
        }
    ],
}
PROFILE: dict[str, Any] = {
    **PROFILE_DRAFT,
    "sha256": SHA256,
    "saved_at": "2027-12-01T08:55:00+01:00",
    "published": {
        "version": 2,
        "sha256": SHA256,
        "published_at": "2027-12-01T09:00:00+01:00",
        "taken_down_at": None,
        "taken_down_reason": "",
    },
}
AGREEMENT: dict[str, Any] = {
    "form": "agreement",
    "reference": "OG-2027-03",
    "starts_on": "2027-07-01",
    "ends_on": "2029-06-30",
    "amount_cents": 5_000_000,
    "sha256": SHA256,
    "document": {
        "form": "agreement",
        "reference": "OG-2027-03",
        "call": "offene-kommunen",
        "municipality": "99001001",
        "title": "Haushalt zum Mitreden",
        "amount_cents": 5_000_000,
        "starts_on": "2027-07-01",
        "ends_on": "2029-06-30",
        "terms": "Es gelten die ANBest-Gk.",
        "reports": [{"key": "sachstand", "title": "Sachstand", "due_on": "2027-12-31"}],
        "tranches": [{"number": 1, "amount_cents": 5_000_000, "report": ""}],
    },
    "confirmed_at": "2027-06-21T10:00:00+02:00",
    "accepted_at": None,
    "accepted_by": None,
    "tranches": [
        {
            "number": 1,
            "amount_cents": 5_000_000,
            "report": None,
            "requestable": False,
            "hindrance": "agreement_not_in_force",
        }
    ],
}
ACCEPTED: dict[str, Any] = {
    **AGREEMENT,
    "accepted_at": "2027-06-28T14:05:00+02:00",
    "accepted_by": "Berta Beispiel",
    "tranches": [{**AGREEMENT["tranches"][0], "requestable": True, "hindrance": ""}],
}
FILED: dict[str, Any] = {
    "number": 1,
    "sha256": SHA256,
    "submitted_at": "2027-12-20T15:12:44.120381+01:00",
    "submitted_by": "Berta Beispiel",
    "accepted": None,
    "judged_at": None,
    "remark": "",
    "comments": [],
}
REPORT: dict[str, Any] = {
    "key": "sachstand",
    "kind": "first",
    "title": "Sachstand und Konzept",
    "due_at": "2028-01-01T00:00:00+01:00",
    "state": "open",
    "version": 3,
}
REPORT_DETAIL: dict[str, Any] = {
    **REPORT,
    "sections": [
        {
            "key": "stand",
            "label": "1 Stand des Vorhabens",
            "hint": "",
            "max_chars": 6_000,
            "required": True,
            "text": "Der Probebetrieb läuft.",
        }
    ],
    "money": {
        "expenses": [{"label": "Programmierung", "cents": 1_250_000}],
        "income": [{"label": "Eigenmittel", "cents": 250_000}],
        "grant_cents": 1_000_000,
        "received_cents": 2_000_000,
        "unspent_cents": 1_000_000,
    },
    "missing": [],
    "sha256": SHA256,
    "filed": [FILED],
}
REPORT_DRAFT: dict[str, Any] = {
    "version": 3,
    "sections": {"stand": "Der Probebetrieb läuft."},
}
FILED_DETAIL: dict[str, Any] = {
    **FILED,
    "content": {
        "call": "offene-kommunen",
        "municipality": "99001001",
        "reference": "OG-2027-03",
        "report": "sachstand",
        "title": "Sachstand und Konzept",
        "sections": {"stand": "Der Probebetrieb läuft."},
        "money": None,
    },
}
PAYMENT_ASKED: dict[str, Any] = {
    "tranche": 1,
    "purpose": "Programmierung des Ratsportals bis März",
    "iban": "DE89 3704 0044 0532 0130 00",
    "payment_reference": "Kassenzeichen 4711",
}
PAYMENT: dict[str, Any] = {
    **PAYMENT_ASKED,
    "iban": "DE89370400440532013000",
    "amount_cents": 2_000_000,
    "sha256": SHA256,
    "state": "requested",
    "requested_at": "2027-07-05T09:31:00+02:00",
    "requested_by": "Berta Beispiel",
    "rejection_reason": "",
    "paid_on": None,
}
