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
    "office_reads_only": Entry(
        403,
        _("Sie dürfen hier lesen, aber nichts ändern. Das kann nur die Sachbearbeitung."),
    ),
    "last_clerks": Entry(
        409,
        _(
            "Es müssen zwei Personen der Sachbearbeitung bleiben: Vieles hier braucht zwei. Laden "
            "Sie zuerst jemand anderen ein."
        ),
    ),
    "application_erased": Entry(
        410, _("Der Inhalt ist nach Ablauf der Aufbewahrungsfrist gelöscht worden.")
    ),
    "letter_erased": Entry(
        410, _("Dieses Schreiben ist nach Ablauf der Aufbewahrungsfrist gelöscht worden.")
    ),
    "erasure_standing": Entry(
        409, _("Eine Löschung ist bereits vorgeschlagen. Bestätigen oder verwerfen Sie sie zuerst.")
    ),
    "erasure_changed": Entry(
        409,
        _(
            "Inzwischen ist anderes zur Löschung fällig, als Sie gelesen haben. Bitte lesen Sie es "
            "noch einmal."
        ),
    ),
    "nothing_to_erase": Entry(409, _("Zurzeit ist nichts zur Löschung fällig.")),
    "office_role_standing": Entry(409, _("Diese Person hat diese Rolle bereits.")),
    "clerk_by_invitation": Entry(
        409,
        _(
            "In die Sachbearbeitung kommt nur, wen ein Mitglied einlädt und ein zweites bestätigt. "
            "Senden Sie eine Einladung."
        ),
    ),
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
    # Who acts for a municipality
    "already_member": Entry(409, _("Diese Person handelt bereits für diese Kommune.")),
    "last_member": Entry(
        409,
        _(
            "Das ist die letzte Person, die für diese Kommune handelt. Nehmen Sie zuerst jemand "
            "anderen auf, oder wenden Sie sich an die Geschäftsstelle."
        ),
    ),
    "last_signatory": Entry(
        409,
        _(
            "Das ist die letzte vertretungsberechtigte Person dieser Kommune. Benennen Sie zuerst "
            "eine andere, oder wenden Sie sich an die Geschäftsstelle."
        ),
    ),
    "own_role": Entry(403, _("Das Recht zu vertreten kann sich niemand selbst geben.")),
    "request_settled": Entry(409, _("Über diese Anfrage ist bereits entschieden.")),
    "invitation_standing": Entry(
        409, _("Diese Adresse ist bereits eingeladen. Sie können die Einladung erneut senden.")
    ),
    "invitation_unconfirmed": Entry(
        409, _("Diese Einladung muss erst ein zweites Mitglied der Geschäftsstelle bestätigen.")
    ),
    "invitation_settled": Entry(
        409, _("Diese Einladung ist bereits angenommen oder zurückgezogen.")
    ),
    "invitation_for_another": Entry(
        409,
        _(
            "Die Einladung ging an %(address)s. Bitte bestätigen Sie, dass sie für Sie bestimmt "
            "ist, oder melden Sie sich mit dem Konto dieser Adresse an."
        ),
    ),
    "link_used": Entry(400, _("Dieser Link gilt nicht mehr: Er ist abgelaufen oder benutzt.")),
    "mailbox_known": Entry(409, _("Dieses Postfach ist bereits eingetragen.")),
    "address_invalid": Entry(
        400, _("Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@kommune.example.")
    ),
    "credentials_wrong": Entry(400, _("E-Mail-Adresse oder Passwort stimmt nicht.")),
    "account_unknown": Entry(404, _("Zu dieser Adresse gibt es kein Konto.")),
    "code_wrong": Entry(400, _("Der Code stimmt nicht, oder er wurde schon benutzt.")),
    "sign_in_again": Entry(
        403,
        _(
            "Für diesen Schritt müssen Sie sich eben erst angemeldet haben. Bitte melden Sie sich "
            "ab, dann wieder an, und wiederholen Sie den Schritt."
        ),
    ),
    "second_factor_standing": Entry(409, _("Eine App ist schon eingerichtet.")),
    "second_factor_missing": Entry(
        409, _("Für diese Person ist kein zweiter Faktor eingerichtet.")
    ),
    "rescue_standing": Entry(
        409, _("Für diese Person liegt schon ein Vorschlag vor, über den noch entschieden wird.")
    ),
    "rescue_settled": Entry(409, _("Über diesen Vorschlag ist bereits entschieden.")),
    "rescue_of_oneself": Entry(
        409, _("Die eigene Rettung können Sie weder vorschlagen noch bestätigen.")
    ),
    # Input
    "required": Entry(400, _("Bitte füllen Sie dieses Feld aus.")),
    "too_long": Entry(400, _("Höchstens %(limit)s Zeichen; es sind %(count)s.")),
    "unknown_choice": Entry(400, _("Diese Auswahl gibt es nicht.")),
    "not_a_number": Entry(400, _("Bitte geben Sie eine ganze Zahl an, zum Beispiel 4500.")),
    "not_an_amount": Entry(400, _("Bitte geben Sie einen Betrag an, zum Beispiel 50.000,00.")),
    "not_a_date": Entry(400, _("Bitte geben Sie ein Datum an, zum Beispiel 31.10.2027.")),
    "control_characters": Entry(400, _("Der Text enthält unzulässige Steuerzeichen.")),
    "explanation_too_long": Entry(
        400, _("Höchstens %(limit)s Zeichen bei „%(name)s“; es sind %(count)s.")
    ),
    "explanation_unticked": Entry(
        400,
        _(
            "Bei „%(name)s“ steht eine Erläuterung ohne Häkchen. Bitte setzen Sie das Häkchen, "
            "oder löschen Sie den Text."
        ),
    ),
    "explanation_missing": Entry(400, _("Bei „%(name)s“ fehlt die Erläuterung.")),
    "budget_amounts": Entry(
        400, _("Bitte geben Sie einen Betrag an, zum Beispiel 50.000,00. Es geht um: %(rows)s.")
    ),
    "too_many_rows": Entry(400, _("Höchstens %(limit)s Zeilen.")),
    "costs_missing": Entry(400, _("Es fehlen die Kosten.")),
    "grant_missing": Entry(400, _("Es fehlt, welche Förderung Sie beantragen.")),
    "budget_label_missing": Entry(400, _("In der Zeile über %(amount)s fehlt die Bezeichnung.")),
    "budget_amount_missing": Entry(400, _("Bei „%(name)s“ fehlt der Betrag.")),
    "budget_sums_differ": Entry(
        400,
        _(
            "Kosten (%(costs)s) und Finanzierung (%(funding)s) stimmen nicht überein. Der "
            "Unterschied ist %(difference)s."
        ),
    ),
    "grant_too_high": Entry(
        400, _("Die beantragte Förderung ist zu hoch: Es gibt höchstens %(award)s.")
    ),
    "too_few_files": Entry(
        400, _("Es fehlen Anlagen: Nötig sind %(minimum)s; bisher sind es %(count)s.")
    ),
    "files_apart": Entry(400, _("Anlagen laden Sie auf ihrer eigenen Seite hoch.")),
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
    "version_changed": Entry(
        409,
        _(
            "Es gilt inzwischen eine andere Fassung als die, die Sie gelesen haben. Bitte lesen "
            "Sie die Bewerbung noch einmal."
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
    # Periods besides the deadline, and the deadline moved
    "deadline_not_later": Entry(
        400,
        _(
            "Eine Frist lässt sich nur verlängern: Der neue Bewerbungsschluss muss nach dem "
            "bisherigen und in der Zukunft liegen."
        ),
    ),
    "period_too_long": Entry(400, _("Höchstens %(days)s Tage auf einmal.")),
    "period_past": Entry(400, _("Der Zeitpunkt muss in der Zukunft liegen.")),
    "extension_standing": Entry(
        409,
        _(
            "Eine Verlängerung ist bereits vorgeschlagen. Bestätigen Sie sie oder lehnen Sie sie "
            "ab."
        ),
    ),
    "content_opened": Entry(
        409,
        _(
            "Nach dem Bewerbungsschluss lässt sich die Frist nicht mehr verlängern, sobald eine "
            "Bewerbung geprüft oder eine Berichtigung erbeten ist."
        ),
    ),
    "late_admission_standing": Entry(
        409, _("Zu dieser Bewerbung gibt es bereits eine Nachfrist oder einen Vorschlag dazu.")
    ),
    "correction_standing": Entry(409, _("Für diese Bewerbung läuft bereits eine Berichtigung.")),
    "correction_settled": Entry(
        409, _("Diese Berichtigung ist bereits eingereicht oder zurückgenommen.")
    ),
    "correction_overdue": Entry(
        409,
        _(
            "Die Frist für die Berichtigung ist abgelaufen. Ihre Anfrage ging am %(received)s ein. "
            "Die eingereichte Fassung bleibt, wie sie ist; der Versuch ist vermerkt."
        ),
    ),
    "question_not_correctable": Entry(
        400,
        _(
            "Anlagen und Fragen, von denen weitere Fragen abhängen, lassen sich auf diesem Weg "
            "nicht berichtigen."
        ),
    ),
    "draft_changed": Entry(
        409, _("Inzwischen wurde etwas geändert. Bitte lesen Sie noch einmal, was Sie einreichen.")
    ),
    "periods_running": Entry(409, _("Es läuft noch eine Frist für: %(names)s.")),
    "version_required": Entry(
        428,
        _("Es fehlt, über welchem Stand diese Antwort geschrieben wurde. Laden Sie die Seite neu."),
    ),
    # Attachments
    "type_not_allowed": Entry(
        415, _("Diese Datei nehmen wir nicht an: %(why)s. Möglich sind: %(allowed)s.")
    ),
    "file_encrypted": Entry(
        415,
        _(
            "Die Datei ist mit einem Passwort geschützt oder in einem alten Format. Bitte "
            "speichern Sie sie ohne Passwort, am besten als PDF, und laden Sie sie noch einmal "
            "hoch."
        ),
    ),
    "file_macros": Entry(
        415, _("Die Datei enthält Makros (Programme). Bitte speichern Sie sie als PDF.")
    ),
    "file_unsafe": Entry(
        400, _("Diese Datei nehmen wir nicht an: %(why)s. Bitte speichern Sie sie als PDF.")
    ),
    "file_damaged": Entry(
        400, _("Die Datei ist beschädigt oder unvollständig. Bitte laden Sie sie noch einmal hoch.")
    ),
    "file_empty": Entry(400, _("Die Datei ist leer.")),
    "file_infected": Entry(400, _("Der Virenscanner hat die Datei beanstandet.")),
    "file_too_large": Entry(413, _("Eine Datei darf höchstens %(limit)s MB groß sein.")),
    "unpacked_too_large": Entry(
        413, _("Der Inhalt der Datei ist ausgepackt zu groß. Bitte speichern Sie sie als PDF.")
    ),
    "image_too_large": Entry(
        413, _("Das Bild hat zu viele Bildpunkte. Bitte speichern Sie es kleiner.")
    ),
    "too_many_files": Entry(409, _("Hier sind höchstens %(limit)s Dateien möglich.")),
    "upload_cut_off": Entry(
        400, _("Die Übertragung ist abgebrochen; es wurde nichts gespeichert.")
    ),
    "scanner_unavailable": Entry(
        503,
        _(
            "Dateien lassen sich gerade nicht auf Viren prüfen und darum nicht annehmen. Bitte "
            "versuchen Sie es gleich noch einmal."
        ),
    ),
    "storage_full": Entry(
        507,
        _(
            "Die Datei lässt sich gerade nicht speichern; der Versuch ist vermerkt. Bitte "
            "versuchen Sie es später noch einmal oder wenden Sie sich an die Geschäftsstelle."
        ),
    ),
    "document_deadline_passed": Entry(
        409,
        _(
            "Die Frist für diese Unterlage ist abgelaufen. Ihre Anfrage ging am %(received)s ein; "
            "der Versuch ist vermerkt."
        ),
    ),
    "files_changed": Entry(
        409, _("Die Dateien wurden inzwischen geändert. Bitte prüfen Sie die Liste noch einmal.")
    ),
    "nothing_to_hand_in": Entry(400, _("Bitte laden Sie zuerst die Unterlage hoch.")),
    # Screening
    "call_not_closed": Entry(409, _("Das ist erst nach dem Bewerbungsschluss möglich.")),
    "reviewing_open": Entry(409, _("Die Begutachtung läuft bereits.")),
    "already_screened": Entry(409, _("Diese Bewerbung ist inzwischen geprüft.")),
    "nothing_sealed": Entry(409, _("Es liegt keine eingereichte Fassung vor.")),
    "screening_changed": Entry(
        409,
        _(
            "Inzwischen hat sich etwas geändert; es ist noch nichts geschehen. Bitte lesen Sie "
            "noch einmal, was Sie bestätigen."
        ),
    ),
    "passage_too_short": Entry(
        400, _("Eine Textstelle zum Schwärzen hat mindestens %(minimum)s Zeichen.")
    ),
    "passage_not_found": Entry(
        400,
        _("Das steht so nicht in der Bewerbung und wäre nicht geschwärzt: %(passages)s."),
    ),
    "ground_tells": Entry(
        400, _("Der Grund nennt selbst, was geschwärzt werden soll. Bitte fassen Sie ihn anders.")
    ),
    "copy_changed": Entry(
        409,
        _(
            "Inzwischen hat sich die Bewerbung geändert, oder jemand ist dazugekommen. Die Kopie "
            "ist noch nicht gemacht; bitte lesen Sie sie noch einmal."
        ),
    ),
    "standard_reason_known": Entry(
        409, _("Dafür gibt es schon einen Textbaustein mit dieser Bezeichnung.")
    ),
    "standard_reason_changed": Entry(
        409,
        _(
            "Dieser Textbaustein wurde inzwischen geändert oder gelöscht. Bitte laden Sie die "
            "Seite neu; Ihr Text steht noch im Formular."
        ),
    ),
    # Jury
    "frozen": Entry(409, _("Das ist bereits eingefroren und nicht mehr zu ändern.")),
    "rubric_invalid": Entry(400, _("Der Bewertungsbogen ist so nicht verwendbar: %(why)s")),
    "criterion_invalid": Entry(400, _("Zu %(name)s: %(why)s")),
    "screening_unfinished": Entry(409, _("Ungeprüft sind noch %(count)s Bewerbungen.")),
    "nothing_admitted": Entry(409, _("Es ist keine Bewerbung zugelassen.")),
    "jury_missing": Entry(409, _("Die Jury hat noch keine Mitglieder.")),
    "chair_taken": Entry(409, _("Den Vorsitz der Jury hat bereits jemand anderes.")),
    "deputy_taken": Entry(409, _("Die Stellvertretung des Vorsitzes hat bereits jemand anderes.")),
    "chair_or_deputy": Entry(409, _("Vorsitz und Stellvertretung sind zwei Personen.")),
    "chair_present": Entry(
        409,
        _(
            "Das tut der Vorsitz. Die Stellvertretung handelt nur, wo er selbst betroffen oder in "
            "der Sitzung abwesend ist."
        ),
    ),
    "deputy_decides": Entry(
        409,
        _("Darüber entscheidet die Stellvertretung: Der Vorsitz ist betroffen oder abwesend."),
    ),
    "reviewing_closed": Entry(409, _("Die Begutachtung ist nicht geöffnet.")),
    "scoring_closed": Entry(409, _("Die Bewertungen sind gesperrt.")),
    "conflicted": Entry(403, _("Sie sind bei dieser Bewerbung befangen.")),
    "score_void_unconfirmed": Entry(
        409, _("Sie haben hier schon bewertet. Bitte bestätigen Sie, dass Sie das wissen.")
    ),
    "conflict_settled": Entry(409, _("Über diese Befangenheit ist bereits entschieden.")),
    "conflict_contested": Entry(
        409, _("Sie haben bereits widersprochen; darüber wird entschieden.")
    ),
    "conflict_standing": Entry(
        409, _("Bei dieser Bewerbung ist das Mitglied bereits als befangen vermerkt.")
    ),
    "own_conflict": Entry(
        403,
        _(
            "Das betrifft Sie selbst: Die eigene Befangenheit oder eine Bewerbung, bei der Sie "
            "befangen sind. Darüber entscheidet die Geschäftsstelle (§ 20 VwVfG)."
        ),
    ),
    "chair_decides": Entry(
        409,
        _(
            "Darüber entscheidet der Vorsitz. Ist er verhindert, bestätigen Sie das bitte; dann "
            "entscheidet die Geschäftsstelle."
        ),
    ),
    "hard_conflict": Entry(
        409, _("Dieser Grund schließt von Gesetzes wegen aus und lässt sich nicht aufheben.")
    ),
    "not_contested": Entry(409, _("Diesem Ausschlussgrund hat das Mitglied nicht widersprochen.")),
    "decision_confirmed": Entry(
        409,
        _(
            "Die Entscheidung ist bestätigt. Eine Befangenheit lässt sich jetzt nicht mehr "
            "aufheben."
        ),
    ),
    "nothing_chosen": Entry(400, _("Bitte wählen Sie mindestens eine aus.")),
    "undeclared": Entry(
        409, _("Bitte erklären Sie zuerst, ob Sie bei dieser Bewerbung befangen sind.")
    ),
    "not_assigned": Entry(404, _("Das gibt es hier nicht.")),
    # Who reads what
    "panel_impossible": Entry(409, _("So lassen sich keine Panels bilden. %(why)s")),
    "panel_full": Entry(
        409, _("In diesem Wettbewerb liest jedes Jurymitglied alles; zu berechnen ist nichts.")
    ),
    "assignment_standing": Entry(409, _("Die Bewerbung ist diesem Mitglied schon zugeteilt.")),
    "assignment_missing": Entry(
        409, _("Die Bewerbung ist diesem Mitglied zurzeit nicht zugeteilt.")
    ),
    "application_not_admitted": Entry(
        409, _("Zugeteilt werden nur zugelassene Bewerbungen; diese ist es nicht.")
    ),
    "juror_conflicted": Entry(409, _("Dieses Mitglied ist bei dieser Bewerbung befangen.")),
    "nothing_to_change": Entry(409, _("Daran ist nichts zu ändern.")),
    "assignments_changed": Entry(
        409,
        _(
            "Inzwischen hat sich etwas geändert, und nichts davon ist geschehen. Bitte lesen Sie "
            "noch einmal, was jetzt geschähe."
        ),
    ),
    "table_faulty": Entry(
        400, _("Die Tabelle hat Fehler, und nichts daraus ist übernommen. Es sind: %(count)s.")
    ),
    "table_too_large": Entry(413, _("Die Tabelle darf höchstens %(limit)s kB groß sein.")),
    "not_utf8": Entry(
        400, _("Die Tabelle ist nicht lesbar. Bitte speichern Sie sie als CSV in UTF-8.")
    ),
    "column_unknown": Entry(400, _("Die Spalte „%(name)s“ gibt es nicht.")),
    "column_twice": Entry(400, _("Die Spalte „%(name)s“ steht zweimal da.")),
    "column_missing": Entry(400, _("Die Spalte „%(name)s“ fehlt.")),
    "cell_count": Entry(400, _("Die Zeile hat %(count)s statt %(expected)s Felder.")),
    "quoting": Entry(400, _("Die Anführungszeichen sind nicht richtig gesetzt.")),
    "row_twice": Entry(400, _("Dieselbe Zuteilung steht schon in Zeile %(first)s.")),
    "application_unknown": Entry(400, _("Eine Bewerbung mit dieser Kennung gibt es hier nicht.")),
    "juror_unknown": Entry(400, _("In dieser Jury hat niemand diese E-Mail-Adresse.")),
    "score_off_grid": Entry(
        400, _("Erlaubt sind %(minimum)s bis %(maximum)s in Schritten von %(step)s.")
    ),
    "review_incomplete": Entry(400, _("Zum Abschließen fehlt noch: %(names)s.")),
    "review_final": Entry(409, _("Diese Bewertung ist abgeschlossen.")),
    "review_abstained": Entry(
        409, _("Sie haben sich enthalten. Nehmen Sie die Bewertung erst wieder auf.")
    ),
    "abstention_not_allowed": Entry(
        409, _("Der Bewertungsbogen sieht in diesem Wettbewerb keine Enthaltung vor.")
    ),
    # The jury's session
    "session_open": Entry(
        409, _("Die Jurysitzung läuft noch. Bitte schließen Sie sie, bevor entschieden wird.")
    ),
    "session_standing": Entry(409, _("Es läuft bereits eine Sitzung.")),
    "session_closed": Entry(
        409, _("Die Sitzung ist geschlossen; an ihrer Niederschrift ändert sich nichts mehr.")
    ),
    "already_present": Entry(409, _("Dieses Mitglied ist bereits anwesend.")),
    "not_present": Entry(409, _("Dieses Mitglied ist nicht anwesend.")),
    "item_open": Entry(
        409, _("Es wird noch über eine Bewerbung beraten. Bitte schließen Sie sie zuerst ab.")
    ),
    "item_not_open": Entry(409, _("Über diese Bewerbung wird gerade nicht beraten.")),
    "review_not_counting": Entry(
        409, _("Nur Punkte einer abgeschlossenen Bewertung, die zählt, lassen sich ändern.")
    ),
    "score_unchanged": Entry(409, _("So viele Punkte stehen dort bereits.")),
    "session_quorum_missing": Entry(
        409,
        _(
            "Die Jury ist nicht beschlussfähig: Im Raum sind %(present)s Mitglieder, nötig sind "
            "%(quorum)s."
        ),
    ),
    "too_many_votes": Entry(
        400, _("Das sind %(count)s Stimmen; im Raum sind %(present)s Mitglieder.")
    ),
    # A juror's workbook
    "workbook_foreign": Entry(
        400,
        _(
            "Das ist nicht Ihre Arbeitsmappe zu dieser Jury. Laden Sie sie auf dieser Seite "
            "herunter, füllen Sie sie aus und laden Sie sie als XLSX wieder hoch."
        ),
    ),
    "workbook_encrypted": Entry(
        415,
        _(
            "Die Arbeitsmappe ist mit einem Passwort geschützt oder in einem alten Format. Bitte "
            "speichern Sie sie ohne Passwort als XLSX."
        ),
    ),
    "workbook_macros": Entry(
        415,
        _("Die Datei enthält Makros (Programme). Bitte speichern Sie sie ohne Makros als XLSX."),
    ),
    "workbook_unsafe": Entry(
        400,
        _(
            "Diese Arbeitsmappe nehmen wir nicht an: %(why)s. Bitte laden Sie sie hier neu "
            "herunter und füllen Sie sie noch einmal aus."
        ),
    ),
    "workbook_too_large": Entry(
        413,
        _(
            "Die Arbeitsmappe ist zu groß. Bitte laden Sie sie hier neu herunter und füllen Sie "
            "nur die weißen Felder aus."
        ),
    ),
    "workbook_version": Entry(
        400,
        _(
            "Die Fassung in dieser Zeile fehlt oder wurde geändert. Bitte laden Sie die "
            "Arbeitsmappe neu herunter."
        ),
    ),
    "workbook_row_twice": Entry(400, _("Dieselbe Bewerbung steht schon in Zeile %(first)s.")),
    "workbook_too_long": Entry(
        413,
        _("Das sind zu viele Änderungen auf einmal. Bitte laden Sie die Zeilen in Teilen hoch."),
    ),
    "plan_unreadable": Entry(
        400, _("Diese Prüfung gilt nicht mehr. Bitte laden Sie die Arbeitsmappe noch einmal hoch.")
    ),
    "cell_formula": Entry(
        400, _("Hier steht eine Formel; sie wird nicht gelesen. Bitte tragen Sie den Wert ein.")
    ),
    "cell_unreadable": Entry(
        400, _("Weder Text noch Zahl: „%(value)s“. Bitte tragen Sie den Wert neu ein.")
    ),
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
    "run_is_scenario": Entry(
        409, _("Das ist ein Szenario. Über ein Szenario wird nicht entschieden.")
    ),
    "scenario_empty": Entry(400, _("Bitte ändern Sie mindestens eine Annahme.")),
    "scenario_invalid": Entry(
        400, _("Damit lässt sich nicht rechnen. Bitte geben Sie eine andere Zahl an.")
    ),
    "scenario_untitled": Entry(400, _("Bitte geben Sie dem Szenario einen Namen.")),
    "deviation_not_eligible": Entry(
        409,
        _(
            "Gewählt werden kann nur, wer in der Auswahl ist: formal zugelassen, mit genügend "
            "gültigen Bewertungen und den Mindestpunkten."
        ),
    ),
    "deviation_size": Entry(409, _("Zu vergeben sind %(places)s Plätze, gewählt sind %(chosen)s.")),
    "deviation_none": Entry(
        409, _("Das ist genau die berechnete Auswahl. Schlagen Sie sie ohne Abweichung vor.")
    ),
    "decision_changed": Entry(
        409,
        _(
            "Der Vorschlag ist inzwischen ein anderer als der, den Sie gelesen haben. Bitte lesen "
            "Sie ihn noch einmal."
        ),
    ),
    "decision_overtaken": Entry(
        409,
        _(
            "Seit dem Vorschlag ist die Entscheidung bekannt gegeben oder geändert worden. Bitte "
            "verwerfen Sie ihn und schlagen Sie neu vor."
        ),
    ),
    "decision_unchanged": Entry(409, _("Damit ändert sich an den Förderungen nichts.")),
    "award_not_declined": Entry(
        409, _("Auf diese Förderung hat niemand verzichtet, oder der Platz ist schon vergeben.")
    ),
    "no_successor": Entry(
        409,
        _(
            "Nach den Regeln kann niemand nachrücken, solange alle anderen ihren Platz behalten. "
            "Das entscheidet ein neuer Auswahllauf."
        ),
    ),
    "public_at_required": Entry(
        400, _("Bitte geben Sie an, wann die Änderung bekannt gegeben wird.")
    ),
    "decision_standing": Entry(409, _("Es gibt bereits eine vorgeschlagene Entscheidung.")),
    "decision_settled": Entry(409, _("Über diesen Vorschlag ist bereits entschieden.")),
    "decision_missing": Entry(409, _("Es gibt noch keine bestätigte Entscheidung.")),
    "no_places_left": Entry(409, _("Alle %(places)s Plätze sind vergeben.")),
    "budget_exceeded": Entry(409, _("Die Fördermittel reichen dafür nicht.")),
    # Announcing
    "announcement_missing": Entry(409, _("Es ist keine Bekanntgabe vorbereitet.")),
    "announcement_standing": Entry(409, _("Die Bekanntgabe ist bereits bestätigt.")),
    "announcement_changed": Entry(
        409,
        _(
            "Die Entscheidung oder der Text eines Schreibens hat sich seit der Vorbereitung "
            "geändert."
        ),
    ),
    "announcement_moved": Entry(
        409, _("Der Zeitpunkt wurde inzwischen geändert. Bitte lesen Sie die Vorschau noch einmal.")
    ),
    "public_at_past": Entry(409, _("Der Zeitpunkt der Bekanntgabe muss in der Zukunft liegen.")),
    # What changes after the announcement
    "not_announced": Entry(
        409, _("Geändert werden kann eine Entscheidung erst, wenn sie bekannt gegeben ist.")
    ),
    "amendment_order": Entry(
        409,
        _("Änderungen werden der Reihe nach bekannt. Die letzte wird es so: %(last)s."),
    ),
    "award_ended": Entry(409, _("Diese Förderung besteht nicht mehr.")),
    "award_not_public": Entry(
        409,
        _(
            "Diese Förderung ist noch nicht bekannt gegeben; verzichten kann die Kommune erst "
            "danach."
        ),
    ),
    "award_declined": Entry(
        409, _("Auf die Förderung hat %(name)s verzichtet und kann sie nicht erneut erhalten.")
    ),
    # Calls
    "call_invalid": Entry(400, _("Der Wettbewerb ist so nicht verwendbar: %(why)s")),
    "call_published": Entry(409, _("Der Wettbewerb ist bereits veröffentlicht.")),
    "question_invalid": Entry(400, _("Zu %(name)s: %(why)s")),
    "question_stays": Entry(409, _("Nach dem Titel fragt jeder Wettbewerb: Diese Frage bleibt.")),
    "question_needed": Entry(
        409,
        _("Von dieser Frage hängt ab: %(names)s. Bitte ändern Sie zuerst dort die Bedingung."),
    ),
    "call_unpublished": Entry(
        409,
        _(
            "Der Wettbewerb ist noch nicht veröffentlicht. Bis dahin lässt sich im Entwurf alles "
            "ändern."
        ),
    ),
    "synthetic_only": Entry(409, _("Das ist nur in Beispielrunden möglich.")),
    # Enquiries and disturbances
    "enquiries_closed": Entry(
        409,
        _(
            "Rückfragen waren bis %(until)s möglich; Ihre ging am %(received)s ein. "
            "Bitte lesen Sie die Antworten, die bisher veröffentlicht sind."
        ),
    ),
    "too_many_enquiries": Entry(
        429,
        _(
            "In der letzten Stunde haben Sie schon %(limit)s Fragen gestellt. "
            "Bitte warten Sie %(minutes)s Minuten."
        ),
    ),
    "enquiry_answered": Entry(
        409,
        _(
            "Diese Frage ist schon beantwortet, und alle können die Antwort lesen. Eine "
            "Berichtigung veröffentlichen Sie als eigenen Hinweis."
        ),
    ),
    "enquiry_names_somebody": Entry(
        400,
        _(
            "Hier steht noch „%(name)s“. Wer gefragt hat, bleibt ungenannt: Bitte formulieren "
            "Sie um."
        ),
    ),
    "too_many_reports": Entry(
        429,
        _(
            "Von Ihrem Anschluss liegen schon sehr viele Meldungen vor. Bitte warten Sie "
            "%(minutes)s Minuten, melden Sie sich an, oder schreiben Sie der Geschäftsstelle."
        ),
    ),
    "disturbance_settled": Entry(409, _("Diese Meldung ist bereits erledigt.")),
    # Documents, receipts and notices
    "document_too_long": Entry(
        413,
        _(
            "Das Dokument ist zu lang für eine Datei zum Drucken. Der vollständige Inhalt steht in "
            "der Inhaltsdatei."
        ),
    ),
    "notice_waiting": Entry(
        409, _("Dieses Schreiben ist noch unterwegs und wird von selbst weiter versucht.")
    ),
    "notice_delivered": Entry(
        409,
        _(
            "Dieses Schreiben ist schon versandt. Bitte bestätigen Sie, dass es noch einmal "
            "abgehen soll."
        ),
    ),
    # The office's own wording of letters
    "letter_kind_unknown": Entry(404, _("Das gibt es hier nicht.")),
    "letter_text_invalid": Entry(400, _("Der Text ist so noch nicht verwendbar.")),
    "letter_text_fixed": Entry(
        409,
        _(
            "Die Bekanntgabe ist bestätigt: Die Schreiben liegen bereit, und ihr Text ist nicht "
            "mehr zu ändern."
        ),
    ),
    "letter_texts_changed": Entry(
        409,
        _(
            "Der Text der Schreiben wurde inzwischen geändert. Bitte lesen Sie die Schreiben noch "
            "einmal, bevor Sie bestätigen."
        ),
    ),
    "letter_placeholder_unknown": Entry(
        400,
        _("Zeile %(line)s: Den Platzhalter {%(name)s} gibt es in diesem Schreiben nicht."),
    ),
    "letter_brace": Entry(
        400,
        _(
            "Zeile %(line)s: Eine geschweifte Klammer steht allein. Soll sie im Schreiben stehen, "
            "schreiben Sie sie doppelt."
        ),
    ),
    "letter_placeholder_missing": Entry(400, _("Es fehlt {%(name)s}. %(why)s")),
    # Lists and what is taken out of them
    "filter_refused": Entry(
        400, _("Einen dieser Filter oder eine dieser Spalten gibt es hier nicht.")
    ),
    "view_name_taken": Entry(
        409, _("Eine Ansicht mit diesem Namen haben Sie schon. Bitte wählen Sie einen anderen.")
    ),
    "too_many_views": Entry(
        409, _("Mehr als %(limit)s eigene Ansichten sind nicht möglich. Bitte löschen Sie eine.")
    ),
    "too_many_documents": Entry(
        409,
        _(
            "Auf einmal lassen sich höchstens %(limit)s Bewerbungen packen; es sind %(count)s. "
            "Bitte filtern Sie die Liste, zum Beispiel nach dem Land."
        ),
    ),
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
    "malformed": Entry(
        400, _("Die Anfrage ist nicht lesbar, oder eine Angabe hat nicht die beschriebene Form.")
    ),
    "precondition_required": Entry(
        428, _("Bitte nennen Sie den Stand, den Sie gelesen haben und über den Sie schreiben.")
    ),
    "precondition_failed": Entry(
        412, _("Der Stand, den Sie nennen, ist nicht der jetzige. Bitte lesen Sie ihn neu.")
    ),
    "idempotency_key_invalid": Entry(
        400, _("Der Idempotency-Key hat 1 bis %(limit)s sichtbare ASCII-Zeichen.")
    ),
    "idempotency_mismatch": Entry(
        422, _("Mit diesem Idempotency-Key kam schon eine andere Anfrage.")
    ),
    "idempotency_running": Entry(
        409, _("Die erste Anfrage mit diesem Idempotency-Key ist noch in Arbeit.")
    ),
    "internal_error": Entry(
        500, _("Hier ist etwas schiefgegangen. Der Fehler liegt bei uns und wurde festgehalten.")
    ),
    "token_missing": Entry(401, _("Dafür ist ein Zugangsschlüssel nötig.")),
    "token_too_long": Entry(
        400, _("Ein Zugangsschlüssel mit diesen Rechten gilt höchstens %(limit)s Minuten.")
    ),
    "tokens_changed": Entry(
        409,
        _(
            "Dieses Formular hat schon einen Zugangsschlüssel ausgegeben, oder Sie haben "
            "inzwischen einen anderen bekommen. Es wurde keiner ausgegeben."
        ),
    ),
    "too_many_tokens": Entry(
        429,
        _(
            "Mehr als %(limit)s Zugangsschlüssel in einer Stunde gibt es nicht. Benutzen Sie "
            "einen, der noch gilt, oder warten Sie."
        ),
    ),
    "method_not_allowed": Entry(405, _("Diese Adresse kennt die Methode nicht.")),
    "too_large": Entry(413, _("Die Anfrage ist zu groß.")),
    "media_type_unsupported": Entry(
        415, _("Bitte senden Sie JSON in UTF-8, und Dateien als multipart/form-data.")
    ),
    "busy": Entry(503, _("Gerade ist viel los. Bitte versuchen Sie es gleich noch einmal.")),
    "too_many_requests": Entry(
        429, _("Zu viele Anfragen. Bitte versuchen Sie es in %(seconds)s Sekunden wieder.")
    ),
    "too_many_tries": Entry(429, _("Zu viele Versuche. Bitte warten Sie %(minutes)s Minuten.")),
}

# Names that appear inside sentences, kept here so that they are translated.
ELIGIBILITY = {
    "kind": gettext_noop("diese Art von Kommune ist nicht vorgesehen"),
    "population_min": gettext_noop("sie hat zu wenige Einwohner"),
    "population_max": gettext_noop("sie hat zu viele Einwohner"),
    "synthetic": gettext_noop("Beispielrunden sind Beispielkommunen vorbehalten und umgekehrt"),
}

# Why a file is not taken (competition.inspection.Unfit).
UNFIT = {
    "ending": gettext_noop("die Endung des Namens gehört nicht zu einer möglichen Art"),
    "endings": gettext_noop("der Name hat mehrere Endungen"),
    "content": gettext_noop("der Inhalt ist anders, als die Endung sagt"),
    "polyglot": gettext_noop("sie lässt sich zugleich als Datei anderer Art lesen"),
    "trailing": gettext_noop("hinter ihrem Ende stehen weitere Daten"),
    "nested": gettext_noop("sie enthält eine gepackte Datei"),
    "names": gettext_noop("sie enthält Teile mit unzulässigen Namen"),
    "declaration": gettext_noop("sie verweist auf Inhalte außerhalb"),
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
