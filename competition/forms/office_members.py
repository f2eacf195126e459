"""What the office types to let an auditor in."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.forms.accounts import EmailField
from competition.models import User


class AuditorForm(forms.Form):
    """Who may read everything: somebody who has an account."""

    email = EmailField(
        label=gettext_lazy("E-Mail-Adresse des Kontos"),
        help_text=gettext_lazy("Wer noch keines hat, bekommt es über eine Einladung."),
    )

    def clean_email(self) -> User:
        found = User.objects.filter(email__iexact=self.cleaned_data["email"]).first()
        if found is None:
            raise ValidationError(_("Zu dieser Adresse gibt es kein Konto."))
        return found
