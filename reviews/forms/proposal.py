"""What the office types to decide otherwise than computed, to correct, to let somebody move up."""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition import wording
from competition.errors import CATALOGUE
from reviews.decisions.proposal import MAX_REASON_CHARS
from reviews.outcome import Row

LAST_YEAR = 2999


def _reason(label: Any, help_text: Any, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        error_messages={"required": CATALOGUE["reason_required"].sentence},
        max_length=MAX_REASON_CHARS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class LaterForm(forms.Form):
    """Why a decision is changed, and when that becomes known. The service says what is wrong."""

    reason = _reason(
        gettext_lazy("Begründung der Änderung"),
        gettext_lazy("Sie wird mit der Änderung öffentlich. Nennen Sie keine Personen."),
        required=True,
    )
    public_at = forms.DateTimeField(
        label=gettext_lazy("Bekanntgabe der Änderung"),
        help_text=gettext_lazy("Ortszeit Berlin. Dann gehen auch die Schreiben hinaus."),
        error_messages={"required": CATALOGUE["public_at_required"].sentence},
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *, is_later: bool, is_announced: bool, data: Any = None) -> None:
        super().__init__(data)
        if not is_later:
            del self.fields["reason"]
        if not (is_later and is_announced):
            del self.fields["public_at"]
        if is_later and not is_announced:
            self.fields["reason"].help_text = _("Sie steht in den Akten und im Auswahlvermerk.")

    def clean_public_at(self) -> datetime | None:
        public_at: datetime | None = self.cleaned_data["public_at"]
        if public_at is not None and not 2000 <= public_at.year <= LAST_YEAR:
            raise ValidationError(_("Bitte geben Sie ein anderes Jahr an."))
        return public_at

    def later(self) -> dict[str, Any]:
        """Reason and instant as the wish takes them."""
        return {
            "reason": self.cleaned_data.get("reason", ""),
            "public_at": self.cleaned_data.get("public_at"),
        }

    def sent_again(self) -> list[tuple[str, str]]:
        """Names and values of everything that was filled in, to be sent with the confirmation."""
        return [(name, value) for name in self.fields for value in _values(self.data, name)]


def _values(data: Any, name: str) -> list[str]:
    found = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
    return [each for each in found if each]


def _label(row: Row) -> str:
    name = row.application.municipality.name
    return _("%(name)s (%(points)s Punkte)") % {
        "name": name,
        "points": wording.places(row.score or Fraction(0)),
    }


class OtherSetForm(LaterForm):
    """The set as people decide it: a box per application that passed the gate."""

    selected = forms.MultipleChoiceField(
        label=gettext_lazy("Gefördert werden"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Bitte kreuzen Sie mindestens eine Zeile an.")},
    )
    deviation_reason = _reason(
        gettext_lazy("Begründung der Abweichung"),
        gettext_lazy(
            "Nötig, wenn andere gefördert werden als berechnet. Sie steht im Auswahlvermerk."
        ),
        required=False,
    )
    field_order = ("selected", "deviation_reason", "reason", "public_at")

    def __init__(
        self,
        *,
        eligible: Iterable[Row],
        marked: Iterable[str],
        data: Any = None,
        **later: bool,
    ) -> None:
        super().__init__(data=data, **later)
        field = self.fields["selected"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(row.application.public_id, _label(row)) for row in eligible]
        field.initial = list(marked)
