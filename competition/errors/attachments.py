"""Files that are uploaded and handed in."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
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
}
