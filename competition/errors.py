"""Refusals: one class, a machine code, a German sentence each.

Services raise ``Refusal``; pages show it at the field, the API answers with an RFC 9457 problem.
A code has one HTTP status and one sentence, wherever it surfaces. Nothing has changed when a
refusal is raised inside a service: its transaction is rolled back.
"""

from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop


@dataclass(frozen=True, slots=True)
class Entry:
    """HTTP status and sentence (German, ``%(name)s`` placeholders) of a code."""

    status: int
    sentence: Any


CATALOGUE: dict[str, Entry] = {
    # People and roles
    "not_allowed": Entry(403, _("Dafür fehlt Ihnen die Berechtigung.")),
    "not_found": Entry(404, _("Das gibt es hier nicht.")),
    "same_person": Entry(
        409, _("Bestätigen muss eine zweite Person: Sie haben den Vorgang selbst vorgeschlagen.")
    ),
    "roles_collide": Entry(
        409,
        _(
            "Wer zur Geschäftsstelle gehört, kann weder für eine Kommune handeln noch in der Jury "
            "sitzen (§ 20 VwVfG)."
        ),
    ),
    "credentials_wrong": Entry(400, _("E-Mail-Adresse oder Passwort stimmt nicht.")),
    # Input
    "required": Entry(400, _("Bitte füllen Sie dieses Feld aus.")),
    "too_long": Entry(400, _("Höchstens %(limit)s Zeichen; es sind %(count)s.")),
    "unknown_choice": Entry(400, _("Diese Auswahl gibt es nicht.")),
    "not_a_number": Entry(400, _("Bitte geben Sie eine ganze Zahl an, zum Beispiel 4500.")),
    "not_an_amount": Entry(400, _("Bitte geben Sie einen Betrag an, zum Beispiel 50.000,00.")),
    "control_characters": Entry(400, _("Der Text enthält unzulässige Steuerzeichen.")),
    "unknown_question": Entry(400, _("Diese Frage gehört nicht zu diesem Wettbewerb.")),
    "reason_required": Entry(400, _("Bitte begründen Sie diesen Schritt.")),
    # The register
    "register_malformed": Entry(400, _("Die Registerdatei ist fehlerhaft: %(detail)s")),
    "register_outdated": Entry(
        409,
        _("Der Gebietsstand der Datei, %(day)s, liegt vor dem des Registers, %(newest)s."),
    ),
    "register_in_future": Entry(
        409, _("Der Gebietsstand der Datei, %(day)s, liegt in der Zukunft.")
    ),
    "municipality_unknown": Entry(404, _("Diesen Schlüssel kennt das Register nicht.")),
    # Applying
    "call_not_open": Entry(409, _("Bewerbungen sind zurzeit nicht möglich.")),
    "not_eligible": Entry(409, _("Ihre Kommune ist nicht antragsberechtigt: %(why)s")),
    "already_applied": Entry(
        409, _("Ihre Kommune ist in diesem Wettbewerb bereits an einer Bewerbung beteiligt.")
    ),
    "deadline_passed": Entry(
        409,
        _(
            "Die Bewerbungsfrist ist abgelaufen. Ihre Anfrage ging am %(received)s ein. "
            "Der Entwurf bleibt lesbar; der Versuch ist vermerkt."
        ),
    ),
    "unknown_move": Entry(409, _("Dieser Schritt ist beim jetzigen Stand nicht möglich.")),
    "incomplete": Entry(400, _("Die Bewerbung ist noch nicht vollständig.")),
    "not_released": Entry(
        409, _("Die vertretungsberechtigte Person hat genau diesen Entwurf noch nicht freigegeben.")
    ),
    "partner_unconfirmed": Entry(
        409, _("Noch nicht bestätigt haben: %(names)s. Erst danach können Sie einreichen.")
    ),
    "version_conflict": Entry(
        409, _("Inzwischen wurde etwas anderes gespeichert. Beides steht unten.")
    ),
    # Screening
    "call_not_closed": Entry(409, _("Das ist erst nach dem Bewerbungsschluss möglich.")),
    "reviewing_open": Entry(409, _("Die Begutachtung läuft bereits.")),
    # Jury
    "frozen": Entry(409, _("Das ist bereits eingefroren und nicht mehr zu ändern.")),
    "rubric_invalid": Entry(400, _("Der Bewertungsbogen ist so nicht verwendbar: %(why)s")),
    "screening_unfinished": Entry(409, _("Ungeprüft sind noch %(count)s Bewerbungen.")),
    "nothing_admitted": Entry(409, _("Es ist keine Bewerbung zugelassen.")),
    "jury_missing": Entry(409, _("Die Jury hat noch keine Mitglieder.")),
    "chair_taken": Entry(409, _("Den Vorsitz der Jury hat bereits jemand anderes.")),
    "reviewing_closed": Entry(409, _("Die Begutachtung ist nicht geöffnet.")),
    "scoring_closed": Entry(409, _("Die Bewertungen sind gesperrt.")),
    "conflicted": Entry(403, _("Sie sind bei dieser Bewerbung befangen.")),
    "undeclared": Entry(
        409, _("Bitte erklären Sie zuerst, ob Sie bei dieser Bewerbung befangen sind.")
    ),
    "not_assigned": Entry(404, _("Das gibt es hier nicht.")),
    "score_off_grid": Entry(
        400, _("Erlaubt sind %(minimum)s bis %(maximum)s in Schritten von %(step)s.")
    ),
    "review_incomplete": Entry(400, _("Es fehlen noch Punkte für: %(names)s.")),
    "review_final": Entry(409, _("Diese Bewertung ist abgeschlossen.")),
    # Selecting and deciding
    "scores_unlocked": Entry(409, _("Die Bewertungen sind noch nicht gesperrt.")),
    "lot_value_missing": Entry(
        409, _("Die Regeln sehen ein Los vor; der öffentliche Wert fehlt noch.")
    ),
    "run_unfinished": Entry(409, _("Der Auswahllauf ist noch nicht berechnet.")),
    "run_stale": Entry(
        409,
        _(
            "Seit diesem Auswahllauf haben sich die Grundlagen geändert. Bitte verwerfen Sie einen "
            "Vorschlag daraus und rechnen Sie neu."
        ),
    ),
    "quorum_missing": Entry(
        409, _("Keine Bewerbung hat die Mindestzahl von %(quorum)s gültigen Bewertungen.")
    ),
    "infeasible": Entry(409, _("Die Auswahlregeln sind zusammen nicht erfüllbar: %(conflict)s.")),
    "too_few_eligible": Entry(
        409, _("Nur %(eligible)s Bewerbungen kommen in Betracht, weniger als Plätze.")
    ),
    "tie": Entry(409, _("Es besteht Gleichstand, den die Regeln nicht auflösen.")),
    "not_proven": Entry(409, _("Die Auswahl ist nicht bewiesen worden.")),
    "run_failed": Entry(409, _("Der Auswahllauf ist gescheitert.")),
    "decision_standing": Entry(409, _("Es gibt bereits eine vorgeschlagene Entscheidung.")),
    "decision_settled": Entry(409, _("Über diesen Vorschlag ist bereits entschieden.")),
    "decision_missing": Entry(409, _("Es gibt noch keine bestätigte Entscheidung.")),
    "no_places_left": Entry(409, _("Alle %(places)s Plätze sind vergeben.")),
    "budget_exceeded": Entry(409, _("Die Fördermittel reichen dafür nicht.")),
    # Announcing
    "announcement_missing": Entry(409, _("Es ist keine Bekanntgabe vorbereitet.")),
    "announcement_standing": Entry(409, _("Die Bekanntgabe ist bereits bestätigt.")),
    "announcement_changed": Entry(
        409, _("Die Entscheidung hat sich seit der Vorbereitung geändert.")
    ),
    "announcement_moved": Entry(
        409, _("Der Zeitpunkt wurde inzwischen geändert. Bitte lesen Sie die Vorschau noch einmal.")
    ),
    "public_at_past": Entry(409, _("Der Zeitpunkt der Bekanntgabe muss in der Zukunft liegen.")),
    # Calls
    "call_invalid": Entry(400, _("Der Wettbewerb ist so nicht verwendbar: %(why)s")),
    "call_published": Entry(409, _("Der Wettbewerb ist bereits veröffentlicht.")),
    "synthetic_only": Entry(409, _("Das ist nur in Beispielrunden möglich.")),
    # Receipts and notices
    "notice_not_failed": Entry(409, _("Nur Gescheitertes kann erneut versandt werden.")),
    # Tokens and requests
    "token_invalid": Entry(401, _("Der Zugangsschlüssel ist ungültig oder abgelaufen.")),
    "scope_missing": Entry(403, _("Der Zugangsschlüssel reicht für diesen Schritt nicht.")),
    "offset_required": Entry(
        400, _("Bitte geben Sie den Zeitpunkt mit Zeitzone an, zum Beispiel %(example)s.")
    ),
    "unknown_field": Entry(400, _("Dieses Feld gibt es hier nicht.")),
    "unknown_filter": Entry(400, _("Diesen Filter gibt es hier nicht.")),
    "instant_invalid": Entry(
        400,
        _("Bitte geben Sie einen Zeitpunkt der Jahre 2000 bis 2100 an, zum Beispiel %(example)s."),
    ),
    "out_of_range": Entry(400, _("Erlaubt sind Werte von %(minimum)s bis %(maximum)s.")),
    "duplicate_field": Entry(400, _("Diese Angabe kommt mehrfach vor.")),
    "malformed": Entry(400, _("Die Anfrage ist nicht lesbar.")),
    "token_missing": Entry(401, _("Dafür ist ein Zugangsschlüssel nötig.")),
    "token_too_long": Entry(
        400, _("Ein Zugangsschlüssel mit diesen Rechten gilt höchstens %(limit)s Minuten.")
    ),
    "method_not_allowed": Entry(405, _("Diese Adresse kennt die Methode nicht.")),
    "too_large": Entry(413, _("Die Anfrage ist zu groß.")),
    "media_type_unsupported": Entry(415, _("Bitte senden Sie JSON in UTF-8.")),
    "busy": Entry(503, _("Gerade ist viel los. Bitte versuchen Sie es gleich noch einmal.")),
    "too_many_tries": Entry(429, _("Zu viele Versuche. Bitte warten Sie %(minutes)s Minuten.")),
}

# Names that appear inside sentences, kept here so that they are translated.
ELIGIBILITY = {
    "kind": gettext_noop("diese Art von Kommune ist nicht vorgesehen"),
    "population_min": gettext_noop("sie hat zu wenige Einwohner"),
    "population_max": gettext_noop("sie hat zu viele Einwohner"),
    "synthetic": gettext_noop("Beispielrunden sind Beispielkommunen vorbehalten und umgekehrt"),
}


class Refusal(Exception):  # noqa: N818  # a refusal is an answer, not an error of the program
    """The rules say no. ``field`` names the input, ``details`` go into the sentence and the API.

    ``causes``: several refusals at once (a form with three wrong fields).
    """

    def __init__(
        self,
        code: str,
        *,
        field: str = "",
        causes: "tuple[Refusal, ...]" = (),
        **details: Any,
    ) -> None:
        self.code = code
        self.field = field
        self.causes = causes
        self.details = details
        super().__init__(code)

    @property
    def status(self) -> int:
        """The HTTP status of the code."""
        return CATALOGUE[self.code].status

    @property
    def sentence(self) -> str:
        """The sentence in the active language, counts with their thousands set apart."""
        details = {
            name: formats.number_format(value, force_grouping=True) if type(value) is int else value
            for name, value in self.details.items()
        }
        return str(CATALOGUE[self.code].sentence) % details

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence}"
