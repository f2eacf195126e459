"""The funded period, and the agreements that bind the two sides."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "call_not_announced": Entry(
        409, _("Der Förderzeitraum wird eingerichtet, wenn die Förderungen bekannt gegeben sind.")
    ),
    "programme_standing": Entry(
        409, _("Für diesen Wettbewerb gibt es bereits einen Förderzeitraum.")
    ),
    "programme_fixed": Entry(
        409,
        _(
            "Zeitraum, Form, Bedingungen, Berichte und Teilbeträge stehen fest, seit die erste "
            "Vereinbarung vorgeschlagen ist."
        ),
    ),
    "period_reversed": Entry(400, _("Das Ende muss nach dem Beginn liegen.")),
    "period_beyond": Entry(400, _("Der Förderzeitraum liegt zu weit entfernt.")),
    "requirement_invalid": Entry(
        400, _("Der Bericht „%(title)s“ ist so nicht möglich. Bitte prüfen Sie: %(part)s.")
    ),
    "tranches_exceed_award": Entry(
        400, _("Die Teilbeträge sind zusammen höher als die Förderung.")
    ),
    "agreement_standing": Entry(
        409, _("Für diese Förderung gibt es bereits einen Vorschlag oder eine Vereinbarung.")
    ),
    "reference_taken": Entry(
        409, _("Dieses Aktenzeichen trägt schon eine andere Vereinbarung dieses Wettbewerbs.")
    ),
    "agreement_not_confirmed": Entry(
        409, _("Dieser Vorschlag ist noch nicht von einer zweiten Person bestätigt.")
    ),
    "no_notice": Entry(
        409, _("Bestandskräftig wird nur ein Bescheid; eine Vereinbarung muss angenommen werden.")
    ),
    "not_yet_final": Entry(
        409,
        _("Der Bescheid ist frühestens am %(day)s bestandskräftig: Bis dahin läuft seine Frist."),
    ),
}
