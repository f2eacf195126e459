"""What is typed to set up the funded years: the period, the reports, the tranches."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from competition.forms.call_fields import Amount, long, short
from programme.forms.agreements import DayField
from programme.models import Programme
from programme.models.programme import AwardForm
from programme.models.report import CountedFrom, ReportKind
from programme.reports import outline
from programme.services import programmes, soundness

MOST_TRANCHES = 20


class SetupForm(forms.Form):
    """The period, its form and its terms; without what is fixed, once an agreement freezes it."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Titel"), max_length=200)
    summary = forms.CharField(
        label=_("Worum es geht"),
        help_text=_("Steht auf der öffentlichen Seite der Umsetzung."),
        max_length=4000,
        required=False,
        widget=long(4),
    )
    starts_on = DayField(label=_("Beginn"))
    ends_on = DayField(label=_("Ende"), help_text=_("Der letzte Tag."))
    award_form = forms.ChoiceField(
        label=_("Form der Förderung"),
        help_text=_(
            "Eine Vereinbarung wird von beiden Seiten angenommen; ein Zuwendungsbescheid ergeht "
            "und wird bestandskräftig, wenn ihn niemand anficht."
        ),
        choices=AwardForm.choices,
        widget=forms.RadioSelect,
    )
    terms = forms.CharField(
        label=_("Bedingungen"),
        help_text=_("Nebenbestimmungen und Pflichten; jede Vereinbarung hält sie wörtlich fest."),
        max_length=50_000,
        required=False,
        widget=long(8),
    )
    BINDING = ("starts_on", "ends_on", "award_form", "terms")

    def __init__(self, *args: Any, is_fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.BINDING if is_fixed else ():
            del self.fields[name]

    @property
    def typed(self) -> dict[str, Any]:
        """The programme's own fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class RequirementForm(forms.Form):
    """One report. Without a title it is none."""

    key = forms.SlugField(max_length=40, required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Titel"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Art"), choices=ReportKind.choices)
    offset_months = forms.IntegerField(
        label=_("fällig nach Monaten"),
        min_value=-soundness.MOST_MONTHS,
        max_value=soundness.MOST_MONTHS,
        required=False,
        widget=forms.NumberInput(attrs={"data-width": "4"}),
    )
    offset_days = forms.IntegerField(
        label=_("und Tagen"),
        min_value=-soundness.MOST_DAYS,
        max_value=soundness.MOST_DAYS,
        required=False,
        widget=forms.NumberInput(attrs={"data-width": "4"}),
    )
    counted_from = forms.ChoiceField(label=_("gerechnet"), choices=CountedFrom.choices)
    outline = forms.CharField(
        label=_("Gliederung"),
        help_text=_(
            "Je Zeile ein Abschnitt: „2.1 Überschrift“, auf Wunsch mit Hinweis und Höchstzahl der "
            "Zeichen: „2.1 Überschrift | Hinweis | 6000“."
        ),
        max_length=20_000,
        required=False,
        widget=long(6),
    )
    has_money_table = forms.BooleanField(
        label=_("mit zahlenmäßigem Nachweis (Einnahmen und Ausgaben)"), required=False
    )
    all_optional = True

    def clean_offset_months(self) -> int:
        return self.cleaned_data["offset_months"] or 0

    def clean_offset_days(self) -> int:
        return self.cleaned_data["offset_days"] or 0

    def clean_outline(self) -> list[dict[str, Any]]:
        if not self.cleaned_data.get("title"):  # an empty row, whatever its choices say
            return []
        try:
            return outline.read(self.cleaned_data["outline"])
        except outline.UnreadableError as error:
            message = _("Zeile %(number)s: Bitte beginnen Sie mit einer Nummer, dann Überschrift.")
            raise ValidationError(message, params={"number": error.number}) from error


class TrancheForm(forms.Form):
    """One tranche. Without an amount it is none."""

    amount_cents = Amount(label=_("Betrag in Euro"), required=False, max_length=30, widget=short())
    requirement = forms.ChoiceField(
        label=_("ausgezahlt, wenn angenommen ist"),
        required=False,
        help_text=_("Einen neuen Bericht speichern Sie erst; dann steht er hier zur Wahl."),
    )
    all_optional = True

    def __init__(self, *args: Any, reports: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["requirement"]
        field.choices = [("", _("kein Bericht nötig")), *reports]


BLANK = {"kind": ReportKind.PROGRESS, "offset_months": 0, "offset_days": 0}
RequirementRows = forms.formset_factory(
    RequirementForm,
    extra=1,
    can_delete=True,
    max_num=soundness.MOST_REQUIREMENTS,
    validate_max=True,
)
TrancheRows = forms.formset_factory(
    TrancheForm, extra=1, can_delete=True, max_num=MOST_TRANCHES, validate_max=True
)


def requirement_rows(programme: Programme | None) -> list[dict[str, Any]]:
    """The reports as typed: the programme's, or those of 2017 as a start."""
    stored = programmes.requirements_of(programme) if programme else outline.requirements()
    return [BLANK | each | {"outline": outline.written(each["outline"])} for each in stored]


def tranche_rows(programme: Programme | None) -> list[dict[str, Any]]:
    """The tranches as typed."""
    return programmes.tranches_of(programme) if programme else []


def typed_requirements(rows: Any) -> list[dict[str, Any]]:
    """What the rows say, without those that are struck out or empty."""
    found: list[dict[str, Any]] = []
    for form in _kept(rows, "title"):
        fields = {name: form.cleaned_data[name] for name in soundness.REQUIREMENT_FIELDS}
        fields["key"] = fields["key"] or _new_key(fields["title"], [each["key"] for each in found])
        found.append(fields)
    return found


def typed_tranches(rows: Any) -> list[dict[str, Any]]:
    """The same of the tranches."""
    names = ("amount_cents", "requirement")
    kept = _kept(rows, "amount_cents")
    return [{name: form.cleaned_data[name] for name in names} for form in kept]


def _kept(rows: Any, named_by: str) -> list[forms.Form]:
    return [
        form
        for form in rows
        if form.cleaned_data.get(named_by) and not form.cleaned_data.get("DELETE")
    ]


def _new_key(title: str, taken: list[str]) -> str:
    base = slugify(title)[:30].strip("-_").replace("_", "-") or "bericht"
    tries = (base, *(f"{base}-{number}" for number in range(2, soundness.MOST_REQUIREMENTS + 2)))
    return next(each for each in tries if each not in taken)
