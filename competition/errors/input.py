"""What is typed into a field."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "required": Entry(400, _("Bitte füllen Sie dieses Feld aus.")),
    "too_long": Entry(400, _("Höchstens %(limit)s Zeichen; es sind %(count)s.")),
    "unknown_choice": Entry(400, _("Diese Auswahl gibt es nicht.")),
    "not_a_number": Entry(400, _("Bitte geben Sie eine ganze Zahl an, zum Beispiel 4500.")),
    "not_an_amount": Entry(400, _("Bitte geben Sie einen Betrag an, zum Beispiel 50.000,00.")),
    "not_a_date": Entry(400, _("Bitte geben Sie ein Datum an, zum Beispiel 31.10.2027.")),
    "control_characters": Entry(400, _("Der Text enthält unzulässige Steuerzeichen.")),
    "explanation_too_long": Entry(
        400, _("Höchstens %(limit)s Zeichen bei „%(name)s“; es sind %(count)s.")
    ),
    "explanation_unticked": Entry(
        400,
        _(
            "Bei „%(name)s“ steht eine Erläuterung ohne Häkchen. Bitte setzen Sie das Häkchen, "
            "oder löschen Sie den Text."
        ),
    ),
    "explanation_missing": Entry(400, _("Bei „%(name)s“ fehlt die Erläuterung.")),
    "budget_amounts": Entry(
        400, _("Bitte geben Sie einen Betrag an, zum Beispiel 50.000,00. Es geht um: %(rows)s.")
    ),
    "too_many_rows": Entry(400, _("Höchstens %(limit)s Zeilen.")),
    "costs_missing": Entry(400, _("Es fehlen die Kosten.")),
    "grant_missing": Entry(400, _("Es fehlt, welche Förderung Sie beantragen.")),
    "budget_label_missing": Entry(400, _("In der Zeile über %(amount)s fehlt die Bezeichnung.")),
    "budget_amount_missing": Entry(400, _("Bei „%(name)s“ fehlt der Betrag.")),
    "budget_sums_differ": Entry(
        400,
        _(
            "Kosten (%(costs)s) und Finanzierung (%(funding)s) stimmen nicht überein. Der "
            "Unterschied ist %(difference)s."
        ),
    ),
    "grant_too_high": Entry(
        400, _("Die beantragte Förderung ist zu hoch: Es gibt höchstens %(award)s.")
    ),
    "too_few_files": Entry(
        400, _("Es fehlen Anlagen: Nötig sind %(minimum)s; bisher sind es %(count)s.")
    ),
    "files_apart": Entry(400, _("Anlagen laden Sie auf ihrer eigenen Seite hoch.")),
    "unknown_question": Entry(400, _("Diese Frage gehört nicht zu diesem Wettbewerb.")),
    "reason_required": Entry(400, _("Bitte begründen Sie diesen Schritt.")),
}
