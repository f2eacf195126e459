"""A juror's own review."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
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
}
