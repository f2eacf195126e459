"""Filters of the public lists."""

import django_filters as filters

from api.filters import StableOrder
from competition.models import Award
from competition.models.municipality import FederalState, Kind


class AwardFilter(filters.FilterSet):
    """By call, and by state and kind of the municipality."""

    call = filters.CharFilter(field_name="call__slug", max_length=60)
    state = filters.ChoiceFilter(field_name="municipality__state", choices=FederalState.choices)
    kind = filters.ChoiceFilter(field_name="municipality__kind", choices=Kind.choices)
    order = StableOrder(
        fields={"municipality__name": "municipality", "municipality__population": "population"}
    )

    class Meta:
        model = Award
        fields: list[str] = []
