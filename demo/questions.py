"""The form of the example call: a question of every kind, some asked only after certain answers."""

from datetime import datetime
from typing import Any

from competition import perspectives

SHORT, LONG = 2000, 4000

PROJECT: list[dict[str, Any]] = [
    {
        "key": "title",
        "kind": "line",
        "label": "Titel des Vorhabens",
        "hint": "Unter diesem Titel erscheint die Bewerbung bei der Jury.",
        "max_chars": 150,
    },
    {
        "key": "perspectives",
        "kind": "perspectives",
        "label": "Welche Perspektiven der Offenheit verfolgt das Vorhaben?",
        "hint": "Wählen Sie mindestens eine, und sagen Sie in einem Satz, was Sie vorhaben.",
        "choices": perspectives.LIST_NAME,
        "max_chars": 300,
    },
    {
        "key": "concept",
        "kind": "text",
        "label": "Beschreiben Sie Ihre Idee und wie Sie sie umsetzen.",
        "hint": "Woran merken die Menschen vor Ort, dass sich etwas verändert hat?",
        "max_chars": LONG,
    },
    {
        "key": "begins_on",
        "kind": "date",
        "label": "Wann soll das Vorhaben beginnen?",
    },
]
EFFECT: list[dict[str, Any]] = [
    {
        "key": "impact",
        "kind": "text",
        "label": "Wen erreicht das Vorhaben, und was können andere Kommunen übernehmen?",
        "max_chars": SHORT,
    },
    {
        "key": "groups",
        "kind": "choices",
        "label": "Wen beziehen Sie besonders ein?",
        "choices": [
            {"value": "youth", "label": "Kinder und Jugendliche"},
            {"value": "elderly", "label": "Ältere Menschen"},
            {"value": "clubs", "label": "Vereine und Initiativen"},
            {"value": "business", "label": "Handwerk und Gewerbe"},
        ],
        "is_required": False,
    },
    {
        "key": "reach",
        "kind": "number",
        "label": "Wie viele Menschen wirken im ersten Jahr voraussichtlich mit?",
        "minimum": 1,
        "maximum": 10_000_000,
    },
    {
        "key": "sustainability",
        "kind": "text",
        "label": "Wie bleibt das Erreichte nach den zwei Jahren bestehen?",
        "max_chars": SHORT,
    },
]
COOPERATION: list[dict[str, Any]] = [
    {
        "key": "cooperation",
        "kind": "choice",
        "label": "Arbeiten Sie mit Dritten zusammen?",
        "choices": [
            {"value": "no", "label": "Nein"},
            {"value": "planned", "label": "Ja, eine Vereinbarung ist geplant"},
            {"value": "agreed", "label": "Ja, eine Vereinbarung ist geschlossen"},
        ],
    },
    {
        "key": "others",
        "kind": "line",
        "label": "Mit wem?",
        "max_chars": 200,
        "condition": {"question": "cooperation", "values": ["planned", "agreed"]},
    },
    {
        "key": "agreed_on",
        "kind": "date",
        "label": "Seit wann besteht die Vereinbarung?",
        "condition": {"question": "cooperation", "values": ["agreed"]},
    },
]
MONEY: list[dict[str, Any]] = [
    {
        "key": "budget",
        "kind": "budget",
        "label": "Was kostet das Vorhaben, und wie finanzieren Sie es?",
        "hint": "Für die zwei Jahre zusammen. Kosten und Finanzierung müssen übereinstimmen.",
    },
    {
        "key": "upkeep",
        "kind": "money",
        "label": "Was kostet der Betrieb danach im Jahr?",
        "hint": "In Euro, zum Beispiel 5.000,00. Tragen Sie 0 ein, wenn er nichts kostet.",
        "minimum": 0,
        "maximum": 1_000_000_00,
    },
]
DECLARATIONS: list[dict[str, Any]] = [
    {
        "key": "not_begun",
        "kind": "declaration",
        "label": "Das Vorhaben wird nicht vor der Bewilligung begonnen.",
        "hint": "Begonnen ist es mit dem ersten Vertrag über Lieferungen oder Leistungen.",
    },
    {
        "key": "subsidy_facts",
        "kind": "declaration",
        "label": (
            "Uns ist bekannt, dass die Angaben zu Vorhaben und Mitteln subventionserhebliche "
            "Tatsachen im Sinne des § 264 StGB sind."
        ),
    },
]


def files(resolution_until: datetime) -> list[dict[str, Any]]:
    """The files that may come with it; the council's resolution has a date of its own."""
    return [
        {
            "key": "plans",
            "kind": "files",
            "label": "Pläne und Skizzen",
            "hint": "Höchstens drei Dateien.",
            "maximum": 3,
            "is_required": False,
        },
        {
            "key": "resolution",
            "kind": "files",
            "label": "Beschluss des Rates",
            "maximum": 1,
            "is_required": False,
            "deadline_at": resolution_until,
        },
    ]


def form(resolution_until: datetime) -> list[dict[str, Any]]:
    """All questions in their sections."""
    sections = {
        "Vorhaben": PROJECT,
        "Wirkung": EFFECT,
        "Zusammenarbeit": COOPERATION,
        "Mittel": MONEY,
        "Anlagen": files(resolution_until),
        "Erklärungen": DECLARATIONS,
    }
    return [
        {**question, "section": section}
        for section, questions in sections.items()
        for question in questions
    ]
