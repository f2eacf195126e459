"""The example call: the shape of the round of 2017 (26 applications, six jurors, nine places)."""

from typing import Any

AWARD_CENTS = 50_000_00
PLACES = 9

SUMMARY = (
    "Gesucht werden neun Kommunen, die zwei Jahre lang erproben, wie offenes Regierungs- und "
    "Verwaltungshandeln vor Ort gelingt. Jede wird mit 50.000 € gefördert. Diese Runde ist ein "
    "Beispiel: Alle Kommunen, Personen und Punkte sind erfunden."
)

REMEDY_NOTICE = (
    "Gegen diese Entscheidung kann innerhalb eines Monats nach ihrer Bekanntgabe Klage beim "
    "Verwaltungsgericht Beispielstadt erhoben werden. (Beispieltext: Die Runde ist erfunden.)"
)

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
