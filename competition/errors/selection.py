"""Selection runs, scenarios and decisions."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "scores_unlocked": Entry(409, _("Die Bewertungen sind noch nicht gesperrt.")),
    "lot_value_missing": Entry(
        409, _("Die Regeln sehen ein Los vor; der öffentliche Wert fehlt noch.")
    ),
    "run_unfinished": Entry(409, _("Der Auswahllauf ist noch nicht berechnet.")),
    "run_stale": Entry(
        409,
        _(
            "Seit diesem Auswahllauf haben sich die Grundlagen geändert. Bitte verwerfen Sie einen "
            "Vorschlag daraus und rechnen Sie neu."
        ),
    ),
    "quorum_missing": Entry(
        409, _("Keine Bewerbung hat die Mindestzahl von %(quorum)s gültigen Bewertungen.")
    ),
    "infeasible": Entry(409, _("Die Auswahlregeln sind zusammen nicht erfüllbar: %(conflict)s.")),
    "too_few_eligible": Entry(
        409, _("Nur %(eligible)s Bewerbungen kommen in Betracht, weniger als Plätze.")
    ),
    "tie": Entry(409, _("Es besteht Gleichstand, den die Regeln nicht auflösen.")),
    "not_proven": Entry(409, _("Die Auswahl ist nicht bewiesen worden.")),
    "run_failed": Entry(409, _("Der Auswahllauf ist gescheitert.")),
    "run_is_scenario": Entry(
        409, _("Das ist ein Szenario. Über ein Szenario wird nicht entschieden.")
    ),
    "scenario_empty": Entry(400, _("Bitte ändern Sie mindestens eine Annahme.")),
    "scenario_invalid": Entry(
        400, _("Damit lässt sich nicht rechnen. Bitte geben Sie eine andere Zahl an.")
    ),
    "scenario_untitled": Entry(400, _("Bitte geben Sie dem Szenario einen Namen.")),
    "deviation_not_eligible": Entry(
        409,
        _(
            "Gewählt werden kann nur, wer in der Auswahl ist: formal zugelassen, mit genügend "
            "gültigen Bewertungen und den Mindestpunkten."
        ),
    ),
    "deviation_size": Entry(409, _("Zu vergeben sind %(places)s Plätze, gewählt sind %(chosen)s.")),
    "deviation_none": Entry(
        409, _("Das ist genau die berechnete Auswahl. Schlagen Sie sie ohne Abweichung vor.")
    ),
    "decision_changed": Entry(
        409,
        _(
            "Der Vorschlag ist inzwischen ein anderer als der, den Sie gelesen haben. Bitte lesen "
            "Sie ihn noch einmal."
        ),
    ),
    "decision_overtaken": Entry(
        409,
        _(
            "Seit dem Vorschlag ist die Entscheidung bekannt gegeben oder geändert worden. Bitte "
            "verwerfen Sie ihn und schlagen Sie neu vor."
        ),
    ),
    "decision_unchanged": Entry(409, _("Damit ändert sich an den Förderungen nichts.")),
    "award_not_declined": Entry(
        409, _("Auf diese Förderung hat niemand verzichtet, oder der Platz ist schon vergeben.")
    ),
    "no_successor": Entry(
        409,
        _(
            "Nach den Regeln kann niemand nachrücken, solange alle anderen ihren Platz behalten. "
            "Das entscheidet ein neuer Auswahllauf."
        ),
    ),
    "public_at_required": Entry(
        400, _("Bitte geben Sie an, wann die Änderung bekannt gegeben wird.")
    ),
    "decision_standing": Entry(409, _("Es gibt bereits eine vorgeschlagene Entscheidung.")),
    "decision_settled": Entry(409, _("Über diesen Vorschlag ist bereits entschieden.")),
    "decision_missing": Entry(409, _("Es gibt noch keine bestätigte Entscheidung.")),
    "no_places_left": Entry(409, _("Alle %(places)s Plätze sind vergeben.")),
    "budget_exceeded": Entry(409, _("Die Fördermittel reichen dafür nicht.")),
}
