"""Filters of the public lists."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from api.filters import SizeFilter, StableOrder, YesNo
from competition import listings
from competition.errors import Refusal
from competition.models import Award, Call, Municipality
from competition.models.municipality import FederalState, Kind, MunicipalityQuerySet
from competition.outcomes import ENDED, Result
from competition.phases import Phase
from programme.models import Comment, Consultation, Event, ProfileVersion, Programme, Workshop
from programme.models.event import EventKind


class CallFilter(filters.FilterSet):
    """By phase, and by what kind of round it is."""

    phase = filters.ChoiceFilter(
        choices=[(each.value, each.value) for each in listings.PHASES], method="in_phase"
    )
    archive = YesNo(field_name="is_archive")
    synthetic = YesNo(field_name="is_synthetic")
    order = StableOrder(
        fields={"deadline_at": "deadline_at", "opens_at": "opens_at", "title": "title"},
        last=("slug",),
    )

    class Meta:
        model = Call
        fields: list[str] = []

    def in_phase(self, calls: QuerySet[Call], _name: str, phase: str) -> QuerySet[Call]:
        return calls.filter(listings.PHASES[Phase(phase)])


class MunicipalityFilter(filters.FilterSet):
    """By place in the register, and by who may apply in a published call.

    ``name``: words of the name, each from its beginning, however it is written, or the beginning
    of the key.
    """

    name = filters.CharFilter(method="by_name", max_length=100)
    state = filters.ChoiceFilter(choices=FederalState.choices)
    kind = filters.ChoiceFilter(choices=Kind.choices)
    size_class = SizeFilter()
    call = filters.CharFilter(method="may_apply", max_length=60)
    order = StableOrder(fields={"name": "name", "population": "population"}, last=("ags",))

    class Meta:
        model = Municipality
        fields: list[str] = []

    def by_name(self, rows: MunicipalityQuerySet, _name: str, typed: str) -> QuerySet[Municipality]:
        return rows.matching(typed)

    def may_apply(
        self, rows: QuerySet[Municipality], _name: str, slug: str
    ) -> QuerySet[Municipality]:
        """Raises ``unknown_choice`` for a call that nobody outside knows of."""
        view: Any = self.request.parser_context["view"]
        call = listings.published_calls(view.at).filter(slug=slug, is_archive=False).first()
        if call is None:
            raise Refusal("unknown_choice", field="call")
        return rows.filter(pk__in=listings.eligible(call).values("pk"))


class AwardFilter(filters.FilterSet):
    """By call, by place of the municipality, and by what became of the award.

    Without ``result`` only what stands is listed.
    """

    call = filters.CharFilter(field_name="call__slug", max_length=60)
    municipality = filters.CharFilter(field_name="municipality__ags", max_length=8)
    state = filters.ChoiceFilter(field_name="municipality__state", choices=FederalState.choices)
    kind = filters.ChoiceFilter(field_name="municipality__kind", choices=Kind.choices)
    size_class = SizeFilter(place="municipality")
    synthetic = YesNo(field_name="call__is_synthetic")
    result = filters.ChoiceFilter(
        choices=[(each.value, each.value) for each in Result], method="with_result"
    )
    order = StableOrder(
        fields={"municipality__name": "municipality", "municipality__population": "population"},
        last=("call__slug", "municipality__ags", "decision_number"),
    )

    class Meta:
        model = Award
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        found: QuerySet[Any] = super().filter_queryset(queryset)
        return found if self.form.cleaned_data["result"] else found.filter(stands=True)

    def with_result(self, rows: QuerySet[Any], _name: str, result: str) -> QuerySet[Any]:
        if result == Result.AWARDED:
            return rows.filter(stands=True)
        ended = [state for state, each in ENDED.items() if each == result]
        return rows.filter(fell=True, state__in=ended)


class ProgrammeFilter(filters.FilterSet):
    """By call, and by what kind of round it is."""

    call = filters.CharFilter(field_name="call__slug", max_length=60)
    archive = YesNo(field_name="call__is_archive")
    synthetic = YesNo(field_name="call__is_synthetic")

    class Meta:
        model = Programme
        fields: list[str] = []


class ProfileFilter(filters.FilterSet):
    """By call and by the key of the municipality."""

    call = filters.CharFilter(field_name="profile__award__call__slug", max_length=60)
    municipality = filters.CharFilter(field_name="profile__award__municipality__ags", max_length=8)
    synthetic = YesNo(field_name="profile__award__call__is_synthetic")

    class Meta:
        model = ProfileVersion
        fields: list[str] = []


class WorkshopFilter(filters.FilterSet):
    call = filters.CharFilter(field_name="programme__call__slug", max_length=60)
    synthetic = YesNo(field_name="programme__call__is_synthetic")

    class Meta:
        model = Workshop
        fields: list[str] = []


class ConsultationFilter(filters.FilterSet):
    call = filters.CharFilter(field_name="programme__call__slug", max_length=60)
    synthetic = YesNo(field_name="programme__call__is_synthetic")

    class Meta:
        model = Consultation
        fields: list[str] = []


class CommentFilter(filters.FilterSet):
    """By consultation."""

    consultation = filters.CharFilter(field_name="section__consultation__slug", max_length=60)

    class Meta:
        model = Comment
        fields: list[str] = []


class EventFilter(filters.FilterSet):
    call = filters.CharFilter(field_name="programme__call__slug", max_length=60)
    kind = filters.ChoiceFilter(choices=EventKind.choices)
    synthetic = YesNo(field_name="programme__call__is_synthetic")

    class Meta:
        model = Event
        fields: list[str] = []
