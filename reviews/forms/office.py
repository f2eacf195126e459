"""What the office types: acts with little to fill in, each with its own refusals."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.services.decision import MAX_REJECTION_CHARS


class ActForm(forms.Form):
    """A button alone; it exists so that a refusal has a place."""


class LockForm(forms.Form):
    """Locking the scores: whoever locks early says that they know what is lost."""

    def __init__(self, *, unfinished_count: int, data: Any = None) -> None:
        super().__init__(data)
        if unfinished_count:
            self.fields["understood"] = forms.BooleanField(
                label=_("Ich weiß, dass %(count)s nicht abgeschlossene Bewertungen nicht zählen.")
                % {"count": unfinished_count},
                error_messages={
                    "required": _("Bitte bestätigen Sie, dass Sie das wissen, oder warten Sie.")
                },
            )


class LotForm(forms.Form):
    """The public value of the lot, exactly as the source publishes it."""

    public_value = forms.CharField(
        label=gettext_lazy("Öffentlicher Wert"),
        help_text=gettext_lazy(
            "Genau so, wie ihn die Quelle veröffentlicht. Er lässt sich nicht mehr ändern."
        ),
        max_length=300,
    )


class RejectionForm(forms.Form):
    """Why a proposal is discarded."""

    reason = forms.CharField(
        label=gettext_lazy("Begründung"),
        max_length=MAX_REJECTION_CHARS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Bitte begründen Sie diesen Schritt.")},
    )
