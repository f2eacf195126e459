"""Reports due by offset: filed, returned with comments, accepted; the proof of use of the money."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "report_settled": Entry(
        409,
        _("Dieser Bericht ist eingereicht oder angenommen und lässt sich zurzeit nicht ändern."),
    ),
    "report_not_waiting": Entry(409, _("Geprüft wird ein Bericht, der eingereicht ist.")),
    "report_changed": Entry(
        409,
        _(
            "Inzwischen liegt eine andere Fassung vor als die, die Sie gelesen haben. Bitte lesen "
            "Sie den Bericht noch einmal."
        ),
    ),
    "report_incomplete": Entry(400, _("Der Bericht ist noch nicht vollständig.")),
    "unknown_section": Entry(400, _("Diesen Abschnitt gibt es in diesem Bericht nicht.")),
    "due_not_later": Entry(
        400, _("Der neue Termin muss nach dem bisherigen und in der Zukunft liegen.")
    ),
    "money_label_missing": Entry(400, _("In der Zeile über %(amount)s fehlt die Bezeichnung.")),
    "money_amount_missing": Entry(400, _("Bei „%(name)s“ fehlt der Betrag.")),
    "money_sums_differ": Entry(
        400,
        _(
            "Ausgaben (%(expenses)s) und Einnahmen (%(income)s) stimmen nicht überein. Der "
            "Unterschied ist %(difference)s."
        ),
    ),
    "grant_overspent": Entry(
        400,
        _("Sie haben %(received)s Förderung erhalten; mehr kann davon nicht verbraucht sein."),
    ),
}
