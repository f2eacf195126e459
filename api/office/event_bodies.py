"""What the office sends about events and their agenda."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import SkipField

from api.bodies import Body, Instant, Text, Version
from api.office.programme_bodies import Blank, OneOf
from competition.errors import Refusal
from programme.models.event import EventKind
from programme.services.events import (
    AGENDA_TEXTS,
    MAX_CAPACITY,
    MAX_DAYS,
    MAX_ITEMS,
    MAX_REASON,
    MAX_SLUG,
    MAX_SPEAKERS,
    SPEAKER_TEXTS,
    TEXTS,
)

INSTANT = {"type": "string", "format": "date-time"}
SPEAKER: dict[str, Any] = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        name: {"type": "string", "maxLength": limit} for name, limit in SPEAKER_TEXTS.items()
    },
}
POINT: dict[str, Any] = {
    "type": "object",
    "required": ["starts_at", "ends_at", "title"],
    "additionalProperties": False,
    "properties": {
        "starts_at": INSTANT,
        "ends_at": INSTANT,
        **{name: {"type": "string", "maxLength": limit} for name, limit in AGENDA_TEXTS.items()},
        "speakers": {"type": "array", "maxItems": MAX_SPEAKERS, "items": SPEAKER},
    },
}


class Count(serializers.IntegerField):
    """A whole number between bounds; left out, it stays; null, where that may be, takes it away."""

    codes = ("required", "out_of_range")

    def __init__(self, *, maximum: int, allow_null: bool = False) -> None:
        super().__init__(min_value=1, max_value=maximum, required=False, allow_null=allow_null)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if data is serializers.empty:
            raise SkipField
        if data is None:
            if self.allow_null:
                return None
            raise Refusal("required")
        if not isinstance(data, int) or isinstance(data, bool):
            raise Refusal("malformed")
        return data


class InstantOrNone(Instant):
    """An instant that may be left out, and then stays, or be null."""

    def __init__(self) -> None:
        super().__init__(required=False, allow_null=True)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return None if data is None else super().run_validation(data)


class Rows(serializers.Field[Any, Any, Any, Any]):
    """Several rows, each read as a body of its own; a refusal names the row, the first as 1."""

    codes: tuple[str, ...] = ("out_of_range", "unknown_field")
    row: type[Body] = Body
    most = 0

    def __init__(self) -> None:
        super().__init__(required=False)

    def run_validation(self, data: Any = serializers.empty) -> list[dict[str, Any]]:
        if data is serializers.empty:
            raise SkipField
        if not isinstance(data, list) or not all(isinstance(each, Mapping) for each in data):
            raise Refusal("malformed")
        if len(data) > self.most:
            raise Refusal("out_of_range", minimum=0, maximum=self.most)
        return [self._read(number, each) for number, each in enumerate(data, start=1)]

    def _read(self, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
        try:
            return self.row.read(row)
        except Refusal as refusal:
            place = f"{number}.{refusal.field}"
            raise Refusal(refusal.code, field=place, **refusal.details) from refusal


class Speaker(Body):
    """Who speaks, having agreed to be named."""

    name = Text(max_chars=SPEAKER_TEXTS["name"])
    role = Blank(max_chars=SPEAKER_TEXTS["role"])


@extend_schema_field(POINT["properties"]["speakers"])
class Speakers(Rows):
    row = Speaker
    most = MAX_SPEAKERS


class Point(Body):
    """A point of the agenda, within the event."""

    starts_at = Instant()
    ends_at = Instant()
    title = Text(max_chars=AGENDA_TEXTS["title"])
    text = Blank(max_chars=AGENDA_TEXTS["text"])
    room = Blank(max_chars=AGENDA_TEXTS["room"])
    speakers = Speakers()


@extend_schema_field({"type": "array", "maxItems": MAX_ITEMS, "items": POINT})
class Agenda(Rows):
    """The whole agenda; left out, it stays."""

    codes = (*Rows.codes, *Text.codes, *Instant.codes)
    row = Point
    most = MAX_ITEMS


class EventDraft(Body):
    """An event that only the office sees, until it is published; one can register where
    ``capacity`` and both instants of the registration are named."""

    slug = Text(max_chars=MAX_SLUG)
    kind = OneOf(choices=EventKind.choices)
    title = Text(max_chars=TEXTS["title"])
    summary = Text(max_chars=TEXTS["summary"])
    starts_at = Instant()
    ends_at = Instant()
    place = Blank(max_chars=TEXTS["place"])
    directions = Blank(max_chars=TEXTS["directions"])
    accessibility = Blank(max_chars=TEXTS["accessibility"])
    link = Blank(max_chars=TEXTS["link"])
    capacity = Count(maximum=MAX_CAPACITY, allow_null=True)
    registration_opens_at = InstantOrNone()
    registration_ends_at = InstantOrNone()
    erase_after_days = Count(maximum=MAX_DAYS)
    agenda = Agenda()


class EventChange(EventDraft):
    """What is to be changed, over the version that was read; what is left out stays."""

    version = Version()
    slug = Text(max_chars=MAX_SLUG, required=False)
    kind = OneOf(choices=EventKind.choices, required=False)
    title = Text(max_chars=TEXTS["title"], required=False)
    summary = Text(max_chars=TEXTS["summary"], required=False)
    starts_at = Instant(required=False)
    ends_at = Instant(required=False)


class ReadVersion(Body):
    """The version of the event that was read."""

    version = Version()


class EventCancellation(Body):
    """Why the event is called off, as the page and the letters will say."""

    reason = Text(max_chars=MAX_REASON)
