"""Filters of the office's lists."""

import django_filters as filters

from api.filters import StableOrder
from competition.letters.kinds import REGISTRY
from competition.models import Application, Notice
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
    order = StableOrder(
        fields={"municipality__name": "municipality", "municipality__population": "population"}
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
