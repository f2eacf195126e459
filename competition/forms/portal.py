"""Forms in which a municipality is chosen: always by its key, shown with kind and state."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.models import Municipality


def described(municipality: Municipality) -> str:
    """What tells Oldenburg from Oldenburg: name, kind, state and key."""
    key = _("Schlüssel")
    return (
        f"{municipality.name} – {municipality.get_kind_display()}, "
        f"{municipality.get_state_display()}, {key} {municipality.ags}"
    )


class MunicipalityForm(forms.Form):
    """One of the municipalities offered."""

    ags = forms.ChoiceField(label=_("Kommune"), widget=forms.RadioSelect)

    def __init__(self, offered: Iterable[Municipality], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        field = self.fields["ags"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(place.ags, described(place)) for place in offered]


class SearchForm(forms.Form):
    """Words of a name or the beginning of a key."""

    q = forms.CharField(
        label=_("Name oder amtlicher Gemeindeschlüssel"),
        help_text=_("Zum Beispiel „Merseburg“ oder „15088220“."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
