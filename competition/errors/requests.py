"""Tokens, and requests of programs."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
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
