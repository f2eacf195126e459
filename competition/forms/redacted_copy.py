"""What the office types for a redacted copy: answers to withhold, passages, the ground."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.redactions.copy import Wish
from competition.services.redacted_copies import (
    MAX_GROUND_CHARS,
    MAX_PASSAGES_CHARS,
)


class RedactionForm(forms.Form):
    """Persons' names, addresses and numbers are left out in any case; this is for the rest."""

    all_optional = True

    withheld = forms.MultipleChoiceField(
        label=_("Ganze Antworten weglassen"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"lang": "de"}),
    )
    passages = forms.CharField(
        label=_("Textstellen schwärzen"),
        help_text=_(
            "Eine je Zeile. Sie wird überall geschwärzt, wo sie vorkommt, auch mit anderer Groß- "
            "und Kleinschreibung. Nennen Sie hier auch Namen von Personen, die nur im Text stehen."
        ),
        max_length=MAX_PASSAGES_CHARS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    ground = forms.CharField(
        label=_("Grund der Schwärzung"),
        help_text=_(
            "Er steht in der Kopie an jeder geschwärzten Stelle, zum Beispiel: Betriebs- und "
            "Geschäftsgeheimnis (§ 6 IFG). Nötig, sobald Sie etwas weglassen."
        ),
        max_length=MAX_GROUND_CHARS,
        required=False,
    )

    def __init__(self, offered: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["withheld"]
        field.choices = offered

    def wish(self) -> Wish:
        """What was typed, as the service takes it. Needs a valid form."""
        typed = self.cleaned_data
        return Wish(
            withheld=tuple(typed["withheld"]),
            passages=tuple(typed["passages"].splitlines()),
            ground=typed["ground"],
        )

    def sent_again(self) -> list[tuple[str, str]]:
        """Names and values to be sent with the confirmation."""
        typed = self.cleaned_data
        single = [(name, typed[name]) for name in ("passages", "ground")]
        return [*single, *(("withheld", each) for each in typed["withheld"])]
