"""What lists may be asked for, as rows of the database: the same rules as of one row in Python."""

from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, ExpressionWrapper, F, Q, QuerySet, Value

from competition.models import Call, Municipality
from competition.models.municipality import MunicipalityQuerySet
from competition.phases import Phase

OWN_TIME = F("own_time")
_NOT_YET = (
    Q(announcement__isnull=True)
    | Q(announcement__confirmed_at__isnull=True)
    | Q(announcement__public_at__gt=OWN_TIME)
)
# As ``phases.phase`` says it of one call, for calls with their ``own_time``.
PHASES = {
    Phase.SCHEDULED: Q(opens_at__gt=OWN_TIME),
    Phase.OPEN: Q(opens_at__lte=OWN_TIME, deadline_at__gt=OWN_TIME),
    Phase.CLOSED: Q(deadline_at__lte=OWN_TIME) & _NOT_YET,
    Phase.ANNOUNCED: Q(
        deadline_at__lte=OWN_TIME,
        announcement__confirmed_at__isnull=False,
        announcement__public_at__lte=OWN_TIME,
    ),
}


def own_time(at: datetime, shift: str = "clock_shift") -> "ExpressionWrapper[Any]":
    """A call's own time at the database's instant ``at``; ``shift``: the path to its clock."""
    output = DateTimeField()
    return ExpressionWrapper(Value(at, output_field=output) + F(shift), output_field=output)


def published_calls(at: datetime) -> QuerySet[Call]:
    """The calls that anybody may read about at ``at``, by the own clock of each (``own_time``)."""
    calls = Call.objects.published().alias(own_time=own_time(at))
    return calls.filter(published_at__lte=OWN_TIME)


def eligible(call: Call) -> MunicipalityQuerySet:
    """The municipalities that may apply, as ``policies.eligibility`` says it of one."""
    found = Municipality.objects.filter(
        is_synthetic=call.is_synthetic, kind__in=call.eligible_kinds
    )
    if call.population_min is not None:
        found = found.filter(population__gte=call.population_min)
    if call.population_max is not None:
        found = found.filter(population__lte=call.population_max)
    return found
