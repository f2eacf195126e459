"""Filters of the office's lists. What they may ask is what the lists may show."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from competition.letters.kinds import REGISTRY
from competition.models import (
    Application,
    Attempt,
    AuditEntry,
    Call,
    Disturbance,
    Municipality,
    Notice,
)
from competition.models.application import ApplicationState
from competition.models.audit import AttemptKind
from competition.models.municipality import FederalState, Kind, SizeClass
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

# What waits for the office comes first.
STATE_ORDER = (
    ApplicationState.SUBMITTED,
    ApplicationState.ADMITTED,
    ApplicationState.EXCLUDED,
    ApplicationState.DRAFT,
    ApplicationState.WITHDRAWN,
)
STATE_RANK = Case(
    *(When(state=state, then=Value(rank)) for rank, state in enumerate(STATE_ORDER)),
    output_field=IntegerField(),
)
BY_NAME = ("municipality__name", "municipality__ags")
ORDERS: dict[str, tuple[Any, ...]] = {
    "municipality": BY_NAME,
    "-municipality": ("-municipality__name", "-municipality__ags"),
    "state": (STATE_RANK, *BY_NAME),
    "received": ("submitted_at", *BY_NAME),
    "-received": ("-submitted_at", *BY_NAME),
}
SEALED_ORDERS = [
    ("municipality", _("Kommune, A bis Z")),
    ("-municipality", _("Kommune, Z bis A")),
    ("state", _("Stand, Ungeprüfte zuerst")),
]
OPENED_ORDERS = [
    *SEALED_ORDERS,
    ("received", _("Eingang, früheste zuerst")),
    ("-received", _("Eingang, späteste zuerst")),
]


class FilterForm(forms.Form):
    """The form of a list's filters: nothing in it must be filled in, so no field says so."""

    all_optional = True


class ApplicationFilter(filters.FilterSet):
    """By state and place. Ordering by arrival only once the content may be opened.

    Before the deadline an order would tell what the list itself keeps back.
    """

    q = filters.CharFilter(label=_("Kommune oder Schlüssel"), method="search", max_length=100)
    state = filters.ChoiceFilter(
        label=_("Stand"), choices=ApplicationState.choices, empty_label=ALL
    )
    kind = filters.ChoiceFilter(
        label=_("Art"), field_name="municipality__kind", choices=Kind.choices, empty_label=ALL
    )
    federal_state = filters.ChoiceFilter(
        label=_("Land"),
        field_name="municipality__state",
        choices=FederalState.choices,
        empty_label=ALL,
    )
    size_class = filters.ChoiceFilter(
        label=_("Größenklasse"), method="of_size", choices=SizeClass.choices, empty_label=ALL
    )
    order = filters.ChoiceFilter(
        label=_("Reihenfolge"), method="sort", choices=OPENED_ORDERS, empty_label=None
    )

    class Meta:
        model = Application
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args: Any, opened: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not opened:
            self.filters["order"].extra["choices"] = SEALED_ORDERS

    def search(self, rows: QuerySet[Application], _name: str, typed: str) -> QuerySet[Application]:
        return rows.filter(municipality__in=Municipality.objects.matching(typed))

    def of_size(self, rows: QuerySet[Application], _name: str, size: str) -> QuerySet[Application]:
        return rows.filter(municipality__in=Municipality.objects.filter(SIZES[SizeClass(size)]))

    def sort(self, rows: QuerySet[Application], _name: str, order: str) -> QuerySet[Application]:
        return rows.order_by(*ORDERS[order])


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
    """Entries of the internal log by act, and by what they are about."""

    act = filters.ChoiceFilter(label=_("Vorgang"), empty_label=ALL)
    subject = filters.CharFilter(label=_("Gegenstand"), max_length=120)

    class Meta:
        model = AuditEntry
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args: Any, acts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["act"].extra["choices"] = acts


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
    """Reports that are open or settled."""

    is_settled = filters.BooleanFilter(
        label=_("Stand"),
        field_name="settled_at",
        lookup_expr="isnull",
        exclude=True,
        widget=forms.Select(choices=[("", ALL), ("false", _("offen")), ("true", _("erledigt"))]),
    )

    class Meta:
        model = Disturbance
        fields: list[str] = []
        form = FilterForm
