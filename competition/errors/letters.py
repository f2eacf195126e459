"""Documents, receipts, notices, and the office's own wording of letters."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
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
}
