"""Forms for reporting a barrier, and for answering."""

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.services.barrier_reports import MAX_CHARS, MAX_LINE


class BarrierReportForm(forms.Form):
    """What somebody could not use, where, and where the answer goes."""

    text = forms.CharField(
        label=_("Was können Sie nicht benutzen?"),
        help_text=_(
            "Schreiben Sie mit Ihren Worten. Womit lesen Sie die Seite, zum Beispiel mit einer "
            "Vorlesesoftware? Eine Diagnose brauchen wir nicht."
        ),
        max_length=MAX_CHARS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    page = forms.CharField(
        label=_("Auf welcher Seite oder in welchem Dokument?"), max_length=MAX_LINE, required=False
    )
    contact = forms.EmailField(
        label=_("E-Mail-Adresse für die Antwort"),
        help_text=_("Ohne Adresse lesen Sie die Antwort auf der Seite Ihrer Meldung."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class BarrierAnswerForm(forms.Form):
    """What the office answers."""

    answer = forms.CharField(
        label=_("Antwort"),
        help_text=_(
            "Was ist geschehen oder geplant, und wie kommt die Person bis dahin an den Inhalt?"
        ),
        max_length=MAX_CHARS,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
