"""What is typed to ask for a tranche, and to settle a request."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.forms.agreements import DayField, ReadForm
from programme.queries.tranches import Standing


class RequestForm(forms.Form):
    """Which tranche, for what, and where to."""

    tranche = forms.ChoiceField(label=_("Teilbetrag"), widget=forms.RadioSelect)
    purpose = forms.CharField(
        label=_("Verwendung in den nächsten Monaten"),
        help_text=_("Wofür das Geld ausgegeben wird und bis wann ungefähr."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    iban = forms.CharField(
        label=_("IBAN der Kommune"),
        help_text=_("Das Konto der Gemeindekasse, zum Beispiel DE89 3704 0044 0532 0130 00."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    payment_reference = forms.CharField(
        label=_("Verwendungszweck"),
        help_text=_("Was auf der Überweisung stehen soll, zum Beispiel Ihr Kassenzeichen."),
        max_length=140,
        required=False,
    )

    def __init__(self, *args: object, open_: list[tuple[Standing, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        choices = [(str(each.tranche.pk), words) for each, words in open_]
        self.fields["tranche"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        if len(choices) == 1:
            self.initial.setdefault("tranche", choices[0][0])


class RejectionForm(forms.Form):
    """Why a request is not paid."""

    reason = forms.CharField(
        label=_("Grund der Ablehnung"),
        help_text=_("Steht wörtlich im Schreiben an die Kommune."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Bitte begründen Sie diesen Schritt.")},
    )


class PaidForm(forms.Form):
    """The day of the transfer."""

    paid_on = DayField(
        label=_("Tag der Überweisung"), help_text=_("So, wie der Kontoauszug ihn nennt.")
    )


__all__ = ["PaidForm", "ReadForm", "RejectionForm", "RequestForm"]
