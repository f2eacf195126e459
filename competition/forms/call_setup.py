"""The sections of a call's set-up as the office types them. What they mean is the service's."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from competition import wording
from competition.call_setup import draft, retention
from competition.forms.call_fields import (
    Amount,
    Whole,
    contact_field,
    remedy_field,
    short,
    slug_field,
    summary_field,
    title_field,
)
from competition.forms.instants import END, START, InstantsForm, day, hour, typed
from competition.models import Call
from competition.models.call import PublicationLevel

# The form's field by the service's, where they differ.
NAMES = {
    "opens_at": "opens_day",
    "deadline_at": "deadline_day",
    "enquiries_until_at": "enquiries_day",
}


class SectionForm(forms.Form):
    """``over``: the digest of this section's fields as they were read."""

    SECTION: ClassVar[str] = ""

    over = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    @classmethod
    def of(cls, call: Call) -> "SectionForm":
        """The form over what is stored."""
        return cls(initial=cls.typed_of(call))

    @classmethod
    def typed_of(cls, call: Call) -> dict[str, Any]:
        """What stands in the fields before anybody types."""
        names = draft.SECTIONS[cls.SECTION]
        return {**draft.values(call, names), "over": draft.digest(call, names)}

    def given(self) -> dict[str, Any]:
        """The fields of the call as they were typed."""
        return {name: self.cleaned_data[name] for name in draft.SECTIONS[self.SECTION]}

    def now_over(self, call: Call) -> None:
        """The same typed texts, now over what is stored: whoever saves again has seen it."""
        digest = draft.digest(call, draft.SECTIONS[self.SECTION])
        given: Any = self.data
        data = given.copy()
        data["over"] = digest
        self.data = data


class TextsForm(SectionForm):
    SECTION = "texts"

    title = title_field()
    slug = slug_field()
    summary = summary_field()
    contact_email = contact_field()


class DatesForm(InstantsForm, SectionForm):
    """Beginning, deadline and the end of enquiries."""

    SECTION = "dates"
    INSTANTS = {
        "opens_at": ("opens", True),
        "deadline_at": ("deadline", False),
        "enquiries_until_at": ("enquiries", False),
    }

    opens_day = day(_("Bewerbung möglich ab: Tag"))
    opens_time = hour(_("Bewerbung möglich ab: Uhrzeit"), START)
    deadline_day = day(_("Bewerbungsschluss: letzter Tag"))
    deadline_time = hour(_("Bewerbungsschluss: Uhrzeit"), END)
    enquiries_day = day(
        _("Rückfragen: letzter Tag"),
        _("Bis dahin können alle öffentlich beantwortete Fragen stellen. Leer: keine Rückfragen."),
        required=False,
    )
    enquiries_time = hour(_("Rückfragen: Uhrzeit"), END)

    @classmethod
    def typed_of(cls, call: Call) -> dict[str, Any]:
        given = super().typed_of(call)
        return {"over": given["over"], **typed(cls.INSTANTS, given)}

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in self.INSTANTS}


class MoneyForm(SectionForm):
    SECTION = "money"

    places_count = Whole(label=_("Plätze"), max_length=20, widget=short("4"))
    award_cents = Amount(
        label=_("Förderung je Kommune in Euro"),
        help_text=_("Zum Beispiel 50.000,00."),
        max_length=30,
        widget=short(),
    )
    budget_cents = Amount(
        label=_("Fördermittel insgesamt in Euro"),
        help_text=_("Sie müssen für alle Plätze reichen."),
        max_length=30,
        widget=short(),
    )


class EligibilityForm(SectionForm):
    SECTION = "eligibility"

    eligible_kinds = forms.MultipleChoiceField(
        label=_("Bewerben dürfen sich"),
        choices=[(kind.value, name) for kind, name in wording.KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bitte wählen Sie mindestens eine Art.")},
    )
    population_min = Whole(
        label=_("Einwohner mindestens"), required=False, max_length=20, widget=short()
    )
    population_max = Whole(
        label=_("Einwohner höchstens"), required=False, max_length=20, widget=short()
    )
    partners_exclusive = forms.BooleanField(
        label=_("Wer Partner in einer Bewerbung ist, kann sich nicht zusätzlich selbst bewerben"),
        required=False,
    )
    is_synthetic = forms.BooleanField(
        label=_("Beispielrunde: Bewerben können sich nur erfundene Kommunen"), required=False
    )


class DisclosureForm(SectionForm):
    SECTION = "disclosure"

    publication_level = forms.ChoiceField(
        label=_("Nach der Bekanntgabe wird veröffentlicht"),
        choices=PublicationLevel.choices,
        widget=forms.RadioSelect,
    )
    names_reserve = forms.BooleanField(
        label=_("Wer nachrücken würde, erfährt das in seinem Schreiben"), required=False
    )


class RetentionForm(SectionForm):
    """Months until content is erased, per outcome; an empty field: as everywhere."""

    SECTION = "retention"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for outcome, label in retention.LABELS.items():
            usual = retention.default(outcome)
            self.fields[f"retention_{outcome.value}"] = Whole(
                label=label,
                help_text=gettext("Leer heißt: %(n)s Monate.") % {"n": usual},
                required=False,
                max_length=20,
                widget=short("4"),
            )

    @classmethod
    def typed_of(cls, call: Call) -> dict[str, Any]:
        given = super().typed_of(call)
        months = {f"retention_{name}": n for name, n in call.retention_months.items()}
        return {"over": given["over"], **months}

    def given(self) -> dict[str, Any]:
        months = {name: self.cleaned_data[f"retention_{name}"] for name in retention.NAMES}
        return {"retention_months": {name: n for name, n in months.items() if n is not None}}


class RemedyForm(SectionForm):
    SECTION = "remedy"

    remedy_notice = remedy_field()


SECTIONS: dict[str, type[SectionForm]] = {
    form.SECTION: form
    for form in (
        *(TextsForm, DatesForm, MoneyForm, EligibilityForm),
        *(DisclosureForm, RetentionForm, RemedyForm),
    )
}
