"""Filters of the office's lists. What they may ask is what the lists may show."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from competition.audit import words
from competition.letters.kinds import REGISTRY
from competition.models import (
    Attempt,
    AuditEntry,
    BarrierReport,
    Call,
    Disturbance,
    Municipality,
    Notice,
)
from competition.models.audit import AttemptKind
from competition.models.municipality import Kind, SizeClass
from competition.models.notice import NoticeState
from kern.forms import DateTimeInput

ALL = _("alle")


# As Municipality.size_class says it of one municipality.
SIZES = {
    SizeClass.SMALL: ~Q(kind=Kind.COUNTY) & Q(population__lt=20_000),
    SizeClass.MEDIUM: ~Q(kind=Kind.COUNTY) & Q(population__gte=20_000, population__lt=100_000),
    SizeClass.LARGE: ~Q(kind=Kind.COUNTY) & Q(population__gte=100_000),
    SizeClass.COUNTY: Q(kind=Kind.COUNTY),
}


class FilterForm(forms.Form):
    """The form of a list's filters: nothing in it must be filled in, so no field says so.

    ``rare``: names of the filters that stand behind "Weitere Filter".
    """

    all_optional = True
    rare: tuple[str, ...] = ()

    @property
    def main_fields(self) -> list[BoundField]:
        return [each for each in self if each.name not in self.rare]

    @property
    def rare_fields(self) -> list[BoundField]:
        return [each for each in self if each.name in self.rare]

    @property
    def is_rare_open(self) -> bool:
        """Whether one of the rare filters is set or wrong: then they must be seen."""
        return any(each.data or each.errors for each in self.rare_fields)


class NoticeFilter(filters.FilterSet):
    """Letters by municipality, state and kind, and whether they were opened in the portal.

    When a receipt was opened tells that something was submitted: only once the content may be read.
    """

    q = filters.CharFilter(label=_("Kommune oder Schlüssel"), method="search", max_length=100)
    state = filters.ChoiceFilter(label=_("Stand"), choices=NoticeState.choices, empty_label=ALL)
    kind = filters.ChoiceFilter(
        label=_("Art"),
        choices=[(letter.kind, letter.name) for letter in REGISTRY.values()],
        empty_label=ALL,
    )
    is_retrieved = filters.BooleanFilter(
        label=_("Im Portal abgerufen"),
        field_name="retrieved_at",
        lookup_expr="isnull",
        exclude=True,
        widget=forms.Select(choices=[("", ALL), ("true", _("ja")), ("false", _("nein"))]),
    )

    class Meta:
        model = Notice
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args: Any, opened: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not opened:
            del self.filters["is_retrieved"]

    def search(self, rows: QuerySet[Notice], _name: str, typed: str) -> QuerySet[Notice]:
        return rows.filter(application__municipality__in=Municipality.objects.matching(typed))


class AuditFilter(filters.FilterSet):
    """Entries of one chain by act or group of acts, subject, person and time (local time).

    Over entries as ``audit.reading.told`` gives them: what is sealed is found by its act alone.
    """

    # Whose entries these are, the view has chosen by it already.
    chain = filters.ChoiceFilter(
        label=_("Kette"), method="as_chosen", empty_label=_("Internes Protokoll")
    )
    group = filters.ChoiceFilter(
        label=_("Bereich"), method="of_group", choices=words.groups, empty_label=ALL
    )
    act = filters.ChoiceFilter(label=_("Vorgang"), empty_label=ALL)
    subject = filters.CharFilter(label=_("Gegenstand"), method="if_open", max_length=120)
    person = filters.CharFilter(
        label=_("Person (Name oder E-Mail-Adresse)"), method="by_person", max_length=100
    )
    since = filters.DateTimeFilter(
        label=_("Von"), field_name="at__gte", method="if_open", widget=DateTimeInput
    )
    until = filters.DateTimeFilter(
        label=_("Bis"), field_name="at__lt", method="if_open", widget=DateTimeInput
    )

    class Meta:
        model = AuditEntry
        fields: list[str] = []
        form = FilterForm

    def __init__(
        self,
        *args: Any,
        acts: list[tuple[str, str]],
        chains: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.filters["act"].extra["choices"] = acts
        self.filters["chain"].extra["choices"] = chains

    def as_chosen(
        self, rows: QuerySet[AuditEntry], _name: str, _chain: str
    ) -> QuerySet[AuditEntry]:
        return rows

    def of_group(self, rows: QuerySet[AuditEntry], _name: str, group: str) -> QuerySet[AuditEntry]:
        wanted = Q()
        for prefix in words.prefixes(group):
            wanted |= Q(act__startswith=f"{prefix}.")
        return rows.filter(wanted)

    def if_open(self, rows: QuerySet[Any], path: str, wanted: object) -> QuerySet[Any]:
        return rows.filter(is_sealed=False, **{path: wanted})

    def by_person(self, rows: QuerySet[Any], _name: str, typed: str) -> QuerySet[Any]:
        named = Q(actor__name__icontains=typed) | Q(actor__email__iexact=typed)
        return rows.filter(named, is_sealed=False)


class AttemptFilter(filters.FilterSet):
    """Refused acts by round, kind, code and time (as logged, in local time)."""

    call = filters.ModelChoiceFilter(
        label=_("Wettbewerb"),
        field_name="application__call",
        to_field_name="slug",
        queryset=Call.objects.filter(is_archive=False).order_by("-deadline_at", "slug"),
        empty_label=ALL,
    )
    kind = filters.ChoiceFilter(label=_("Art"), choices=AttemptKind.choices, empty_label=ALL)
    code = filters.ChoiceFilter(label=_("Grund"), empty_label=ALL)
    since = filters.DateTimeFilter(
        label=_("Von"), field_name="logged_at", lookup_expr="gte", widget=DateTimeInput
    )
    until = filters.DateTimeFilter(
        label=_("Bis"), field_name="logged_at", lookup_expr="lt", widget=DateTimeInput
    )

    class Meta:
        model = Attempt
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args: Any, codes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["code"].extra["choices"] = codes


class DisturbanceFilter(filters.FilterSet):
    """Reports that are open or settled, and by the time of their arrival (local time)."""

    is_settled = filters.BooleanFilter(
        label=_("Stand"),
        field_name="settled_at",
        lookup_expr="isnull",
        exclude=True,
        widget=forms.Select(choices=[("", ALL), ("false", _("offen")), ("true", _("erledigt"))]),
    )
    since = filters.DateTimeFilter(
        label=_("Von"), field_name="received_at", lookup_expr="gte", widget=DateTimeInput
    )
    until = filters.DateTimeFilter(
        label=_("Bis"), field_name="received_at", lookup_expr="lt", widget=DateTimeInput
    )

    class Meta:
        model = Disturbance
        fields: list[str] = []
        form = FilterForm


class BarrierReportFilter(filters.FilterSet):
    """Reports that wait for their answer, or have it."""

    is_answered = filters.BooleanFilter(
        label=_("Stand"),
        field_name="answered_at",
        lookup_expr="isnull",
        exclude=True,
        widget=forms.Select(choices=[("", ALL), ("false", _("offen")), ("true", _("beantwortet"))]),
    )

    class Meta:
        model = BarrierReport
        fields: list[str] = []
        form = FilterForm
