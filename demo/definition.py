"""The example call: the shape of the round of 2017 (26 applications, six jurors, nine places)."""

from typing import Any

from demo.places import PERSPECTIVES

AWARD_CENTS = 50_000_00
PLACES = 9

SUMMARY = (
    "Gesucht werden neun Kommunen, die zwei Jahre lang erproben, wie offenes Regierungs- und "
    "Verwaltungshandeln vor Ort gelingt. Jede wird mit 50.000 € gefördert. Diese Runde ist ein "
    "Beispiel: Alle Kommunen, Personen und Punkte sind erfunden."
)

QUESTIONS: list[dict[str, Any]] = [
    {
        "key": "title",
        "section": "Vorhaben",
        "kind": "line",
        "label": "Titel des Vorhabens",
        "hint": "Unter diesem Titel erscheint die Bewerbung bei der Jury.",
        "max_chars": 150,
    },
    {
        "key": "perspectives",
        "section": "Vorhaben",
        "kind": "choices",
        "label": "Welche Perspektiven der Offenheit verfolgt das Vorhaben?",
        "hint": "Wählen Sie mindestens eine.",
        "choices": [{"value": key, "label": label} for key, label in PERSPECTIVES],
    },
    {
        "key": "concept",
        "section": "Vorhaben",
        "kind": "text",
        "label": "Beschreiben Sie Ihre Idee und wie Sie sie umsetzen.",
        "hint": "Woran merken die Menschen vor Ort, dass sich etwas verändert hat?",
        "max_chars": 4000,
    },
    {
        "key": "impact",
        "section": "Wirkung",
        "kind": "text",
        "label": "Wen erreicht das Vorhaben, und was können andere Kommunen übernehmen?",
        "max_chars": 2000,
    },
    {
        "key": "sustainability",
        "section": "Wirkung",
        "kind": "text",
        "label": "Wie bleibt das Erreichte nach den zwei Jahren bestehen?",
        "max_chars": 2000,
    },
    {
        "key": "own_share",
        "section": "Mittel",
        "kind": "money",
        "label": "Welchen Eigenanteil bringen Sie ein?",
        "hint": "In Euro, zum Beispiel 5.000,00. Tragen Sie 0 ein, wenn es keinen gibt.",
    },
    {
        "key": "not_begun",
        "section": "Erklärungen",
        "kind": "declaration",
        "label": "Das Vorhaben wird nicht vor der Bewilligung begonnen.",
    },
    {
        "key": "subsidy_facts",
        "section": "Erklärungen",
        "kind": "declaration",
        "label": (
            "Uns ist bekannt, dass die Angaben zu Vorhaben und Mitteln subventionserhebliche "
            "Tatsachen im Sinne des § 264 StGB sind."
        ),
    },
]

LEVELS = [
    {"score": "5", "meaning": "überzeugt in jeder Hinsicht"},
    {"score": "4", "meaning": "überzeugt, kleine Lücken"},
    {"score": "3", "meaning": "tragfähig, einzelne Schwächen"},
    {"score": "2", "meaning": "Ansätze vorhanden, wesentliche Fragen offen"},
    {"score": "1", "meaning": "kaum ausgearbeitet"},
    {"score": "0", "meaning": "nicht behandelt"},
]

CRITERIA: list[dict[str, Any]] = [
    {
        "key": "persuasiveness",
        "label": "Überzeugungskraft der Konzept-Idee",
        "description": "Ist die Idee klar, passend für den Ort und umsetzbar?",
        "levels": LEVELS,
    },
    {
        "key": "breadth",
        "label": "Breitenwirkung",
        "description": "Wie viele Menschen erreicht sie, und wie gut lässt sie sich übertragen?",
        "levels": LEVELS,
    },
    {
        "key": "sustainability",
        "label": "Nachhaltigkeit",
        "description": "Bleibt das Erreichte nach dem Ende der Förderung bestehen?",
        "levels": LEVELS,
    },
]

RULES: list[dict[str, Any]] = [
    {
        "key": "size-spread",
        "label": "Jede Größenklasse ist vertreten, keine mit mehr als vier",
        "attribute": "size_class",
        "value": "*",
        "minimum": 1,
        "maximum": 4,
    },
    {
        "key": "kind-mix",
        "label": "Landkreise, kreisfreie Städte, Städte und Gemeinden sind vertreten",
        "attribute": "kind",
        "value": "*",
        "minimum": 1,
        "maximum": None,
    },
    {
        "key": "state-max",
        "label": "Höchstens zwei Kommunen je Land",
        "attribute": "state",
        "value": "*",
        "minimum": None,
        "maximum": 2,
    },
    {
        "key": "perspective-cover",
        "label": "Jede Perspektive der Offenheit kommt mindestens einmal vor",
        "attribute": "perspectives",
        "value": "*",
        "minimum": 1,
        "maximum": None,
    },
]

RUBRIC: dict[str, Any] = {
    "aggregate": "mean",
    "quorum": 4,
    "overall_threshold": "",
    "seats_mode": "exact",
    "tie_break": [
        "criterion:persuasiveness",
        "criterion:sustainability",
        "criterion:breadth",
        "lot",
    ],
    "lot_source": "Erste Ziehung der Woche nach Sperrung der Bewertungen (Beispiel)",
}
LOT_PUBLIC_VALUE = "Beispielziehung 03 11 19 27 38 44"
