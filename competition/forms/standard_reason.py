"""Ready wordings: edited on their own page, and taken over into a reason elsewhere.

Taking over works without JavaScript: a select and a button, which sends the form back with the
text in it, to be changed before it is used.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from competition.models import StandardReason
from competition.models.standard_reason import ReasonUse
from competition.services.standard_reasons import MAX_TEXT_CHARS, MAX_TITLE_CHARS

TAKE = "take"
# What is kept while a wording is taken over; lists of ticked boxes are kept by each page.
TYPED = ("act", "standard", "reason", "day", "time")


class StandardReasonForm(forms.Form):
    """One wording. ``read`` names what the person has read."""

    use = forms.ChoiceField(label=_("Wofür"), choices=ReasonUse.choices, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Bezeichnung"),
        help_text=_("Unter ihr finden Sie den Text in der Auswahl wieder."),
        max_length=MAX_TITLE_CHARS,
    )
    text = forms.CharField(
        label=_("Wortlaut"),
        help_text=_("Er steht so im Schreiben an die Kommune, wenn ihn niemand mehr ändert."),
        max_length=MAX_TEXT_CHARS,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    read = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def wording(self) -> dict[str, str]:
        """What was typed, by the names of the service."""
        return {name: self.cleaned_data[name] for name in ("use", "title", "text")}


class TakingForm(forms.Form):
    """A reason that may be taken over from a ready wording; stands before the reason itself."""

    standard = forms.ChoiceField(
        label=_("Textbaustein"),
        help_text=_("„Übernehmen“ setzt den Text unten ein; Sie können ihn dann noch ändern."),
        required=False,
    )

    def __init__(self, wordings: Sequence[StandardReason], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["standard"]
        field.choices = [("", _("ohne Textbaustein")), *_grouped(wordings)]
        self.has_wordings = bool(wordings)
        if not wordings:
            del self.fields["standard"]

    @property
    def was_touched(self) -> bool:
        """Whether somebody has begun to fill it in."""
        return self.is_bound or bool(self.initial)


def _grouped(wordings: Sequence[StandardReason]) -> list[Any]:
    """The choices, under the names of their uses where there is more than one use."""
    groups = {
        use.label: [(str(each.pk), each.title) for each in wordings if each.use == use]
        for use in ReasonUse
    }
    filled = {label: rows for label, rows in groups.items() if rows}
    return (
        [row for rows in filled.values() for row in rows] if len(filled) < 2 else [*filled.items()]
    )


def taken(data: QueryDict, wordings: Sequence[StandardReason]) -> dict[str, Any]:
    """What was typed, with the chosen wording as its reason; nothing of it is judged yet."""
    filled: dict[str, Any] = {name: data.get(name, "") for name in TYPED}
    for each in wordings:
        if str(each.pk) == filled["standard"]:
            filled["reason"] = each.text
    return filled
