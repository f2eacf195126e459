"""What each act of the audit log means, in a sentence; what was done to a chain, in words.

The codes stand in the chain and never change; whoever adds one adds its sentence here.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from competition.audit.chains import Fault

FAULTS: dict[Fault, Any] = {
    Fault.CHANGED: _("Der Eintrag wurde geändert."),
    Fault.REMOVED: _("Hier wurde mindestens ein Eintrag entfernt."),
    Fault.REORDERED: _("Hier steht ein anderer Eintrag: Die Reihenfolge wurde geändert."),
    Fault.INSERTED: _("Der Eintrag wurde nachträglich eingefügt."),
    Fault.CUT_OFF: _("Das Ende der Kette fehlt: Es wurde abgeschnitten oder neu geschrieben."),
}

# The first part of a code, as a group to look for. Several codes may share one.
GROUPS: dict[str, Any] = {
    "account": _("Konten"),
    "announcement": _("Bekanntgabe"),
    "application": _("Bewerbungen"),
    "assignments": _("Zuteilungen"),
    "award": _("Förderungen"),
    "awards": _("Förderungen"),
    "call": _("Wettbewerbe"),
    "conflict": _("Befangenheit"),
    "conflicts": _("Befangenheit"),
    "correction": _("Berichtigungen"),
    "court_file": _("Gerichtsakten"),
    "decision": _("Entscheidung"),
    "disturbance": _("Störungen"),
    "enquiry": _("Fragen und Antworten"),
    "erasure": _("Aufbewahrung und Löschung"),
    "extension": _("Fristen"),
    "invitation": _("Einladungen"),
    "jury": _("Jury"),
    "late_admission": _("Fristen"),
    "letter_text": _("Schreiben"),
    "lot": _("Auswahl"),
    "mailbox": _("Postfächer"),
    "membership": _("Personen der Kommunen"),
    "notice": _("Schreiben"),
    "office": _("Geschäftsstelle"),
    "partner": _("Partner"),
    "question": _("Fragen des Formulars"),
    "register": _("Register"),
    "rescue": _("Konten"),
    "review": _("Bewertungen"),
    "reviewing": _("Bewertungen"),
    "rubric": _("Bewertungsbogen"),
    "scores": _("Bewertungen"),
    "selection": _("Auswahl"),
    "session": _("Jurysitzung"),
    "standard_reason": _("Standardbegründungen"),
    "token": _("Zugangsschlüssel"),
    "tokens": _("Zugangsschlüssel"),
}

ACTS: dict[str, Any] = {
    "account.pseudonymised": _("Die Angaben zu einer Person wurden durch ein Kennzeichen ersetzt."),
    "announcement.confirmed": _("Die Bekanntgabe wurde bestätigt; die Schreiben liegen bereit."),
    "announcement.prepared": _("Die Bekanntgabe wurde vorbereitet."),
    "application.admitted": _("Eine Bewerbung wurde zugelassen."),
    "application.corrected": _("Eine Berichtigung ist eingegangen."),
    "application.discarded": _("Ein Entwurf wurde verworfen."),
    "application.document_sealed": _("Eine nachgereichte Unterlage ist eingegangen."),
    "application.erased": _("Die Inhalte einer Bewerbung wurden nach Ablauf der Frist gelöscht."),
    "application.excluded": _("Eine Bewerbung wurde ausgeschlossen."),
    "application.released": _("Ein Entwurf wurde freigegeben."),
    "application.started": _("Eine Bewerbung wurde begonnen."),
    "application.submitted": _("Eine Bewerbung ist eingegangen."),
    "application.submitted_late": _("Eine Bewerbung ist in der Nachfrist eingegangen."),
    "application.withdrawn": _("Eine Bewerbung wurde zurückgezogen."),
    "assignments.changed": _("Zuteilungen wurden geändert."),
    "award.declined": _("Eine Kommune hat auf die Förderung verzichtet."),
    "awards.amended": _("Die Entscheidung wurde nach der Bekanntgabe geändert."),
    "awards.granted": _("Förderungen wurden bewilligt, noch verborgen."),
    "awards.withdrawn": _("Noch nicht bekannt gegebene Förderungen wurden zurückgenommen."),
    "call.archived": _("Eine Archivrunde wurde eingetragen."),
    "call.clock_shifted": _("Die Uhr einer Beispielrunde wurde verstellt."),
    "call.copied": _("Ein Wettbewerb wurde als Kopie eines früheren angelegt."),
    "call.created": _("Ein Wettbewerb wurde angelegt."),
    "call.edited": _("Ein Wettbewerb wurde bearbeitet."),
    "call.published": _("Ein Wettbewerb wurde veröffentlicht."),
    "call.texts_revised": _("Veröffentlichte Texte eines Wettbewerbs bekamen eine neue Fassung."),
    "conflict.contested": _("Einer Befangenheit wurde widersprochen."),
    "conflict.recorded": _("Eine Befangenheit wurde festgestellt."),
    "conflicts.declared": _("Ein Jurymitglied hat sich zu Befangenheiten erklärt."),
    "conflicts.derived": _("Befangenheiten wurden aus Angaben abgeleitet."),
    "conflicts.settled": _("Über Befangenheiten wurde entschieden."),
    "correction.asked": _("Um eine Berichtigung wurde gebeten."),
    "correction.cancelled": _("Eine erbetene Berichtigung wurde zurückgenommen."),
    "court_file.made": _("Eine Gerichtsakte wurde zusammengestellt."),
    "decision.confirmed": _("Eine Entscheidung wurde bestätigt."),
    "decision.proposed": _("Eine Entscheidung wurde vorgeschlagen."),
    "decision.rejected": _("Ein Vorschlag zur Entscheidung wurde verworfen."),
    "disturbance.reported": _("Eine Störung wurde gemeldet."),
    "disturbance.settled": _("Eine Störungsmeldung wurde erledigt."),
    "enquiry.answered": _("Eine Frage wurde für alle beantwortet."),
    "enquiry.asked": _("Eine Frage wurde gestellt."),
    "enquiry.noted": _("Ein Hinweis für alle wurde veröffentlicht."),
    "erasure.confirmed": _("Eine Löschung wurde bestätigt."),
    "erasure.done": _("Eine Löschung wurde ausgeführt."),
    "erasure.proposed": _("Eine Löschung wurde vorgeschlagen."),
    "erasure.rejected": _("Eine Löschung wurde abgelehnt."),
    "extension.confirmed": _("Eine Verlängerung der Frist wurde bestätigt."),
    "extension.proposed": _("Eine Verlängerung der Frist wurde vorgeschlagen."),
    "extension.rejected": _("Eine Verlängerung der Frist wurde abgelehnt."),
    "invitation.accepted": _("Eine Einladung wurde angenommen."),
    "invitation.confirmed": _("Eine Einladung wurde von einer zweiten Person bestätigt."),
    "invitation.resent": _("Eine Einladung wurde erneut verschickt."),
    "invitation.revoked": _("Eine Einladung wurde zurückgezogen."),
    "invitation.sent": _("Eine Einladung wurde verschickt."),
    "jury.appointed": _("Ein Jurymitglied wurde berufen."),
    "jury.ties_corrected": _("Die Bindungen eines Jurymitglieds wurden berichtigt."),
    "late_admission.confirmed": _("Eine Nachfrist wurde bestätigt."),
    "late_admission.proposed": _("Eine Nachfrist wurde vorgeschlagen."),
    "late_admission.rejected": _("Eine Nachfrist wurde abgelehnt."),
    "letter_text.discarded": _("Der eigene Wortlaut eines Schreibens wurde verworfen."),
    "letter_text.saved": _("Der Wortlaut eines Schreibens wurde gespeichert."),
    "lot.revealed": _("Der öffentliche Wert für das Los wurde eingetragen."),
    "mailbox.added": _("Ein gemeinsames Postfach wurde eingetragen."),
    "mailbox.confirmed": _("Ein gemeinsames Postfach wurde bestätigt."),
    "mailbox.removed": _("Ein gemeinsames Postfach wurde entfernt."),
    "membership.admitted": _("Eine Person wurde für eine Kommune aufgenommen."),
    "membership.changed": _("Die Rolle einer Person für eine Kommune wurde geändert."),
    "membership.declined": _("Eine Anfrage zur Mitarbeit wurde abgelehnt."),
    "membership.ended": _("Eine Person handelt nicht mehr für eine Kommune."),
    "membership.requested": _("Eine Person bat um Aufnahme für eine Kommune."),
    "membership.withdrawn": _("Eine Anfrage zur Mitarbeit wurde zurückgezogen."),
    "notice.repeated": _("Ein Schreiben wurde mit demselben Text noch einmal versandt."),
    "notice.retrieved": _("Ein Schreiben wurde im Portal abgerufen."),
    "office.admitted": _("Eine Person wurde in die Geschäftsstelle aufgenommen."),
    "office.removed": _("Eine Person hat die Geschäftsstelle verlassen."),
    "office.role_changed": _("Die Rolle einer Person in der Geschäftsstelle wurde geändert."),
    "partner.confirmed": _("Ein Partner hat bestätigt."),
    "partner.invited": _("Eine Kommune wurde als Partner eingeladen."),
    "partner.removed": _("Ein Partner wurde entfernt."),
    "partner.stepped_back": _("Ein Partner ist zurückgetreten."),
    "question.added": _("Eine Frage wurde in das Formular aufgenommen."),
    "question.changed": _("Eine Frage des Formulars wurde geändert."),
    "question.moved": _("Eine Frage des Formulars wurde verschoben."),
    "question.removed": _("Eine Frage wurde aus dem Formular entfernt."),
    "register.import": _("Das Register der Kommunen wurde eingelesen."),
    "rescue.confirmed": _("Eine Wiederherstellung des Zugangs wurde bestätigt."),
    "rescue.proposed": _("Eine Wiederherstellung des Zugangs wurde vorgeschlagen."),
    "rescue.rejected": _("Eine Wiederherstellung des Zugangs wurde abgelehnt."),
    "review.abstained": _("Ein Jurymitglied hat sich enthalten."),
    "review.finalised": _("Eine Bewertung wurde abgeschlossen."),
    "review.resumed": _("Ein Jurymitglied hat eine Enthaltung zurückgenommen."),
    "reviewing.opened": _("Die Begutachtung wurde eröffnet."),
    "rubric.defined": _("Der Bewertungsbogen wurde gespeichert."),
    "rubric.published": _("Bewertungsbogen und Regeln wurden veröffentlicht."),
    "scores.locked": _("Die Bewertungen wurden gesperrt."),
    "selection.computed": _("Ein Auswahllauf wurde berechnet."),
    "selection.requested": _("Ein Auswahllauf wurde gestartet."),
    "selection.supposed": _("Eine Annahme wurde durchgerechnet."),
    "session.closed": _("Eine Jurysitzung wurde geschlossen."),
    "session.item_closed": _("Die Beratung über eine Bewerbung endete."),
    "session.item_opened": _("Die Beratung über eine Bewerbung begann."),
    "session.member_came": _("Ein Jurymitglied kam in die Sitzung."),
    "session.member_left": _("Ein Jurymitglied verließ die Sitzung."),
    "session.member_out": _("Ein befangenes Jurymitglied verließ für eine Bewerbung den Raum."),
    "session.noted": _("In der Sitzung wurde etwas vermerkt."),
    "session.opened": _("Eine Jurysitzung wurde eröffnet."),
    "session.revised": _("In der Sitzung wurden Punkte mit Begründung geändert."),
    "session.voted": _("In der Sitzung wurde abgestimmt."),
    "standard_reason.added": _("Eine Standardbegründung wurde angelegt."),
    "standard_reason.deleted": _("Eine Standardbegründung wurde gelöscht."),
    "standard_reason.edited": _("Eine Standardbegründung wurde geändert."),
    "token.issued": _("Ein Zugangsschlüssel wurde ausgegeben."),
    "tokens.revoked": _("Zugangsschlüssel wurden ungültig gemacht."),
}


def sentence(act: str) -> str:
    """The sentence of an act; of one that is unknown here (of another version), its code."""
    return str(ACTS.get(act, act))


def groups() -> list[tuple[str, str]]:
    """The groups by name, for a filter: the first code of each stands for it."""
    found: dict[str, str] = {}
    for prefix, name in GROUPS.items():
        found.setdefault(str(name), prefix)
    return sorted((prefix, name) for name, prefix in found.items())


def prefixes(group: str) -> list[str]:
    """All first parts of codes that share a group's name."""
    name = GROUPS.get(group)
    return [prefix for prefix, each in GROUPS.items() if name and str(each) == str(name)]
