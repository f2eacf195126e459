"""What the list may be filtered by. Before the deadline nothing that tells content or arrival."""

from collections.abc import Collection
from typing import Any

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from competition.answers import written
from competition.application_list.rows import Moment
from competition.errors import Refusal
from competition.filters import ALL, SIZES, FilterForm
from competition.models import Application, Award, Correction, LateAdmission, Municipality
from competition.models.application import ApplicationState
from competition.models.municipality import FederalState, Kind, SizeClass
from kern.forms import DateTimeInput

MAX_POPULATION = 2**31 - 1
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
# Ends with a key that is unique in a round, so that no page shows a row twice.
BY_NAME = ("municipality__name", "municipality__ags")
ORDERS: dict[str, tuple[Any, ...]] = {
    "municipality": BY_NAME,
    "-municipality": ("-municipality__name", "-municipality__ags"),
    "state": (STATE_RANK, *BY_NAME),
    "population": ("municipality__population", *BY_NAME),
    "-population": ("-municipality__population", *BY_NAME),
    "received": (F("submitted_at").asc(nulls_last=True), *BY_NAME),
    "-received": (F("submitted_at").desc(nulls_last=True), *BY_NAME),
    "title": (F("valid_version__title").asc(nulls_last=True), *BY_NAME),
}
SEALED_ORDERS = [
    ("municipality", _("Kommune, A bis Z")),
    ("-municipality", _("Kommune, Z bis A")),
    ("state", _("Stand, Ungeprüfte zuerst")),
    ("population", _("Einwohner, wenigste zuerst")),
    ("-population", _("Einwohner, meiste zuerst")),
]
OPENED_ORDERS = [
    *SEALED_ORDERS,
    ("received", _("Eingang, früheste zuerst")),
    ("-received", _("Eingang, späteste zuerst")),
    ("title", _("Titel, A bis Z")),
]
YES_NO = [("yes", _("ja")), ("no", _("nein"))]
CORRECTIONS = [
    ("running", _("läuft")),
    ("overdue", _("Frist verstrichen")),
    ("answered", _("eingegangen")),
]
# What exists only once the content may be opened, and only once the result is public.
OPENED = ("title", "partners", "received_from", "received_until", "correction", "late")
ANNOUNCED = ("funded",)


class CountField(forms.CharField):
    """A count as people write it: 20000 or 20.000."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "data-width": "10"})
        super().__init__(*args, widget=widget, **kwargs)

    def clean(self, value: Any) -> int | None:
        try:
            found = written.whole(super().clean(value), field="")
            if found is not None and found > MAX_POPULATION:
                raise Refusal("out_of_range", minimum=0, maximum=MAX_POPULATION)
        except Refusal as refusal:
            raise ValidationError(refusal.sentence) from refusal
        return found


class CountFilter(filters.Filter):
    field_class = CountField


class ApplicationFilterForm(FilterForm):
    rare = (
        *("title", "population_from", "population_to", "partners", "received_from"),
        *("received_until", "correction", "late", "funded"),
    )


class ApplicationFilter(filters.FilterSet):
    """By state, place and size; once opened by arrival, title and what has happened to it.

    Every filter is one fixed question. There is no lookup to choose, so none can ask for a review.
    """

    q = filters.CharFilter(label=_("Kommune oder Schlüssel"), method="search", max_length=100)
    title = filters.CharFilter(
        label=_("Text im Titel"),
        field_name="valid_version__title",
        lookup_expr="icontains",
        max_length=100,
    )
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
    population_from = CountFilter(
        label=_("Einwohner von"), field_name="municipality__population", lookup_expr="gte"
    )
    population_to = CountFilter(
        label=_("Einwohner bis"), field_name="municipality__population", lookup_expr="lte"
    )
    partners = filters.ChoiceFilter(
        label=_("Mit Partnern"), method="with_partners", choices=YES_NO, empty_label=ALL
    )
    received_from = filters.DateTimeFilter(
        label=_("Eingang ab"),
        field_name="valid_version__received_at",
        lookup_expr="gte",
        widget=DateTimeInput,
    )
    received_until = filters.DateTimeFilter(
        label=_("Eingang vor"),
        field_name="valid_version__received_at",
        lookup_expr="lt",
        widget=DateTimeInput,
    )
    correction = filters.ChoiceFilter(
        label=_("Berichtigung"), method="of_correction", choices=CORRECTIONS, empty_label=ALL
    )
    late = filters.ChoiceFilter(
        label=_("Nachfrist (Wiedereinsetzung)"),
        method="admitted_late",
        choices=YES_NO,
        empty_label=ALL,
    )
    funded = filters.ChoiceFilter(
        label=_("Gefördert"), method="with_award", choices=YES_NO, empty_label=ALL
    )
    order = filters.ChoiceFilter(
        label=_("Reihenfolge"), method="sort", choices=OPENED_ORDERS, empty_label=None
    )

    class Meta:
        model = Application
        fields: list[str] = []
        form = ApplicationFilterForm

    def __init__(self, *args: Any, moment: Moment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moment = moment
        for name in absent(moment):
            del self.filters[name]
        if not moment.opened:
            self.filters["order"].extra["choices"] = SEALED_ORDERS

    def search(self, rows: QuerySet[Application], _name: str, typed: str) -> QuerySet[Application]:
        return rows.filter(municipality__in=Municipality.objects.matching(typed))

    def of_size(self, rows: QuerySet[Application], _name: str, size: str) -> QuerySet[Application]:
        return rows.filter(municipality__in=Municipality.objects.filter(SIZES[SizeClass(size)]))

    def with_partners(
        self, rows: QuerySet[Application], _name: str, wanted: str
    ) -> QuerySet[Application]:
        """By what was sealed: who is asked in a draft since then counts no more."""
        alone = Q(valid_version__content__partners=[])
        sealed = rows.filter(valid_version__isnull=False)
        return sealed.exclude(alone) if wanted == "yes" else sealed.filter(alone)

    def of_correction(
        self, rows: QuerySet[Application], _name: str, wanted: str
    ) -> QuerySet[Application]:
        asked = Correction.objects.filter(application=OuterRef("pk"))
        if wanted == "answered":
            return rows.filter(Exists(asked.filter(answered_at__isnull=False)))
        time_left = Q(due_at__gt=self.moment.own)
        return rows.filter(
            Exists(asked.open().filter(time_left if wanted == "running" else ~time_left))
        )

    def admitted_late(
        self, rows: QuerySet[Application], _name: str, wanted: str
    ) -> QuerySet[Application]:
        admitted = Exists(LateAdmission.objects.valid().filter(application=OuterRef("pk")))
        return rows.filter(admitted if wanted == "yes" else ~admitted)

    def with_award(
        self, rows: QuerySet[Application], _name: str, wanted: str
    ) -> QuerySet[Application]:
        awarded = Exists(Award.objects.public(self.moment.at).filter(application=OuterRef("pk")))
        return rows.filter(awarded if wanted == "yes" else ~awarded)

    def sort(self, rows: QuerySet[Application], _name: str, order: str) -> QuerySet[Application]:
        return rows.order_by(*ORDERS[order])


def absent(moment: Moment) -> Collection[str]:
    """The filters that do not exist at this moment."""
    sealed = () if moment.opened else OPENED
    return (*sealed, *(() if moment.announced else ANNOUNCED))
