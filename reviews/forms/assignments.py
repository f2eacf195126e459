"""What the office types to change who reads what: pairs ticked by hand, or a table."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.assignments.assignment_plan import MAX_REASON_CHARS, Act

Choices = Collection[tuple[str, str]]
TICK_ONE = {"required": _("Bitte kreuzen Sie mindestens eine Zeile an.")}


class PairsForm(forms.Form):
    """Pairs ticked on the page of one side, by the ids of the other; ``act``: what is wanted."""

    act: Act
    name: str

    def __init__(self, *, choices: Choices, label: Any, data: Any = None) -> None:
        super().__init__(data)
        self.pairs = forms.MultipleChoiceField(
            label=label,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages=TICK_ONE,
        )
        self.fields[self.name] = self.pairs
        self.is_offered = bool(choices)

    def offer(self, choices: Choices) -> None:
        """Show only these from now on; what was sent is judged by then."""
        self.pairs.choices = list(choices)
        self.is_offered = bool(choices)

    def ticked(self) -> list[str]:
        """The ids that were ticked."""
        keys: list[str] = self.cleaned_data[self.name]
        return keys

    def reason(self) -> str:
        """Why, where that is asked."""
        return str(self.cleaned_data.get("reason", ""))

    def sent_again(self) -> list[tuple[str, str]]:
        """Names and values to be sent with the confirmation."""
        reason = [("reason", self.reason())] if "reason" in self.fields else []
        return [("act", self.act.value), *reason, *((self.name, key) for key in self.ticked())]


class GivingForm(PairsForm):
    """What is given."""

    act, name = Act.ASSIGN, "given"


class EndingForm(PairsForm):
    """What is ended, and why."""

    act, name = Act.END, "ended"

    def __init__(self, *, choices: Choices, label: Any, data: Any = None) -> None:
        super().__init__(choices=choices, label=label, data=data)
        self.fields["reason"] = forms.CharField(
            label=_("Begründung"),
            help_text=_("Sie steht in den Akten der Geschäftsstelle, nicht im Schreiben."),
            max_length=MAX_REASON_CHARS,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": _("Bitte begründen Sie diesen Schritt.")},
        )


class TableForm(forms.Form):
    """A table of assignments, as a file."""

    file = forms.FileField(
        label=_("Tabelle (CSV)"),
        help_text=_("Höchstens 20.000 Zeilen und 2 MB."),
        allow_empty_file=True,
        error_messages={"required": _("Bitte wählen Sie eine Datei aus.")},
    )

    def __init__(self, data: Any = None, files: Any = None, *, is_sent_again: bool = False) -> None:
        """``is_sent_again``: the confirmation brings the table as a text."""
        super().__init__(data, files)
        self.fields["file"].required = not is_sent_again
