"""Texts of the site itself: accessibility with its feedback, privacy, imprint."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "barrier_answered": Entry(409, _("Diese Meldung ist bereits beantwortet.")),
    "site_text_changed": Entry(
        409,
        _(
            "Jemand anderes hat diesen Text inzwischen gespeichert. Vergleichen Sie beide, und "
            "speichern Sie dann noch einmal, was gelten soll."
        ),
    ),
}
