"""Periods besides the deadline, and the deadline moved."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
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
}
