"""What the office types to let somebody back in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.forms.accounts import EmailField
from competition.services.rescues import REASON_CHARS


class RescueForm(forms.Form):
    """Whose second factor is lost, and how it was checked who asks."""

    email = EmailField(label=_("E-Mail-Adresse des Kontos"))
    reason = forms.CharField(
        label=_("Wie haben Sie geprüft, wer anfragt?"),
        help_text=_("Zum Beispiel: Rückruf unter der bekannten Nummer der Dienststelle."),
        max_length=REASON_CHARS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Bitte begründen Sie diesen Schritt.")},
    )
