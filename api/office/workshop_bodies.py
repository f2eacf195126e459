"""What the office sends about workshops and profiles."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import SkipField

from api.bodies import Body, Digest, Instant, Text, Version
from competition.errors import Refusal
from programme.models.workshop import AttendanceState
from programme.services.attendances import MAX_CHARS, MAX_PEOPLE, Noted
from programme.services.profiles import MAX_REASON_CHARS as MAX_PROFILE_REASON_CHARS
from programme.services.workshops import MAX_REASON_CHARS, TEXTS

AGS_CHARS, MAX_ROWS = 8, 1_000
MEMBERS = {"ags", "state", "count", "remark"}


class Duty(serializers.BooleanField):
    """Whether taking part is a duty; left out, it is or stays."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def run_validation(self, data: Any = serializers.empty) -> bool:
        if data is serializers.empty:
            raise SkipField
        if not isinstance(data, bool):
            raise Refusal("malformed")
        return data


@extend_schema_field(
    {
        "type": "array",
        "minItems": 1,
        "maxItems": MAX_ROWS,
        "items": {
            "type": "object",
            "required": ["ags", "state"],
            "additionalProperties": False,
            "properties": {
                "ags": {"type": "string", "maxLength": AGS_CHARS},
                "state": {"enum": AttendanceState.values},
                "count": {"type": ["integer", "null"], "minimum": 1, "maximum": MAX_PEOPLE},
                "remark": {"type": "string", "maxLength": MAX_CHARS},
            },
        },
    }
)
class Rows(serializers.Field[Any, Any, Any, Any]):
    """Who was there, each municipality at most once."""

    codes = ("required", "out_of_range", "duplicate_field")

    def run_validation(self, data: Any = serializers.empty) -> dict[str, Noted]:
        if data is serializers.empty or data is None:
            raise Refusal("required")
        if not isinstance(data, list):
            raise Refusal("malformed")
        if not 1 <= len(data) <= MAX_ROWS:
            raise Refusal("out_of_range", minimum=1, maximum=MAX_ROWS)
        rows = dict(_row(each) for each in data)
        if len(rows) < len(data):
            raise Refusal("duplicate_field")
        return rows


def _row(data: Any) -> tuple[str, Noted]:
    if not isinstance(data, Mapping) or set(data) - MEMBERS:
        raise Refusal("malformed")
    ags, state, count = data.get("ags"), data.get("state"), data.get("count")
    whole = count is None or (isinstance(count, int) and not isinstance(count, bool))
    if not isinstance(ags, str) or not isinstance(state, str) or not whole:
        raise Refusal("malformed")
    return ags, Noted(state, count, data.get("remark", ""))


class WorkshopPlan(Body):
    """A workshop that only the office sees, until it is announced."""

    title = Text(max_chars=TEXTS["title"])
    starts_at = Instant()
    ends_at = Instant()
    place = Text(max_chars=TEXTS["place"])
    agenda = Text(max_chars=TEXTS["agenda"], required=False)
    duty = Duty()


class WorkshopChange(Body):
    """What is to be changed, over the version that was read."""

    version = Version()
    title = Text(max_chars=TEXTS["title"], required=False)
    starts_at = Instant(required=False)
    ends_at = Instant(required=False)
    place = Text(max_chars=TEXTS["place"], required=False)
    agenda = Text(max_chars=TEXTS["agenda"], required=False)
    duty = Duty()


class WorkshopRead(Body):
    """The version that was read."""

    version = Version()


class Cancellation(Body):
    """Why it is called off; the reason is public and in the letters."""

    reason = Text(max_chars=MAX_REASON_CHARS)


class AttendanceNoted(Body):
    """Who was there, over what was noted when it was read."""

    attendance_sha256 = Digest()
    rows = Rows()


class TakeDown(Body):
    """The version that is taken off the public page, and why."""

    version = Version()
    reason = Text(max_chars=MAX_PROFILE_REASON_CHARS)
