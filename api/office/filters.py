"""Filters of the office's lists."""

from datetime import datetime
from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from api.bodies import Instant
from api.filters import SizeFilter, StableOrder, YesNo
from competition.audit import words
from competition.errors import Refusal
from competition.letters.kinds import REGISTRY
from competition.models import Application, AuditEntry, AvailabilityMinute, BarrierReport, Notice
from competition.models.application import ApplicationState
from competition.models.municipality import FederalState, Kind
from competition.models.notice import NoticeState
from programme.models import Comment, PaymentRequest, Registration, Report
from programme.models.consultation import CommentState
from programme.models.event import RegistrationState
from programme.models.report import ReportState
from programme.queries.tranches import STATES
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


class RegistrationFilter(filters.FilterSet):
    state = filters.ChoiceFilter(choices=RegistrationState.choices)

    class Meta:
        model = Registration
        fields: list[str] = []


class ReportFilter(filters.FilterSet):
    """``due_until``: due before this instant, by the call's clock."""

    state = filters.ChoiceFilter(choices=ReportState.choices)
    late = YesNo(field_name="is_late")
    due_until = filters.CharFilter(method="until", max_length=40)
    municipality = filters.CharFilter(
        field_name="agreement__award__municipality__ags", max_length=8
    )

    class Meta:
        model = Report
        fields: list[str] = []

    def until(self, rows: QuerySet[Any], path: str, text: str) -> QuerySet[Any]:
        return rows.filter(due_at__lt=instant_given(text, path))


class PaymentFilter(filters.FilterSet):
    state = filters.ChoiceFilter(choices=[(each, each) for each in STATES], method="in_state")
    municipality = filters.CharFilter(
        field_name="agreement__award__municipality__ags", max_length=8
    )

    class Meta:
        model = PaymentRequest
        fields: list[str] = []

    def in_state(self, rows: QuerySet[Any], _path: str, state: str) -> QuerySet[Any]:
        return rows.filter(STATES[state])


class CommentFilter(filters.FilterSet):
    state = filters.ChoiceFilter(
        choices=[each for each in CommentState.choices if each[0] != CommentState.UNCONFIRMED]
    )

    class Meta:
        model = Comment
        fields: list[str] = []


class NoticeFilter(filters.FilterSet):
    state = filters.ChoiceFilter(choices=NoticeState.choices)
    kind = filters.ChoiceFilter(choices=[(kind, kind) for kind in REGISTRY])

    class Meta:
        model = Notice
        fields: list[str] = []


class BarrierReportFilter(filters.FilterSet):
    answered = YesNo(field_name="answered_at", lookup_expr="isnull", exclude=True)

    class Meta:
        model = BarrierReport
        fields: list[str] = []


class AvailabilityFilter(filters.FilterSet):
    """Minutes from ``since`` on and before ``until``."""

    since = filters.CharFilter(field_name="minute__gte", method="by_time", max_length=40)
    until = filters.CharFilter(field_name="minute__lt", method="by_time", max_length=40)

    class Meta:
        model = AvailabilityMinute
        fields: list[str] = []

    def by_time(self, rows: QuerySet[Any], path: str, text: str) -> QuerySet[Any]:
        field = "since" if path == "minute__gte" else "until"
        return rows.filter(**{path: instant_given(text, field)})


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
        field = "since" if path == "at__gte" else "until"
        return self.if_open(rows, path, instant_given(text, field))


def instant_given(text: str, field: str) -> datetime:
    """An instant in a filter, by the rules of instants in bodies."""
    try:
        return Instant().run_validation(text)
    except Refusal as refusal:
        raise Refusal(refusal.code, field=field, **refusal.details) from refusal
