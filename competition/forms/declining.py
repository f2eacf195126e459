"""What is typed to decline an award: by the municipality itself, or by the office for it."""

from django import forms
from django.utils.translation import gettext_lazy as _

REASON_REQUIRED = {"required": _("Bitte begründen Sie diesen Schritt.")}


class DeclineForm(forms.Form):
    """The municipality's own word: why, and that it is meant."""

    reason = forms.CharField(
        label=_("Grund des Verzichts"),
        help_text=_(
            "Den Grund liest nur die Geschäftsstelle; er steht auch in Ihrer Bestätigung. "
            "Veröffentlicht wird er nicht."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=REASON_REQUIRED,
    )
    meant = forms.BooleanField(
        label=_("Ja, unsere Kommune verzichtet auf diese Förderung, und zwar endgültig."),
        error_messages={"required": _("Bitte bestätigen Sie, dass Ihre Kommune verzichten will.")},
    )


class DeclineOnEvidenceForm(forms.Form):
    """What a municipality has declared to the office, and how that is proven."""

    reason = forms.CharField(
        label=_("Grund des Verzichts"),
        help_text=_("So, wie die Kommune ihn nennt. Er steht in der Bestätigung an sie."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=REASON_REQUIRED,
    )
    evidence = forms.CharField(
        label=_("Nachweis"),
        help_text=_(
            "Zum Beispiel: Schreiben der Bürgermeisterin vom 3. Mai, Eingang 5. Mai, "
            "Aktenzeichen 12-34. Wer für die Kommune handelt, bekommt ihn mit der Bestätigung zu "
            "lesen."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Bitte nennen Sie den Nachweis.")},
    )
    meant = forms.BooleanField(
        label=_("Die Kommune hat den Verzicht erklärt, und der Nachweis liegt vor."),
        error_messages={"required": _("Bitte bestätigen Sie, dass der Verzicht erklärt ist.")},
    )
