"""Filters of the jury's lists: by what the list itself tells of each row, and nothing else."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from api.filters import StableOrder, YesNo
from api.jury.states import DECLARATION_STATES, DECLARED
from competition.models import Application
from reviews.progress import READABLE, Stage

ORDER = {"municipality__name": "municipality", "heading": "title"}


class AssignmentFilter(filters.FilterSet):
    """``declared``: whether the juror has said to be free; conflicted ones are in neither."""

    state = filters.ChoiceFilter(field_name="stage", choices=Stage.choices)
    declared = YesNo(method="by_declaration")
    order = StableOrder(fields=ORDER, last=("public_id",))

    class Meta:
        model = Application
        fields: list[str] = []

    def by_declaration(self, rows: QuerySet[Any], _name: str, value: bool) -> QuerySet[Any]:
        stages = READABLE if value else (Stage.UNDECLARED,)
        return rows.filter(stage__in=stages)


class DeclarationFilter(filters.FilterSet):
    state = filters.ChoiceFilter(method="by_state", choices=DECLARATION_STATES)
    order = StableOrder(fields=ORDER, last=("public_id",))

    class Meta:
        model = Application
        fields: list[str] = []

    def by_state(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        stages = READABLE if value == DECLARED else (Stage(value),)
        return rows.filter(stage__in=stages)
