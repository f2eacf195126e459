"""What the office types to screen many applications at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.forms.periods import PeriodForm
from competition.forms.standard_reason import TakingForm
from competition.models import Question, StandardReason
from competition.screening_plan import MAX_REASON_CHARS, Act, Order

ACTS = (
    (Act.ADMIT.value, _("Zulassen: vollständig und antragsberechtigt")),
    (Act.EXCLUDE.value, _("Ausschließen, mit Begründung")),
    (Act.CORRECT.value, _("Um Berichtigung bitten, mit Begründung, Angaben und Frist")),
)
# The form's fields by the service's, where they differ.
FIELDS = {"due_at": "day"}


class ScreeningForm(TakingForm, PeriodForm):
    """An act for the ticked applications. What an act does not need may be left empty."""

    all_optional = True  # what is needed depends on the act, and each label says for which

    chosen = forms.MultipleChoiceField(
        label=_("Bewerbungen"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bitte wählen Sie mindestens eine Bewerbung.")},
    )
    act = forms.ChoiceField(
        label=_("Was soll geschehen?"),
        choices=ACTS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie, was geschehen soll.")},
    )
    reason = forms.CharField(
        label=_("Begründung"),
        help_text=_(
            "Zum Ausschließen und zur Berichtigung. Sie steht wörtlich im Schreiben an jede der "
            "gewählten Kommunen."
        ),
        max_length=MAX_REASON_CHARS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    keys = forms.MultipleChoiceField(
        label=_("Welche Angaben?"),
        help_text=_("Nur zur Berichtigung: Diese lassen sich ändern, alles andere bleibt."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("chosen", "act", "standard", "reason", "keys", "day", "time")

    def __init__(
        self,
        wordings: Sequence[StandardReason],
        questions: Iterable[Question],
        offered: Sequence[tuple[str, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(wordings, *args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["keys"].choices = [(each.key, each.label) for each in questions]
        fields["chosen"].choices = offered
        fields["day"].required = False
        fields["day"].label = _("Letzter Tag der Berichtigung")

    def clean_day(self) -> Any:
        """Without a day there is no period; whether one is needed, the service says."""
        return super().clean_day() if self.cleaned_data["day"] else None

    def order(self) -> Order:
        """What was typed, as the service takes it. Needs a valid form."""
        typed = self.cleaned_data
        return Order(
            act=Act(typed["act"]),
            chosen=tuple(typed["chosen"]),
            reason=typed["reason"],
            keys=tuple(typed["keys"]),
            due_at=typed.get("ends_at"),
        )

    def sent_again(self) -> list[tuple[str, str]]:
        """Names and values to be sent with the confirmation, as they were typed."""
        names = ("act", "reason", "day", "time")
        single = [(name, self.data.get(name, "")) for name in names]
        return [
            *single,
            *(("chosen", each) for each in self.cleaned_data["chosen"]),
            *(("keys", each) for each in self.cleaned_data["keys"]),
        ]
