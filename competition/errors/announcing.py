"""The announcement, and what changes after it."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
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
}
