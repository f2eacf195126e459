"""The formal check, redacted copies and ready wordings."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
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
}
