"""The jury's seats, its rubric and its conflicts of interest."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "frozen": Entry(409, _("Das ist bereits eingefroren und nicht mehr zu ändern.")),
    "rubric_invalid": Entry(400, _("Der Bewertungsbogen ist so nicht verwendbar: %(why)s")),
    "criterion_invalid": Entry(400, _("Zu %(name)s: %(why)s")),
    "screening_unfinished": Entry(409, _("Ungeprüft sind noch %(count)s Bewerbungen.")),
    "nothing_admitted": Entry(409, _("Es ist keine Bewerbung zugelassen.")),
    "jury_missing": Entry(409, _("Die Jury hat noch keine Mitglieder.")),
    "chair_taken": Entry(409, _("Den Vorsitz der Jury hat bereits jemand anderes.")),
    "deputy_taken": Entry(409, _("Die Stellvertretung des Vorsitzes hat bereits jemand anderes.")),
    "chair_or_deputy": Entry(409, _("Vorsitz und Stellvertretung sind zwei Personen.")),
    "chair_present": Entry(
        409,
        _(
            "Das tut der Vorsitz. Die Stellvertretung handelt nur, wo er selbst betroffen oder in "
            "der Sitzung abwesend ist."
        ),
    ),
    "deputy_decides": Entry(
        409,
        _("Darüber entscheidet die Stellvertretung: Der Vorsitz ist betroffen oder abwesend."),
    ),
    "reviewing_closed": Entry(409, _("Die Begutachtung ist nicht geöffnet.")),
    "scoring_closed": Entry(409, _("Die Bewertungen sind gesperrt.")),
    "conflicted": Entry(403, _("Sie sind bei dieser Bewerbung befangen.")),
    "score_void_unconfirmed": Entry(
        409, _("Sie haben hier schon bewertet. Bitte bestätigen Sie, dass Sie das wissen.")
    ),
    "conflict_settled": Entry(409, _("Über diese Befangenheit ist bereits entschieden.")),
    "conflict_contested": Entry(
        409, _("Sie haben bereits widersprochen; darüber wird entschieden.")
    ),
    "conflict_standing": Entry(
        409, _("Bei dieser Bewerbung ist das Mitglied bereits als befangen vermerkt.")
    ),
    "own_conflict": Entry(
        403,
        _(
            "Das betrifft Sie selbst: Die eigene Befangenheit oder eine Bewerbung, bei der Sie "
            "befangen sind. Darüber entscheidet die Geschäftsstelle (§ 20 VwVfG)."
        ),
    ),
    "chair_decides": Entry(
        409,
        _(
            "Darüber entscheidet der Vorsitz. Ist er verhindert, bestätigen Sie das bitte; dann "
            "entscheidet die Geschäftsstelle."
        ),
    ),
    "hard_conflict": Entry(
        409, _("Dieser Grund schließt von Gesetzes wegen aus und lässt sich nicht aufheben.")
    ),
    "not_contested": Entry(409, _("Diesem Ausschlussgrund hat das Mitglied nicht widersprochen.")),
    "decision_confirmed": Entry(
        409,
        _(
            "Die Entscheidung ist bestätigt. Eine Befangenheit lässt sich jetzt nicht mehr "
            "aufheben."
        ),
    ),
    "nothing_chosen": Entry(400, _("Bitte wählen Sie mindestens eine aus.")),
    "undeclared": Entry(
        409, _("Bitte erklären Sie zuerst, ob Sie bei dieser Bewerbung befangen sind.")
    ),
    "not_assigned": Entry(404, _("Das gibt es hier nicht.")),
}
