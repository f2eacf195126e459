"""What is typed to propose, settle and accept an agreement."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kern.forms import DateInput
from programme.models import Programme
from programme.services.acceptance import Basis

# Beyond it neither an example round's own clock nor a browser can compute.
LAST_YEAR = 2999


class DayField(forms.DateField):
    """A calendar day of this millennium."""

    widget = DateInput

    def clean(self, value: object) -> date | None:
        day: date | None = super().clean(value)
        if day and not 2000 <= day.year <= LAST_YEAR:
            raise ValidationError(_("Bitte geben Sie ein anderes Jahr an."))
        return day


class ProposalForm(forms.Form):
    """The file reference and the days of one municipality's agreement."""

    reference = forms.CharField(
        label=_("Aktenzeichen"), max_length=80, widget=forms.TextInput(attrs={"data-width": "20"})
    )
    starts_on = DayField(label=_("Beginn"))
    ends_on = DayField(label=_("Ende"), help_text=_("Der letzte Tag des Förderzeitraums."))

    @classmethod
    def of(cls, programme: Programme) -> "ProposalForm":
        """The programme's own days, as a start."""
        return cls(initial={"starts_on": programme.starts_on, "ends_on": programme.ends_on})


class ReadForm(forms.Form):
    """Names the document that was read, by its digest."""

    read = forms.CharField(max_length=64, widget=forms.HiddenInput)


class AcceptForm(ReadForm):
    """A signatory's own declaration."""

    meant = forms.BooleanField(
        error_messages={"required": _("Bitte bestätigen Sie, dass Ihre Kommune annimmt.")}
    )

    def __init__(self, *args: object, is_notice: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self.fields["meant"].label = (
            _("Wir haben den Bescheid erhalten und verzichten auf Rechtsbehelfe gegen ihn.")
            if is_notice
            else _("Ja, unsere Kommune nimmt die Vereinbarung so an.")
        )


class RecordForm(ReadForm):
    """An acceptance that reached the office on another way, and what proves it."""

    basis = forms.ChoiceField(
        label=_("Wodurch?"),
        widget=forms.RadioSelect,
        choices=[
            (Basis.PAPER.value, _("auf Papier unterschrieben, liegt der Geschäftsstelle vor")),
            (Basis.FINAL.value, _("Bescheid ist bestandskräftig: Niemand hat ihn angefochten")),
        ],
    )
    evidence = forms.CharField(
        label=_("Nachweis"),
        help_text=_(
            "Zum Beispiel: unterschrieben von der Bürgermeisterin am 3. Juli, Eingang 5. Juli, "
            "Aktenzeichen 12-34. Die Kommune liest ihn in ihrer Bestätigung."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Bitte nennen Sie den Nachweis.")},
    )

    def __init__(self, *args: object, is_notice: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        if not is_notice:
            field = self.fields["basis"]
            field.choices = field.choices[:1]  # type: ignore[attr-defined]  # a ChoiceField
