"""The order of the own matrix, chosen from a list where its columns cannot be pressed."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _


class OrderForm(forms.Form):
    """Shows the order that stands; which orders there are is decided by the matrix."""

    all_optional = True

    def __init__(self, *, choices: Sequence[tuple[str, str]], order: str) -> None:
        super().__init__(initial={"order": order})
        self.fields["order"] = forms.ChoiceField(
            label=_("Reihenfolge"), choices=choices, initial=order
        )
