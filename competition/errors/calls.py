"""A call, its form and its texts."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
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
}
