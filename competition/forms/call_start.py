"""What must be known of a call before it is a draft; everything else is set afterwards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.forms.call_fields import (
    Amount,
    Whole,
    short,
    slug_field,
    summary_field,
    title_field,
)
from competition.forms.instants import END, START, InstantsForm, day, hour
from competition.models import Call
from competition.models.municipality import Kind


class StartForm(InstantsForm):
    """Name and dates."""

    INSTANTS = {"opens_at": ("opens", True), "deadline_at": ("deadline", False)}

    title = title_field()
    slug = slug_field()
    opens_day = day(_("Bewerbung möglich ab: Tag"))
    opens_time = hour(_("Bewerbung möglich ab: Uhrzeit"), START)
    deadline_day = day(_("Bewerbungsschluss: letzter Tag"))
    deadline_time = hour(_("Bewerbungsschluss: Uhrzeit"), END)

    @classmethod
    def of(cls, _earlier: Call | None) -> "StartForm":
        """The form before anybody types."""
        return cls()

    def given(self) -> dict[str, Any]:
        """What was typed, by the names of the call's fields."""
        names = ("title", "slug", "opens_at", "deadline_at")
        return {name: self.cleaned_data[name] for name in names}


class CopyForm(StartForm):
    """A call like an earlier one: everything but name and dates comes from there."""

    @classmethod
    def of(cls, earlier: Call | None) -> "CopyForm":
        return cls(initial={"title": earlier.title if earlier else ""})


class EmptyForm(StartForm):
    """A call from scratch. All kinds of municipalities may apply until somebody narrows it."""

    summary = summary_field()
    places_count = Whole(label=_("Plätze"), max_length=20, widget=short("4"))
    award_cents = Amount(
        label=_("Förderung je Kommune in Euro"),
        help_text=_("Zum Beispiel 50.000,00."),
        max_length=30,
        widget=short(),
    )
    is_synthetic = forms.BooleanField(
        label=_("Beispielrunde: Bewerben können sich nur erfundene Kommunen"), required=False
    )

    def given(self) -> dict[str, Any]:
        sums = ("summary", "places_count", "award_cents", "is_synthetic")
        found = super().given() | {name: self.cleaned_data[name] for name in sums}
        budget = found["places_count"] * found["award_cents"]
        return {**found, "budget_cents": budget, "eligible_kinds": list(Kind.values)}
