"""Filters of the office's lists."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from api.bodies import Instant
from api.filters import SizeFilter, StableOrder, YesNo
from competition.audit import words
from competition.errors import Refusal
from competition.letters.kinds import REGISTRY
from competition.models import Application, AuditEntry, Notice
from competition.models.application import ApplicationState
from competition.models.municipality import FederalState, Kind
from competition.models.notice import NoticeState
from reviews.models import Decision, SelectionRun
from reviews.models.decision import DecisionState
from reviews.models.selection_run import RunState


class ApplicationFilter(filters.FilterSet):
    """By what is known before the deadline too: an order by arrival would tell what is sealed."""

    state = filters.ChoiceFilter(choices=ApplicationState.choices)
    kind = filters.ChoiceFilter(field_name="municipality__kind", choices=Kind.choices)
    federal_state = filters.ChoiceFilter(
        field_name="municipality__state", choices=FederalState.choices
    )
    size_class = SizeFilter(place="municipality")
    municipality = filters.CharFilter(field_name="municipality__ags", max_length=8)
    order = StableOrder(
        fields={"municipality__name": "municipality", "municipality__population": "population"},
        last=("municipality__ags",),
    )

    class Meta:
        model = Application
        fields: list[str] = []


class RunFilter(filters.FilterSet):
    state = filters.ChoiceFilter(choices=RunState.choices)

    class Meta:
        model = SelectionRun
        fields: list[str] = []


class DecisionFilter(filters.FilterSet):
    state = filters.ChoiceFilter(choices=DecisionState.choices)

    class Meta:
        model = Decision
        fields: list[str] = []


class NoticeFilter(filters.FilterSet):
    state = filters.ChoiceFilter(choices=NoticeState.choices)
    kind = filters.ChoiceFilter(choices=[(kind, kind) for kind in REGISTRY])

    class Meta:
        model = Notice
        fields: list[str] = []


class AuditFilter(filters.FilterSet):
    """By act, subject, person and time. What is sealed is found by its act alone."""

    act = filters.ChoiceFilter(choices=[(act, act) for act in words.ACTS])
    subject = filters.CharFilter(method="if_open", max_length=120)
    by = filters.CharFilter(field_name="actor__email", method="if_open", max_length=254)
    since = filters.CharFilter(field_name="at__gte", method="by_time", max_length=40)
    until = filters.CharFilter(field_name="at__lt", method="by_time", max_length=40)
    sealed = YesNo(field_name="is_sealed")
    order = StableOrder(fields={"sequence": "sequence"}, last=())

    class Meta:
        model = AuditEntry
        fields: list[str] = []

    def if_open(self, rows: QuerySet[Any], path: str, value: object) -> QuerySet[Any]:
        return rows.filter(is_sealed=False, **{path: value})

    def by_time(self, rows: QuerySet[AuditEntry], path: str, text: str) -> QuerySet[AuditEntry]:
        """Raises ``offset_required`` and ``instant_invalid``, as instants in bodies do."""
        try:
            instant = Instant().run_validation(text)
        except Refusal as refusal:
            field = "since" if path == "at__gte" else "until"
            raise Refusal(refusal.code, field=field, **refusal.details) from refusal
        return self.if_open(rows, path, instant)
