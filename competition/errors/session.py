"""The jury's session."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "session_open": Entry(
        409, _("Die Jurysitzung läuft noch. Bitte schließen Sie sie, bevor entschieden wird.")
    ),
    "session_standing": Entry(409, _("Es läuft bereits eine Sitzung.")),
    "session_closed": Entry(
        409, _("Die Sitzung ist geschlossen; an ihrer Niederschrift ändert sich nichts mehr.")
    ),
    "already_present": Entry(409, _("Dieses Mitglied ist bereits anwesend.")),
    "not_present": Entry(409, _("Dieses Mitglied ist nicht anwesend.")),
    "item_open": Entry(
        409, _("Es wird noch über eine Bewerbung beraten. Bitte schließen Sie sie zuerst ab.")
    ),
    "item_not_open": Entry(409, _("Über diese Bewerbung wird gerade nicht beraten.")),
    "review_not_counting": Entry(
        409, _("Nur Punkte einer abgeschlossenen Bewertung, die zählt, lassen sich ändern.")
    ),
    "score_unchanged": Entry(409, _("So viele Punkte stehen dort bereits.")),
    "session_quorum_missing": Entry(
        409,
        _(
            "Die Jury ist nicht beschlussfähig: Im Raum sind %(present)s Mitglieder, nötig sind "
            "%(quorum)s."
        ),
    ),
    "too_many_votes": Entry(
        400, _("Das sind %(count)s Stimmen; im Raum sind %(present)s Mitglieder.")
    ),
}
