"""Filters: only declared ones, each at most once, each with a known value."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote_to_bytes

from django.db.models import QuerySet
from django_filters import ChoiceFilter, FilterSet, OrderingFilter, TypedChoiceFilter
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request
from rest_framework.views import APIView

from api import problems
from competition.errors import Refusal
from competition.filters import SIZES
from competition.models import Municipality
from competition.models.municipality import SizeClass


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
    """An order chosen from a declared list, with ``last`` behind it so that pages never overlap.

    In a list with keyset pages ``last`` are columns that the list tells (``api.keyset``).
    """

    def __init__(self, *args: Any, last: tuple[str, ...] = ("pk",), **options: Any) -> None:
        super().__init__(*args, **options)
        self.last = last

    def filter(self, qs: QuerySet[Any], value: list[str] | None) -> QuerySet[Any]:
        if not value:
            return qs
        if "" in value:
            raise Refusal("unknown_choice", field="order")
        return qs.order_by(*(self.get_ordering_value(name) for name in value), *self.last)


@extend_schema_field({"type": "string", "enum": ["true", "false"]})
class YesNo(TypedChoiceFilter):
    """``true`` or ``false``, and nothing else."""

    def __init__(self, **options: Any) -> None:
        choices = [("true", "true"), ("false", "false")]
        super().__init__(choices=choices, coerce=lambda given: given == "true", **options)


class SizeFilter(ChoiceFilter):
    """By size class of the municipality at ``place`` (empty: the row itself)."""

    def __init__(self, *, place: str = "", **options: Any) -> None:
        super().__init__(choices=SizeClass.choices, **options)
        self.place = place

    def filter(self, qs: QuerySet[Any], value: str | None) -> QuerySet[Any]:
        if not value:
            return qs
        wanted = SIZES[SizeClass(value)]
        if not self.place:
            return qs.filter(wanted)
        return qs.filter(**{f"{self.place}__in": Municipality.objects.filter(wanted)})


def names_of(filterset: type[FilterSet] | None) -> frozenset[str]:
    """The parameters that a list declares."""
    return frozenset(filterset.base_filters) if filterset else frozenset()


def require_declared(request: Request, known: Iterable[str]) -> None:
    """Raise ``unknown_filter`` or ``duplicate_field`` unless each parameter is known and single,
    and ``malformed`` where they are no UTF-8: what cannot be read would be taken for no filter."""
    try:
        unquote_to_bytes(request.META.get("QUERY_STRING", "").encode("latin-1")).decode()
    except UnicodeError:
        raise Refusal("malformed") from None
    allowed = set(known)
    refused = []
    for name, values in request.query_params.lists():
        if name not in allowed:
            refused.append(Refusal("unknown_filter", field=name))
        elif len(values) > 1:
            refused.append(Refusal("duplicate_field", field=name))
    problems.together(refused)
