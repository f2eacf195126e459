"""What may stand in a request's body: declared fields only, all complaints at once."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rest_framework import serializers
from rest_framework.fields import SkipField

from api import problems
from competition import answers
from competition.errors import Refusal

# RFC 3339: date, time and offset, in years that a competition can have.
RFC_3339 = re.compile(
    r"(?P<local>\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,6})?)(?P<offset>[Zz]|[+-]\d{2}:\d{2})?",
    re.ASCII,
)
DIGEST_CHARS = 64
DIGEST = re.compile(rf"[0-9a-f]{{{DIGEST_CHARS}}}")
MAX_VERSION = 2**31 - 1
YEARS = range(2000, 2101)
BERLIN = ZoneInfo("Europe/Berlin")
GERMAN_OFFSETS = (timedelta(hours=1), timedelta(hours=2))
EXAMPLE = "2027-05-31T10:00:00+02:00"


class Text(serializers.CharField):
    """A text by the rules of every text (NFC, no control characters), in whole or not at all.

    ``codes``, here and below: what the field refuses with; told of every operation that has it.
    """

    codes = ("required", "too_long", "control_characters")

    def __init__(self, *, max_chars: int, **options: Any) -> None:
        super().__init__(max_length=max_chars, **options)  # told to the schema
        self.max_chars = max_chars

    def run_validation(self, data: Any = serializers.empty) -> str:
        if data is serializers.empty and not self.required:
            raise SkipField
        if data is serializers.empty or data is None:
            raise Refusal("required")
        text = answers.text(data, field="", max_chars=self.max_chars)
        if not text:
            raise Refusal("required")
        return text


class Instant(serializers.DateTimeField):
    """An instant with its offset. Without one nobody knows which hour was meant."""

    codes = ("required", "offset_required", "instant_invalid")

    def run_validation(self, data: Any = serializers.empty) -> datetime:
        if data is serializers.empty and not self.required:
            raise SkipField
        if data is serializers.empty or data is None:
            raise Refusal("required")
        written = RFC_3339.fullmatch(data) if isinstance(data, str) else None
        if written is None:
            raise Refusal("instant_invalid", example=EXAMPLE)
        if written["offset"] is None:
            raise Refusal("offset_required", example=EXAMPLE)
        try:
            instant = datetime.fromisoformat(written[0].upper())
        except ValueError as error:
            raise Refusal("instant_invalid", example=EXAMPLE) from error
        if instant.year not in YEARS or _is_shown_by_no_clock(instant):
            raise Refusal("instant_invalid", example=EXAMPLE)
        return instant


def _is_shown_by_no_clock(instant: datetime) -> bool:
    """Whether it is written as German time in the hour that summer time leaves out.

    02:30+01:00 on that night is a slip of whoever computed it: no clock in Germany shows it. The
    hour that comes twice in autumn is told apart by its offset.
    """
    if instant.utcoffset() not in GERMAN_OFFSETS:
        return False
    wall = instant.replace(tzinfo=BERLIN)
    return wall.astimezone(UTC).astimezone(BERLIN).replace(tzinfo=None) != instant.replace(
        tzinfo=None
    )


class Digest(serializers.CharField):
    """SHA-256 in lower-case hex, of what was read. Left out, nobody knows what is meant (428)."""

    codes = ("precondition_required",)

    def __init__(self, **options: Any) -> None:
        super().__init__(min_length=DIGEST_CHARS, max_length=DIGEST_CHARS, **options)

    def run_validation(self, data: Any = serializers.empty) -> str:
        if data is serializers.empty and not self.required:
            raise SkipField
        if data is serializers.empty or data is None:
            raise Refusal("precondition_required")
        if not isinstance(data, str) or not DIGEST.fullmatch(data):
            raise Refusal("malformed")
        return data


class Version(serializers.IntegerField):
    """The number of the version that was read, 0 for none yet. Left out, it is 428."""

    codes = ("precondition_required", "out_of_range")

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=MAX_VERSION, **options)

    def run_validation(self, data: Any = serializers.empty) -> int:
        if data is serializers.empty or data is None:
            raise Refusal("precondition_required")
        if not isinstance(data, int) or isinstance(data, bool):
            raise Refusal("malformed")
        if not 0 <= data <= MAX_VERSION:
            raise Refusal("out_of_range", minimum=0, maximum=MAX_VERSION)
        return data


class Body(serializers.Serializer[Any]):
    """The base of all bodies. ``read`` gives the values or raises one refusal naming all."""

    @classmethod
    def read(cls, data: Any) -> dict[str, Any]:
        """Raises ``malformed`` (no object), ``unknown_field`` and what the fields raise."""
        if not isinstance(data, dict):
            raise Refusal("malformed")
        body = cls()
        refused = [Refusal("unknown_field", field=name) for name in data if name not in body.fields]
        values = {}
        for name, field in body.fields.items():
            try:
                values[name] = field.run_validation(field.get_value(data))
            except SkipField:
                continue
            except Refusal as refusal:
                place = f"{name}.{refusal.field}" if refusal.field else name
                refused.append(Refusal(refusal.code, field=place, **refusal.details))
        problems.together(refused)
        return values


class Nothing(Body):
    """An act that needs no more than its address: the body is empty, or ``{}``."""
