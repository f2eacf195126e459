"""Who reads what: assignments, panels and their table."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "panel_impossible": Entry(409, _("So lassen sich keine Panels bilden. %(why)s")),
    "panel_full": Entry(
        409, _("In diesem Wettbewerb liest jedes Jurymitglied alles; zu berechnen ist nichts.")
    ),
    "assignment_standing": Entry(409, _("Die Bewerbung ist diesem Mitglied schon zugeteilt.")),
    "assignment_missing": Entry(
        409, _("Die Bewerbung ist diesem Mitglied zurzeit nicht zugeteilt.")
    ),
    "application_not_admitted": Entry(
        409, _("Zugeteilt werden nur zugelassene Bewerbungen; diese ist es nicht.")
    ),
    "juror_conflicted": Entry(409, _("Dieses Mitglied ist bei dieser Bewerbung befangen.")),
    "nothing_to_change": Entry(409, _("Daran ist nichts zu ändern.")),
    "assignments_changed": Entry(
        409,
        _(
            "Inzwischen hat sich etwas geändert, und nichts davon ist geschehen. Bitte lesen Sie "
            "noch einmal, was jetzt geschähe."
        ),
    ),
    "table_faulty": Entry(
        400, _("Die Tabelle hat Fehler, und nichts daraus ist übernommen. Es sind: %(count)s.")
    ),
    "table_too_large": Entry(413, _("Die Tabelle darf höchstens %(limit)s kB groß sein.")),
    "not_utf8": Entry(
        400, _("Die Tabelle ist nicht lesbar. Bitte speichern Sie sie als CSV in UTF-8.")
    ),
    "column_unknown": Entry(400, _("Die Spalte „%(name)s“ gibt es nicht.")),
    "column_twice": Entry(400, _("Die Spalte „%(name)s“ steht zweimal da.")),
    "column_missing": Entry(400, _("Die Spalte „%(name)s“ fehlt.")),
    "cell_count": Entry(400, _("Die Zeile hat %(count)s statt %(expected)s Felder.")),
    "quoting": Entry(400, _("Die Anführungszeichen sind nicht richtig gesetzt.")),
    "row_twice": Entry(400, _("Dieselbe Zuteilung steht schon in Zeile %(first)s.")),
    "application_unknown": Entry(400, _("Eine Bewerbung mit dieser Kennung gibt es hier nicht.")),
    "juror_unknown": Entry(400, _("In dieser Jury hat niemand diese E-Mail-Adresse.")),
}
