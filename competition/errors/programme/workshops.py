"""Workshops of the awardees, and who attended."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "workshop_not_published": Entry(
        409, _("Dieser Workshop ist noch nicht angekündigt. Ein Entwurf wird verworfen.")
    ),
    "workshop_published": Entry(
        409, _("Dieser Workshop ist angekündigt. Er lässt sich nur noch absagen.")
    ),
    "workshop_twice": Entry(
        409, _("Einen Workshop mit diesem Titel und Beginn gibt es in diesem Zeitraum schon.")
    ),
    "workshop_cancelled": Entry(409, _("Dieser Workshop ist abgesagt.")),
    "workshop_begun": Entry(
        409, _("Der Workshop hat am %(at)s begonnen. Dieser Schritt geht nur vorher.")
    ),
    "workshop_not_begun": Entry(
        409, _("Der Workshop beginnt am %(at)s. Die Teilnahme wird danach eingetragen.")
    ),
    "workshop_without_agreement": Entry(
        409, _("Anmelden oder entschuldigen kann sich, wessen Vereinbarung in Kraft ist.")
    ),
    "attendance_settled": Entry(
        409, _("Die Geschäftsstelle hat die Teilnahme schon eingetragen; sie steht fest.")
    ),
    "people_needed": Entry(
        400, _("Wer teilgenommen hat, war mit mindestens einer Person da (%(name)s).")
    ),
}
