"""The letters, one class each: their templates, and to whom they are addressed.

``templates/letters/<kind>_subject.txt`` and ``templates/letters/<kind>.txt`` are the house's
wording; a call may have its own of some kinds (``wordings``). Texts are rendered when a letter is
owed, and never again: a later edit cannot change a letter under way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from competition.letters import wordings


@dataclass(frozen=True, slots=True)
class Letter:
    """One kind of letter. ``in_portal``: the municipality also reads it in its portal."""

    kind: str
    name: Any
    in_portal: bool = True

    def render(self, context: Mapping[str, Any]) -> tuple[str, str]:
        """Subject (one line) and body, in German, the language of the procedure (§ 23 VwVfG).

        In the call's own wording, where the context's ``call`` has one of this kind.
        """
        if own := wordings.of(context.get("call"), self.kind):
            return wordings.filled(self.kind, own.subject, own.body, context)
        with translation.override("de"):
            subject = render_to_string(f"letters/{self.kind}_subject.txt", dict(context))
            body = render_to_string(f"letters/{self.kind}.txt", dict(context))
        return wordings.one_line(subject), body.strip() + "\n"


RECEIPT = Letter("receipt", _("Eingangsbestätigung"))
WITHDRAWAL = Letter("withdrawal", _("Bestätigung des Rückzugs"))
REMINDER = Letter("reminder", _("Erinnerung an die Frist"), in_portal=False)
PARTNER_STEP_BACK = Letter("partner_step_back", _("Rückzug eines Partners"))
DRAFT_DISCARDED = Letter("draft_discarded", _("Verworfener Entwurf"), in_portal=False)
PARTNER_INVITATION = Letter("partner_invitation", _("Einladung als Partner"), in_portal=False)
EXTENSION = Letter("extension", _("Verlängerung der Frist"))
CALL_REVISED = Letter("call_revised", _("Geänderte Texte des Aufrufs"))
LATE_ADMISSION = Letter("late_admission", _("Nachfrist"))
CORRECTION_REQUEST = Letter("correction_request", _("Bitte um Berichtigung"))
CORRECTION_REMINDER = Letter(
    "correction_reminder", _("Erinnerung an die Berichtigung"), in_portal=False
)
DOCUMENT_REMINDER = Letter("document_reminder", _("Erinnerung an eine Unterlage"), in_portal=False)
CORRECTION_CANCELLED = Letter("correction_cancelled", _("Berichtigung nicht mehr nötig"))
AWARD = Letter("award", _("Zusage"))
REJECTION = Letter("rejection", _("Absage"))
RESERVE = Letter("reserve", _("Absage mit Nachrückplatz"))
EXCLUSION = Letter("exclusion", _("Ausschluss"))
SUCCESSION = Letter("succession", _("Zusage nach Änderung der Entscheidung"))
REVOCATION = Letter("revocation", _("Aufhebung der Förderung"))
AWARD_DECLINED = Letter("award_declined", _("Bestätigung des Verzichts"))
# A partner reads it as the person or mailbox it is addressed to; the lead has the letter itself.
PARTNER_RESULT = Letter(
    "partner_result", _("Ergebnis einer gemeinsamen Bewerbung"), in_portal=False
)
ENQUIRY_ANSWER = Letter("enquiry_answer", _("Antwort auf eine Rückfrage"), in_portal=False)
DISTURBANCE_REPORT = Letter(
    "disturbance_report", _("Eingang einer Störungsmeldung"), in_portal=False
)
REVIEW_FINAL = Letter("review_final", _("Bestätigung der Bewertung"), in_portal=False)
ASSIGNMENTS_CHANGED = Letter("assignments_changed", _("Geänderte Zuteilung"), in_portal=False)
CONFLICT_CONTESTED = Letter(
    "conflict_contested", _("Widerspruch gegen eine Befangenheit"), in_portal=False
)
CONFLICT_SETTLED = Letter(
    "conflict_settled", _("Entscheidung über eine Befangenheit"), in_portal=False
)
CONFLICT_RECORDED = Letter("conflict_recorded", _("Festgestellte Befangenheit"), in_portal=False)
CONFLICT_AFTER_DECISION = Letter(
    "conflict_after_decision", _("Befangenheit nach der Entscheidung"), in_portal=False
)
INVITATION = Letter("invitation", _("Einladung"), in_portal=False)
MEMBERSHIP_REQUESTED = Letter("membership_requested", _("Anfrage zur Mitarbeit"), in_portal=False)
MEMBERSHIP_ADMITTED = Letter("membership_admitted", _("Aufnahme"), in_portal=False)
MEMBERSHIP_DECLINED = Letter("membership_declined", _("Ablehnung der Anfrage"), in_portal=False)
MEMBERSHIP_CHANGED = Letter("membership_changed", _("Änderung der Personen"), in_portal=False)
OFFICE_CHANGED = Letter("office_changed", _("Änderung in der Geschäftsstelle"), in_portal=False)
MAILBOX_CONFIRMATION = Letter(
    "mailbox_confirmation", _("Bestätigung eines Postfachs"), in_portal=False
)
ADDRESS_CONFIRMATION = Letter(
    "address_confirmation", _("Bestätigung der E-Mail-Adresse"), in_portal=False
)
PASSWORD_RESET = Letter("password_reset", _("Link für ein neues Passwort"), in_portal=False)
ACCOUNT_EXISTS = Letter("account_exists", _("Hinweis auf ein Konto"), in_portal=False)
ACCOUNT_UNKNOWN = Letter("account_unknown", _("Hinweis: kein Konto"), in_portal=False)
ACCOUNT_CHANGED = Letter("account_changed", _("Änderung am Konto"), in_portal=False)
BARRIER_REPORT = Letter("barrier_report", _("Eingang einer gemeldeten Barriere"), in_portal=False)
BARRIER_ANSWER = Letter("barrier_answer", _("Antwort auf eine gemeldete Barriere"), in_portal=False)
AGREEMENT = Letter("agreement", _("Vereinbarung oder Zuwendungsbescheid"))
AGREEMENT_ACCEPTED = Letter("agreement_accepted", _("Bestätigung der Annahme"))
COMMENT_CONFIRMATION = Letter(
    "comment_confirmation", _("Bestätigung eines Kommentars"), in_portal=False
)
COMMENT_DECIDED = Letter("comment_decided", _("Entscheidung über einen Kommentar"), in_portal=False)
COMMENT_ANSWER = Letter("comment_answer", _("Antwort auf einen Kommentar"), in_portal=False)
REPORT_RECEIVED = Letter("report_received", _("Eingang eines Berichts"))
REPORT_RETURNED = Letter("report_returned", _("Zurückgegebener Bericht"))
REPORT_ACCEPTED = Letter("report_accepted", _("Angenommener Bericht"))
REPORT_EXTENDED = Letter("report_extended", _("Neuer Termin eines Berichts"))
REPORT_REMINDER = Letter("report_reminder", _("Erinnerung an einen Bericht"), in_portal=False)
REPORT_OVERDUE = Letter("report_overdue", _("Überfälliger Bericht"))
PAYMENT_REQUESTED = Letter("payment_requested", _("Eingang einer Mittelanforderung"))
PAYMENT_ORDERED = Letter("payment_ordered", _("Anordnung einer Auszahlung"))
PAYMENT_REJECTED = Letter("payment_rejected", _("Ablehnung einer Mittelanforderung"))
# To people without an account, about their place at an event.
REGISTRATION = Letter("registration", _("Anmeldung zu einer Veranstaltung"), in_portal=False)
REGISTRATION_PLACE = Letter(
    "registration_place", _("Platz bei einer Veranstaltung"), in_portal=False
)
REGISTRATION_ENDED = Letter(
    "registration_ended", _("Abmeldung von einer Veranstaltung"), in_portal=False
)
EVENT_CHANGED = Letter("event_changed", _("Änderung einer Veranstaltung"), in_portal=False)
EVENT_CANCELLED = Letter("event_cancelled", _("Absage einer Veranstaltung"), in_portal=False)
EVENT_REMINDER = Letter("event_reminder", _("Erinnerung an eine Veranstaltung"), in_portal=False)
WORKSHOP_INVITATION = Letter("workshop_invitation", _("Einladung zum Workshop"))
WORKSHOP_CHANGED = Letter("workshop_changed", _("Geänderter Workshop"))
WORKSHOP_CANCELLED = Letter("workshop_cancelled", _("Abgesagter Workshop"))
WORKSHOP_REMINDER = Letter("workshop_reminder", _("Erinnerung an einen Workshop"), in_portal=False)
WORKSHOP_MISSED = Letter("workshop_missed", _("Versäumter Workshop"))
PROFILE_TAKEN_DOWN = Letter("profile_taken_down", _("Heruntergenommenes Projektprofil"))

REGISTRY = {
    letter.kind: letter
    for letter in (
        RECEIPT,
        WITHDRAWAL,
        REMINDER,
        PARTNER_INVITATION,
        PARTNER_STEP_BACK,
        DRAFT_DISCARDED,
        EXTENSION,
        CALL_REVISED,
        LATE_ADMISSION,
        CORRECTION_REQUEST,
        CORRECTION_REMINDER,
        CORRECTION_CANCELLED,
        DOCUMENT_REMINDER,
        AWARD,
        REJECTION,
        RESERVE,
        EXCLUSION,
        SUCCESSION,
        REVOCATION,
        AWARD_DECLINED,
        PARTNER_RESULT,
        ENQUIRY_ANSWER,
        DISTURBANCE_REPORT,
        REVIEW_FINAL,
        ASSIGNMENTS_CHANGED,
        CONFLICT_CONTESTED,
        CONFLICT_SETTLED,
        CONFLICT_RECORDED,
        CONFLICT_AFTER_DECISION,
        INVITATION,
        MEMBERSHIP_REQUESTED,
        MEMBERSHIP_ADMITTED,
        MEMBERSHIP_DECLINED,
        MEMBERSHIP_CHANGED,
        OFFICE_CHANGED,
        MAILBOX_CONFIRMATION,
        ADDRESS_CONFIRMATION,
        PASSWORD_RESET,
        ACCOUNT_EXISTS,
        ACCOUNT_UNKNOWN,
        ACCOUNT_CHANGED,
        BARRIER_REPORT,
        BARRIER_ANSWER,
        AGREEMENT,
        AGREEMENT_ACCEPTED,
        COMMENT_CONFIRMATION,
        COMMENT_DECIDED,
        COMMENT_ANSWER,
        REPORT_RECEIVED,
        REPORT_RETURNED,
        REPORT_ACCEPTED,
        REPORT_EXTENDED,
        REPORT_REMINDER,
        REPORT_OVERDUE,
        PAYMENT_REQUESTED,
        PAYMENT_ORDERED,
        PAYMENT_REJECTED,
        REGISTRATION,
        REGISTRATION_PLACE,
        REGISTRATION_ENDED,
        EVENT_CHANGED,
        EVENT_CANCELLED,
        EVENT_REMINDER,
        WORKSHOP_INVITATION,
        WORKSHOP_CHANGED,
        WORKSHOP_CANCELLED,
        WORKSHOP_REMINDER,
        WORKSHOP_MISSED,
        PROFILE_TAKEN_DOWN,
    )
}
PORTAL_KINDS = [letter.kind for letter in REGISTRY.values() if letter.in_portal]
