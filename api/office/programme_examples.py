"""Examples of the funded years, for the schema."""

from typing import Any

from api.examples import PLACE, SHA256

AT = "2027-06-10T09:00:00+02:00"
OUTLINE = [
    {
        "key": "s1",
        "label": "1 Ausgangssituation vor Ort",
        "hint": "",
        "max_chars": 6_000,
        "is_required": True,
    }
]
SETUP: dict[str, Any] = {
    "title": "Zwei Jahre offene Verwaltung",
    "summary": "Die geförderten Kommunen setzen um, was sie vorgeschlagen haben.",
    "starts_on": "2027-07-01",
    "ends_on": "2029-06-30",
    "award_form": "agreement",
    "terms": "Es gelten die ANBest-Gk.",
    "requirements": [
        {
            "key": "sachstand",
            "kind": "first",
            "title": "Sachstand und Konzept",
            "counted_from": "start",
            "offset_months": 4,
            "offset_days": 0,
            "outline": OUTLINE,
            "has_money_table": False,
        }
    ],
    "tranches": [{"amount_cents": 2_000_000, "requirement": "sachstand"}],
}
PROGRAMME: dict[str, Any] = {
    "call": "offene-kommunen",
    **SETUP,
    "version": 1,
    "fixed": True,
    "published_at": AT,
    "sums": {
        "granted_cents": 45_000_000,
        "requested_cents": 4_000_000,
        "ordered_cents": 2_000_000,
        "paid_cents": 0,
    },
}
AGREEMENT: dict[str, Any] = {
    "form": "agreement",
    "reference": "OG-1",
    "starts_on": "2027-07-01",
    "ends_on": "2029-06-30",
    "sha256": SHA256,
    "proposed_at": AT,
    "proposed_by": "Dora Beispiel",
    "confirmed_at": AT,
    "confirmed_by": "Emil Beispiel",
    "accepted_at": None,
    "accepted_by": None,
}
AGREED: dict[str, Any] = {
    "municipality": PLACE,
    "title": "Haushalt zum Mitreden",
    "amount_cents": 5_000_000,
    "state": "granted",
    "agreement": AGREEMENT,
}
AGREED_DETAIL: dict[str, Any] = {
    **AGREED,
    "agreement": {
        **AGREEMENT,
        "document": {"reference": "OG-1", "amount_cents": 5_000_000},
        "final_on": None,
    },
}
PROPOSAL: dict[str, Any] = {"reference": "OG-1"}
READ = {"sha256": SHA256}
RECORD: dict[str, Any] = {
    "sha256": SHA256,
    "basis": "paper",
    "evidence": "Unterschrieben am 3. Juli, Eingang 5. Juli, Aktenzeichen 12-34.",
}
REPORT: dict[str, Any] = {
    "municipality": PLACE,
    "key": "sachstand",
    "kind": "first",
    "title": "Sachstand und Konzept",
    "due_at": "2027-11-02T00:00:00+01:00",
    "state": "submitted",
    "late": False,
    "version": 1,
    "submitted_at": "2027-10-30T09:00:00+01:00",
}
FILED: dict[str, Any] = {
    "number": 1,
    "sha256": SHA256,
    "submitted_at": "2027-10-30T09:00:00+01:00",
    "submitted_by": "Berta Beispiel",
    "accepted": None,
    "judged_at": None,
    "judged_by": None,
    "remark": "",
    "comments": [],
}
REPORT_DETAIL: dict[str, Any] = {
    **REPORT,
    "sections": [{"key": "s1", "label": "1 Ausgangssituation vor Ort"}],
    "versions": [FILED],
}
FILED_DETAIL: dict[str, Any] = {
    **FILED,
    "content": {"report": "sachstand", "sections": {"s1": "Der Rat hat beschlossen."}},
}
JUDGEMENT: dict[str, Any] = {
    "sha256": SHA256,
    "accepted": False,
    "remark": "Bitte nennen Sie Zahlen.",
    "comments": {"s1": "Wie viele Haushalte?"},
}
EXTENSION = {"due_at": "2027-12-02T00:00:00+01:00", "reason": "Die Stelle ist unbesetzt."}
PAYMENT: dict[str, Any] = {
    "id": "3f1c0a9be27d44c58a10",
    "municipality": PLACE,
    "tranche": 1,
    "amount_cents": 2_000_000,
    "state": "certified",
    "purpose": "Programmierung des Ratsportals",
    "iban": "DE89370400440532013000",
    "payment_reference": "Kassenzeichen 4711",
    "sha256": SHA256,
    "requested_at": AT,
    "requested_by": "Berta Beispiel",
    "certified_at": AT,
    "certified_by": "Dora Beispiel",
    "ordered_at": None,
    "ordered_by": None,
    "rejected_at": None,
    "rejected_by": None,
    "rejection_reason": "",
    "paid_on": None,
    "paid_by": None,
}
PAYMENT_DETAIL: dict[str, Any] = {**PAYMENT, "other_ibans": []}
REJECTION = {"reason": "Das Konto gehört nicht der Gemeindekasse."}
TRANSFER = {"paid_on": "2027-06-12"}
DOCUMENT = "## Was wir gelernt haben\n\nOffenheit braucht Zeit."
DRAFT: dict[str, Any] = {
    "slug": "ergebnisse",
    "title": "Was offene Verwaltung braucht",
    "introduction": "Sagen Sie uns Ihre Meinung.",
    "opens_at": "2029-09-01T00:00:00+02:00",
    "ends_at": "2029-10-14T00:00:00+02:00",
    "document": DOCUMENT,
}
CONSULTATION: dict[str, Any] = {
    **{name: DRAFT[name] for name in ("slug", "title", "opens_at", "ends_at")},
    "version": 2,
    "published_at": AT,
    "reported_at": None,
    "erased_at": None,
    "waiting_count": 1,
    "shown_count": 12,
    "withheld_count": 0,
}
CONSULTATION_DETAIL: dict[str, Any] = {
    **CONSULTATION,
    "introduction": DRAFT["introduction"],
    "document": DOCUMENT,
    "report": "",
}
COMMENT: dict[str, Any] = {
    "number": "7QX4-M2ZC-09HD",
    "section": 1,
    "heading": "Was wir gelernt haben",
    "name": "Gisela Muster",
    "organisation": "",
    "text": "Das sehe ich anders.",
    "state": "waiting",
    "received_at": "2029-09-03T10:00:00+02:00",
    "confirmed_at": "2029-09-03T10:05:00+02:00",
    "decided_at": None,
    "decided_by": None,
    "withheld_reason": "",
    "answer": "",
    "answered_at": None,
    "answered_by": None,
    "sha256": SHA256,
}
