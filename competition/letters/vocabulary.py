"""Which placeholders each kind of letter knows: what they mean, and where their values come from.

``source`` is code of the house's own templates, over the letter's context; what the office types is
never code. ``needed`` says why the law asks for a placeholder.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One name in braces. ``example`` is shown beside the editor, and in an invented letter."""

    name: str
    meaning: Any
    example: str
    source: str
    needed: Any = ""


def _included(part: str) -> str:
    return f'{{% include "letters/{part}.txt" %}}'


def _address(name: str, argument: str = "") -> str:
    return f'{{% site_url "{name}" {argument} %}}'


TOWN = Placeholder(
    "kommune", _("Name der Kommune"), "Beispielstadt", "{{ application.municipality.name }}"
)
CALL = Placeholder("wettbewerb", _("Titel des Wettbewerbs"), "Offene Kommune", "{{ call.title }}")
SENDER = Placeholder(
    "absender",
    _("Die Geschäftsstelle mit ihrer E-Mail-Adresse"),
    "Die Geschäftsstelle des Wettbewerbs\nbuero@example.org",
    _included("_sender"),
)
PROJECT = Placeholder(
    "vorhaben",
    _("Titel der eingereichten Bewerbung"),
    "Offenes Rathaus",
    "{{ application.valid_version.title }}",
)
PLACES = Placeholder("plaetze", _("Zahl der Plätze"), "9", "{{ call.places_count }}")
CHOSEN = Placeholder(
    "auswahl",
    _("Wodurch die Bewerbung ausgewählt ist: nach den Regeln oder abweichend davon"),
    "Ihre Bewerbung ist eine von 9, die zusammen die höchste Punktsumme erreichen und alle vorher "
    "veröffentlichten Regeln einhalten.",
    _included("_chosen"),
)
PUBLIC_AT = Placeholder(
    "bekanntgabe",
    _("Zeitpunkt der Bekanntgabe"),
    "Dienstag, 20. Juni 2017, 10:00 Uhr",
    '{{ announcement.public_at|instant:"start" }}',
)
DECISION = Placeholder(
    "entscheidung",
    _("Adresse der veröffentlichten Entscheidung"),
    "https://wettbewerb.example/offene-kommune/entscheidung/",
    _address("decision", "call.slug"),
)
REMEDY = Placeholder(
    "rechtsbehelf",
    _("Rechtsbehelfsbelehrung des Wettbewerbs mit Überschrift"),
    "Rechtsbehelfsbelehrung\nGegen diesen Bescheid kann innerhalb eines Monats Klage erhoben "
    "werden.",
    _included("_remedy"),
    _("Ohne Rechtsbehelfsbelehrung beginnt keine Frist (§ 58 VwGO)."),
)
GATE = Placeholder(
    "begruendung",
    _("Woran es lag: Auswahl, Mindestpunkte oder Zahl der Bewertungen"),
    "Ausgewählt wurden 9 Bewerbungen, die zusammen die höchste Punktsumme erreichen und alle "
    "vorher veröffentlichten Regeln einhalten. Ihre Bewerbung war nicht darunter.",
    _included("_gate"),
)
POINTS_EXAMPLE = (
    "So stand Ihre Bewerbung in den einzelnen Kriterien (zusammengefasst aus 6 gültigen "
    "Bewertungen):\n\n- Überzeugungskraft: 4,50 von 5 Punkten, Gewicht 2\n"
    "- Breitenwirkung: 4,00 von 5 Punkten, Gewicht 1\n\nDie gewichtete Summe beträgt 13,00 Punkte. "
    "Angegeben ist auf zwei Stellen gerundet; gerechnet wurde exakt."
)
POINTS_MEANING = _("Die eigenen Punkte je Kriterium und ihre Summe")
AWARD_POINTS = Placeholder("kriterien", POINTS_MEANING, POINTS_EXAMPLE, _included("_reasons"))
POINTS = Placeholder(
    "kriterien",
    POINTS_MEANING,
    POINTS_EXAMPLE,
    _included("_reasons"),
    _("Wer abgelehnt wird, erfährt die Gründe (§ 39 VwVfG)."),
)
SUM = Placeholder(
    "summe", _("Betrag der Förderung"), "50.000,00\u00a0€", "{{ award.amount_cents|eur }}"
)
AWARDED = Placeholder(
    "vorhaben", _("Titel des geförderten Vorhabens"), "Offenes Rathaus", "{{ award.title }}"
)
RESERVE = Placeholder(
    "nachruecken",
    _("Was der Nachrückplatz bedeutet, und was geschieht, wenn nichts geschieht"),
    "Was das bedeutet: Gefördert wird Ihre Bewerbung nur, wenn eine der ausgewählten Kommunen "
    "verzichtet und die Geschäftsstelle darüber neu entscheidet.",
    _included("_reserve"),
    _("Sonst hält die Kommune den Nachrückplatz für eine Zusage (§ 38 VwVfG)."),
)
FORMAL_REASON = Placeholder(
    "begruendung",
    _("Begründung des Ausschlusses, wie sie eingetragen ist"),
    "Der Beschluss des Rates fehlt.",
    "{{ application.screening_reason }}",
    _("Ein Ausschluss nennt seinen Grund (§ 39 VwVfG)."),
)
RECEIPT_NUMBER = Placeholder(
    "eingangsnummer",
    _("Nummer der Eingangsbestätigung"),
    "7QX4-M2ZC-09HD",
    "{{ number }}",
    _("Mit dieser Nummer weist die Kommune den Eingang nach."),
)
RECEIVED = Placeholder(
    "eingang",
    _("Zeitpunkt des Eingangs, auf die Sekunde"),
    "Donnerstag, 20. April 2017, 14:30:00 Uhr (MESZ, UTC+02:00)",
    '{{ version.received_at|instant:"seconds" }} ({{ version.received_at|zone }})',
    _("Über die Frist entscheidet der Eingang."),
)
RECEIPT_PARTS = (
    RECEIPT_NUMBER,
    RECEIVED,
    Placeholder("fassung", _("Nummer der Fassung"), "2", "{{ version.number }}"),
    Placeholder(
        "anlass", _("Anlass der Fassung"), "Einreichung", "{{ version.get_occasion_display }}"
    ),
    Placeholder(
        "vorhaben", _("Titel der eingereichten Bewerbung"), "Offenes Rathaus", "{{ version.title }}"
    ),
    Placeholder("person", _("Wer eingereicht hat"), "Berta Beispiel", "{{ submitted_by.name }}"),
    Placeholder(
        "pruefsumme", _("Prüfsumme des Inhalts (SHA-256)"), "0" * 64, "{{ version.digest }}"
    ),
    Placeholder(
        "gueltigkeit",
        _("Welche Fassung gilt, und was geschieht, wenn nichts geschieht"),
        "Fassung 2 gilt, bis Sie eine neuere einreichen. Wenn Sie nichts weiter tun, nimmt diese "
        "Fassung am Wettbewerb teil.",
        _included("_validity"),
    ),
    Placeholder(
        "frist",
        _("Bewerbungsschluss"),
        "Freitag, 21. April 2017, 24:00 Uhr",
        "{{ call.deadline_at|instant }}",
    ),
    Placeholder(
        "bestaetigung",
        _("Adresse der unterschriebenen Bestätigung"),
        "https://wettbewerb.example/portal/bewerbungen/…/eingang/",
        _address("application-receipt", "application.public_id"),
    ),
    Placeholder(
        "pruefseite",
        _("Adresse, unter der jede Person die Bestätigung prüfen kann"),
        "https://wettbewerb.example/eingang/",
        _address("receipt-check"),
    ),
)
CORRECTION_PARTS = (
    Placeholder(
        "frist",
        _("Bis wann berichtigt werden kann"),
        "Freitag, 5. Mai 2017, 24:00 Uhr",
        "{{ correction.due_at|instant }}",
        _("Ohne Frist weiß niemand, bis wann zu antworten ist."),
    ),
    Placeholder(
        "begruendung",
        _("Worum es geht, wie es eingetragen ist"),
        "Die Summe stimmt nicht mit dem Finanzplan überein.",
        "{{ correction.reason }}",
        _("Die Kommune muss wissen, worum es geht."),
    ),
    Placeholder(
        "fragen",
        _("Die Fragen, die zu berichtigen sind, eine je Zeile"),
        "- Eigenanteil in Euro",
        "{% for label in labels %}\n- {{ label }}{% endfor %}",
        _("Nur diese Antworten lassen sich ändern."),
    ),
    Placeholder("fassung", _("Nummer der gültigen Fassung"), "2", "{{ version.number }}"),
    Placeholder(
        "berichtigung",
        _("Adresse, unter der berichtigt wird"),
        "https://wettbewerb.example/portal/bewerbungen/…/berichtigung/",
        _address("application-correction", "application.public_id"),
    ),
)
REMINDER_PARTS = (
    Placeholder(
        "frist",
        _("Bewerbungsschluss"),
        "Freitag, 21. April 2017, 24:00 Uhr",
        "{{ deadline_at|instant }}",
        _("Eine Erinnerung ohne Frist erinnert an nichts."),
    ),
    Placeholder(
        "bewerbung",
        _("Adresse des Entwurfs im Portal"),
        "https://wettbewerb.example/portal/bewerbungen/…/",
        _address("application", "application.public_id"),
    ),
)
EVERYWHERE = (TOWN, CALL, SENDER)
RESULT = (PLACES, PUBLIC_AT, DECISION, REMEDY)
# By kind of letter; a kind that is not here has the house's wording alone.
VOCABULARY: dict[str, dict[str, Placeholder]] = {
    kind: {each.name: each for each in (*EVERYWHERE, *own)}
    for kind, own in {
        "award": (SUM, AWARDED, CHOSEN, AWARD_POINTS, *RESULT),
        "rejection": (PROJECT, GATE, POINTS, *RESULT),
        "reserve": (PROJECT, GATE, RESERVE, POINTS, *RESULT),
        "exclusion": (PROJECT, FORMAL_REASON, REMEDY),
        "receipt": RECEIPT_PARTS,
        "correction_request": CORRECTION_PARTS,
        "reminder": REMINDER_PARTS,
    }.items()
}
# Owed all at once, by the confirmation of the announcement.
RESULT_KINDS = ("award", "rejection", "reserve", "exclusion")


def needed(kind: str) -> list[str]:
    """The names that the law asks for in a letter of this kind."""
    return [each.name for each in VOCABULARY[kind].values() if each.needed]
