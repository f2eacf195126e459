"""What the office types in its own rooms."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from competition import receipts
from competition.forms.standard_reason import TakingForm
from competition.models import Announcement
from competition.screening_plan import MAX_REASON_CHARS
from competition.services.announcement import Read
from kern.forms import DateTimeInput

# Beyond it, neither an example round's own clock nor a browser can compute.
LAST_YEAR = 2999


class AdmissionForm(forms.Form):
    """A button alone; it exists so that a refusal has a place."""


class ExclusionForm(TakingForm):
    """Why an application is formally inadmissible; the reason goes into its letter."""

    reason = forms.CharField(
        label=_("Begründung des Ausschlusses"),
        help_text=_("Sie steht wörtlich im Schreiben an die Kommune."),
        max_length=MAX_REASON_CHARS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Bitte begründen Sie diesen Schritt.")},
    )


class PreparationForm(forms.Form):
    """The instant of an announcement. A local time that a change of clocks skips or repeats is
    refused by Django's own field."""

    public_at = forms.DateTimeField(
        label=_("Zeitpunkt der Bekanntgabe"),
        help_text=_(
            "Ortszeit Berlin. Zu diesem Zeitpunkt wird das Ergebnis öffentlich, und alle Schreiben "
            "gehen ab."
        ),
        widget=DateTimeInput,
    )
    over = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, standing: Announcement | None) -> "PreparationForm":
        """The form that names the instant it is typed over."""
        if standing is None:
            return cls()
        over = receipts.timestamp(standing.public_at)
        return cls(initial={"public_at": standing.public_at, "over": over})

    @classmethod
    def again(cls, typed: QueryDict, standing: Announcement | None) -> "PreparationForm":
        """What was typed, over the instant that stands by now: shown before it is sent again."""
        over = receipts.timestamp(standing.public_at) if standing else ""
        return cls({**typed.dict(), "over": over})

    def clean_public_at(self) -> datetime:
        public_at: datetime = self.cleaned_data["public_at"]
        if public_at.year > LAST_YEAR:
            raise ValidationError(_("Bitte geben Sie einen früheren Zeitpunkt an."))
        return public_at

    def clean_over(self) -> datetime | None:
        return _instant(self.cleaned_data["over"]) if self.cleaned_data["over"] else None


class ConfirmationForm(forms.Form):
    """Confirms exactly the instant, the awards and the wordings that were read."""

    public_at = forms.CharField(widget=forms.HiddenInput)
    awards = forms.CharField(widget=forms.HiddenInput)
    letters = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, shown: Read) -> "ConfirmationForm":
        """The form that names what is shown."""
        public_at = receipts.timestamp(shown.public_at)
        return cls(initial=shown._asdict() | {"public_at": public_at})

    @property
    def read(self) -> Read:
        """What the valid form says that was read."""
        return Read(**self.cleaned_data)

    def clean_public_at(self) -> datetime:
        return _instant(self.cleaned_data["public_at"])


def _instant(written: str) -> datetime:
    """An instant as a hidden field carries it."""
    try:
        return datetime.fromisoformat(written)
    except ValueError as error:
        raise ValidationError(_("Die Anfrage ist nicht lesbar.")) from error


class NumberForm(forms.Form):
    """The number of one letter: to be read, or to be sent again. Bounded like the key itself."""

    notice = forms.IntegerField(min_value=1, max_value=2**63 - 1)
