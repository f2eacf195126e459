"""What the office can read of the record of availability."""

from typing import Any

from api.office.scopes import READ
from api.office.serializers.availability import AvailabilitySerializer
from api.operations import Operation

MINUTE: dict[str, Any] = {
    "minute": "2027-04-16T23:58:00+02:00",
    "asked_at": "2027-04-16T23:58:07.123456+02:00",
    "answered": False,
    "milliseconds": 10_001,
    "fault": "timeout",
    "broker_answered": True,
    "busy_count": 14,
    "put_off_count": 0,
}

LIST_AVAILABILITY = Operation(
    "listAvailability",
    "Minutes of the record of availability, the latest first; a minute that is not there is one "
    "that nobody knows about. None to a token for one call",
    AvailabilitySerializer,
    MINUTE,
    scope=READ,
    many=True,
    refusals=("offset_required", "instant_invalid"),
)
