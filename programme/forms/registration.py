"""Registering for an event, and giving a place back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.services.registrations import MAX_NAME, MAX_NEEDS, MAX_ORGANISATION


class RegistrationForm(forms.Form):
    """Who comes, where the link goes, and what is needed to take part."""

    name = forms.CharField(
        label=_("Ihr Name"),
        max_length=MAX_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    address = forms.EmailField(
        label=_("E-Mail-Adresse"),
        help_text=_("Dorthin geht der Link, mit dem Sie die Anmeldung bestätigen."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=MAX_ORGANISATION,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    access_needs = forms.CharField(
        label=_("Was brauchen Sie, um gut teilzunehmen?"),
        help_text=_(
            "Zum Beispiel Gebärdensprache, Untertitel, Induktionsschleife, einen Platz für einen "
            "Rollstuhl. Das liest nur die Geschäftsstelle."
        ),
        max_length=MAX_NEEDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
