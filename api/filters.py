"""Filters: only declared ones, each at most once, each with a known value."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet, OrderingFilter
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request
from rest_framework.views import APIView

from api import problems
from competition.errors import Refusal


class DeclaredFilters(DjangoFilterBackend):
    """The view's ``filterset_class``; a value that it does not know is ``unknown_choice``."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Any], view: APIView
    ) -> QuerySet[Any]:
        filters = self.get_filterset(request, queryset, view)
        if filters is None:
            return queryset
        problems.together([Refusal("unknown_choice", field=name) for name in filters.errors])
        found: QuerySet[Any] = filters.qs
        return found


class StableOrder(OrderingFilter):
    """An order chosen from a declared list, with the key last so that pages never overlap."""

    def filter(self, qs: QuerySet[Any], value: list[str] | None) -> QuerySet[Any]:
        if not value:
            return qs
        if "" in value:
            raise Refusal("unknown_choice", field="order")
        return qs.order_by(*(self.get_ordering_value(name) for name in value), "pk")


def names_of(filterset: type[FilterSet] | None) -> frozenset[str]:
    """The parameters that a list declares."""
    return frozenset(filterset.base_filters) if filterset else frozenset()


def require_declared(request: Request, known: Iterable[str]) -> None:
    """Raise ``unknown_filter`` or ``duplicate_field`` unless each parameter is known and single."""
    allowed = set(known)
    refused = []
    for name, values in request.query_params.lists():
        if name not in allowed:
            refused.append(Refusal("unknown_filter", field=name))
        elif len(values) > 1:
            refused.append(Refusal("duplicate_field", field=name))
    problems.together(refused)
