"""Tranches of an award: requested, approved by two persons, bound to accepted reports."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "iban_invalid": Entry(
        400, _("Diese IBAN gibt es nicht: Länge oder Prüfziffer stimmen nicht. Bitte vergleichen.")
    ),
    "agreement_not_in_force": Entry(
        409, _("Geld kann angefordert werden, sobald die Vereinbarung oder der Bescheid gilt.")
    ),
    "report_not_accepted": Entry(
        409, _("Für diesen Teilbetrag muss zuerst der zugehörige Bericht angenommen sein.")
    ),
    "tranche_requested": Entry(409, _("Dieser Teilbetrag ist schon angefordert.")),
    "award_exceeded": Entry(409, _("Damit wäre mehr angefordert als die Förderung hoch ist.")),
    "payment_not_certified": Entry(
        409, _("Erst muss eine Person bescheinigen, dass die Anforderung richtig ist.")
    ),
    "payment_not_ordered": Entry(409, _("Diese Auszahlung ist noch nicht angeordnet.")),
    "paid_day_wrong": Entry(
        400, _("Der Tag der Überweisung liegt vor der Anordnung oder in der Zukunft.")
    ),
}
