"""Forms of questions and answers about a call."""

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.services.enquiries import MAX_ANSWER_CHARS, MAX_CHARS


class EnquiryForm(forms.Form):
    """A question to the office."""

    text = forms.CharField(
        label=_("Ihre Frage"),
        help_text=_(
            "Schreiben Sie nichts über Ihr Vorhaben, das andere nicht lesen sollen: Frage und "
            "Antwort werden für alle veröffentlicht, ohne Ihren Namen und Ihre Kommune."
        ),
        max_length=MAX_CHARS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AnswerForm(forms.Form):
    """Question and answer as everybody reads them."""

    published_text = forms.CharField(
        label=_("Frage, wie sie veröffentlicht wird"),
        help_text=_("Ohne Namen, Orte und alles, woran man erkennt, wer gefragt hat."),
        max_length=MAX_CHARS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    answer = forms.CharField(
        label=_("Antwort"),
        max_length=MAX_ANSWER_CHARS,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
