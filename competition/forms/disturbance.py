"""Forms for reporting a disturbance, and for settling it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.services.disturbances import MAX_CHARS, MAX_LINE


class DisturbanceForm(forms.Form):
    """What did not work, and where."""

    text = forms.CharField(
        label=_("Was ist passiert?"),
        help_text=_("Was wollten Sie tun, und was haben Sie gesehen? Bitte kein Passwort."),
        max_length=MAX_CHARS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    page = forms.CharField(label=_("Auf welcher Seite?"), max_length=MAX_LINE, required=False)
    contact = forms.EmailField(
        label=_("E-Mail-Adresse für Rückfragen"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class SettlementForm(forms.Form):
    """What the office has found."""

    remark = forms.CharField(
        label=_("Ergebnis der Prüfung"),
        max_length=MAX_CHARS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
