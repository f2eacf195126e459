"""The operator's text of a page of the site."""

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.services.site_texts import MAX_CHARS


class SiteTextForm(forms.Form):
    """``read``: the version that was typed over, 0 for none."""

    text = forms.CharField(
        label=_("Text"),
        help_text=_(
            "„# “ am Anfang einer Zeile macht eine Überschrift, „## “ eine kleinere, „- “ einen "
            "Punkt einer Liste, „1. “ einen Schritt. Eine leere Zeile trennt Absätze. Adressen, "
            "die mit https:// beginnen, und E-Mail-Adressen werden zu Links."
        ),
        required=False,
        max_length=MAX_CHARS,
        widget=forms.Textarea(attrs={"rows": 20}),
    )
    read = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def now_over(self, version: int) -> None:
        """What is saved next replaces what was shown beside it."""
        self.data = {**dict(self.data.items()), "read": str(version)}
