"""Filters of the portal's lists."""

import django_filters as filters

from competition.models import Application
from competition.models.application import ApplicationState


class OwnApplicationFilter(filters.FilterSet):
    """By call, and by the state as it is told (``queries.as_told``): screening shows in neither."""

    call = filters.CharFilter(field_name="call__slug", max_length=60)
    state = filters.ChoiceFilter(field_name="told_state", choices=ApplicationState.choices)

    class Meta:
        model = Application
        fields: list[str] = []
