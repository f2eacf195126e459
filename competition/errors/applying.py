"""An application on its way to its submission."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "call_not_open": Entry(409, _("Bewerbungen sind zurzeit nicht möglich.")),
    "not_eligible": Entry(409, _("Ihre Kommune ist nicht antragsberechtigt: %(why)s")),
    "already_applied": Entry(
        409, _("Ihre Kommune ist in diesem Wettbewerb bereits an einer Bewerbung beteiligt.")
    ),
    "deadline_passed": Entry(
        409,
        _(
            "Die Bewerbungsfrist ist abgelaufen. Ihre Anfrage ging am %(received)s ein. "
            "Der Entwurf bleibt lesbar; der Versuch ist vermerkt."
        ),
    ),
    "version_changed": Entry(
        409,
        _(
            "Es gilt inzwischen eine andere Fassung als die, die Sie gelesen haben. Bitte lesen "
            "Sie die Bewerbung noch einmal."
        ),
    ),
    "unknown_move": Entry(409, _("Dieser Schritt ist beim jetzigen Stand nicht möglich.")),
    "incomplete": Entry(400, _("Die Bewerbung ist noch nicht vollständig.")),
    "not_released": Entry(
        409, _("Die vertretungsberechtigte Person hat genau diesen Entwurf noch nicht freigegeben.")
    ),
    "partner_unconfirmed": Entry(
        409, _("Noch nicht bestätigt haben: %(names)s. Erst danach können Sie einreichen.")
    ),
    "version_conflict": Entry(
        409, _("Inzwischen wurde etwas anderes gespeichert. Beides steht unten.")
    ),
}
