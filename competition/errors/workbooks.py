"""A juror's workbook."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
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
}
