"""Lists and what is taken out of them."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "filter_refused": Entry(
        400, _("Einen dieser Filter oder eine dieser Spalten gibt es hier nicht.")
    ),
    "view_name_taken": Entry(
        409, _("Eine Ansicht mit diesem Namen haben Sie schon. Bitte wählen Sie einen anderen.")
    ),
    "too_many_views": Entry(
        409, _("Mehr als %(limit)s eigene Ansichten sind nicht möglich. Bitte löschen Sie eine.")
    ),
    "too_many_documents": Entry(
        409,
        _(
            "Auf einmal lassen sich höchstens %(limit)s Bewerbungen packen; es sind %(count)s. "
            "Bitte filtern Sie die Liste, zum Beispiel nach dem Land."
        ),
    ),
}
