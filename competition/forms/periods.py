"""What the office types to give time: a longer deadline, a late admission, a correction."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils.translation import gettext_lazy as _

from competition.forms.standard_reason import TakingForm
from competition.models import Attempt, Question, StandardReason
from kern.forms import DateInput

# Beyond it, neither an example round's own clock nor a browser can compute.
LAST_YEAR = 2999


class ProposalForm(forms.Form):
    """Names the proposal that was read. Bounded like the key itself."""

    proposal = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


class PeriodForm(forms.Form):
    """The end of a period as people say it: a last day, until 24:00 or an earlier time.

    After ``is_valid`` the exclusive end stands in ``cleaned_data["ends_at"]``. A local time that a
    change of clocks skips or repeats is refused.
    """

    day = forms.DateField(label=_("Letzter Tag"), widget=DateInput)
    time = forms.TimeField(
        label=_("Uhrzeit"),
        help_text=_("Ortszeit Berlin. Leer heißt: bis 24:00 Uhr dieses Tages."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "data-width": "10"}, format="%H:%M"),
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not 2000 <= day.year <= LAST_YEAR:
            raise ValidationError(_("Bitte geben Sie ein anderes Jahr an."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day, at = cleaned.get("day"), cleaned.get("time")
        if day is not None and "time" in cleaned:
            end = datetime.combine(day, at) if at else _midnight(day)
            try:
                cleaned["ends_at"] = from_current_timezone(end)
            except ValidationError as error:
                self.add_error("time", error)
        return cleaned


def _midnight(day: date) -> datetime:
    """The end of a day: the first instant of the next."""
    return datetime.combine(day + timedelta(days=1), time(0))


def _text(label: Any, help_text: Any, message: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": message},
    )


class ExtensionForm(PeriodForm):
    """A later deadline for everyone, and why."""

    reason = _text(
        _("Begründung"),
        _("Sie steht auf der öffentlichen Seite des Wettbewerbs und in den Schreiben."),
        _("Bitte begründen Sie diesen Schritt."),
    )
    field_order = ("day", "time", "reason")


class LateAdmissionForm(PeriodForm):
    """Who missed the deadline through no fault of theirs, how that is proven, and until when."""

    reason = _text(
        _("Begründung"),
        _("Warum die Kommune ohne Verschulden verhindert war. Steht im Schreiben an sie."),
        _("Bitte begründen Sie diesen Schritt."),
    )
    evidence = _text(
        _("Nachweis"),
        _("Womit es glaubhaft ist, zum Beispiel Protokoll, Störungsmeldung, Attest mit Datum."),
        _("Bitte nennen Sie den Nachweis."),
    )
    attempt = forms.ChoiceField(
        label=_("Abgewiesener Versuch"), required=False, widget=forms.RadioSelect
    )
    field_order = ("attempt", "reason", "evidence", "day", "time")

    def __init__(self, attempts: Iterable[tuple[Attempt, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["attempt"]
        field.choices = [
            *((str(attempt.pk), words) for attempt, words in attempts),
            ("", _("Es gab keinen Versuch, oder er spielt keine Rolle")),
        ]


class CorrectionForm(TakingForm, PeriodForm):
    """Which answers are asked for once more, why, and until when."""

    keys = forms.MultipleChoiceField(
        label=_("Welche Angaben?"),
        help_text=_("Nur diese lassen sich ändern; alles andere bleibt, wie es eingereicht ist."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bitte wählen Sie mindestens eine Angabe.")},
    )
    reason = _text(
        _("Was zu berichtigen ist"),
        _("Steht wörtlich im Schreiben an die Kommune und über ihren Feldern."),
        _("Bitte begründen Sie diesen Schritt."),
    )
    field_order = ("keys", "standard", "reason", "day", "time")

    def __init__(
        self,
        questions: Iterable[Question],
        wordings: Sequence[StandardReason],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(wordings, *args, **kwargs)
        field: Any = self.fields["keys"]
        field.choices = [(each.key, each.label) for each in questions]
