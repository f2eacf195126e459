"""Enquiries and disturbances."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "enquiries_closed": Entry(
        409,
        _(
            "Rückfragen waren bis %(until)s möglich; Ihre ging am %(received)s ein. "
            "Bitte lesen Sie die Antworten, die bisher veröffentlicht sind."
        ),
    ),
    "too_many_enquiries": Entry(
        429,
        _(
            "In der letzten Stunde haben Sie schon %(limit)s Fragen gestellt. "
            "Bitte warten Sie %(minutes)s Minuten."
        ),
    ),
    "enquiry_answered": Entry(
        409,
        _(
            "Diese Frage ist schon beantwortet, und alle können die Antwort lesen. Eine "
            "Berichtigung veröffentlichen Sie als eigenen Hinweis."
        ),
    ),
    "enquiry_names_somebody": Entry(
        400,
        _(
            "Hier steht noch „%(name)s“. Wer gefragt hat, bleibt ungenannt: Bitte formulieren "
            "Sie um."
        ),
    ),
    "too_many_reports": Entry(
        429,
        _(
            "Von Ihrem Anschluss liegen schon sehr viele Meldungen vor. Bitte warten Sie "
            "%(minutes)s Minuten, melden Sie sich an, oder schreiben Sie der Geschäftsstelle."
        ),
    ),
    "disturbance_settled": Entry(409, _("Diese Meldung ist bereits erledigt.")),
}
