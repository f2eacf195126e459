"""Project profiles with their state of work and their measures."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "profile_unchanged": Entry(
        409,
        _(
            "Dieses Profil wurde heruntergenommen und ist seitdem unverändert. Bitte ändern Sie "
            "es, bevor Sie es neu veröffentlichen."
        ),
    ),
    "profile_incomplete": Entry(400, _("Vor der Veröffentlichung fehlt noch: %(missing)s.")),
    "stand_in_future": Entry(400, _("Der Stand kann nicht von einem späteren Tag sein.")),
    "too_many_measures": Entry(400, _("Höchstens %(limit)s Maßnahmen.")),
    "measure_title_missing": Entry(400, _("Eine Maßnahme hat keinen Titel.")),
    "profile_taken_down": Entry(
        409, _("Dieses Profil ist nicht mehr veröffentlicht; es gibt nichts herunterzunehmen.")
    ),
}
