"""What a funded municipality's program sends about reports, money, workshops and its profile."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import SkipField

from api.bodies import Body, Digest, Text, Version
from competition import perspectives
from competition.errors import Refusal
from programme.profiles import MAX_MEASURES, MEASURE_TEXTS, STATES, TEXTS
from programme.reports.money import LABEL_MAX_CHARS, MAX_ROWS, TABLES
from programme.services.attendances import MAX_CHARS, MAX_PEOPLE
from programme.services.tranches import LONGEST_REFERENCE

MAX_SECTIONS = 100
MAX_TRANCHE = 32_767
MAX_PURPOSE_CHARS = 2_000
MAX_IBAN_CHARS = 60
CENTS: dict[str, Any] = {"type": ["integer", "null"], "minimum": 0}
MONEY_ROWS: dict[str, Any] = {
    "type": "array",
    "maxItems": MAX_ROWS,
    "items": {
        "type": "object",
        "required": ["label", "cents"],
        "additionalProperties": False,
        "properties": {
            "label": {"type": "string", "maxLength": LABEL_MAX_CHARS},
            "cents": CENTS,
        },
    },
}
MONEY_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": [*TABLES, "grant_cents"],
    "additionalProperties": False,
    "properties": {**dict.fromkeys(TABLES, MONEY_ROWS), "grant_cents": CENTS},
}

MEASURE_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["perspective", "title", "state"],
    "additionalProperties": False,
    "properties": {
        "perspective": {"enum": [key for key, _label in perspectives.OPENNESS]},
        "state": {"enum": list(STATES)},
        **{name: {"type": "string", "maxLength": limit} for name, limit in MEASURE_TEXTS.items()},
    },
}


class Whole(serializers.IntegerField):
    """A whole number; whether it fits, the service says."""

    codes = ("required", "out_of_range")

    def run_validation(self, data: Any = serializers.empty) -> int:
        if data is serializers.empty or data is None:
            raise Refusal("required")
        if not isinstance(data, int) or isinstance(data, bool):
            raise Refusal("malformed")
        return data


class People(Whole):
    """How many people come; 0: nobody does."""

    def __init__(self) -> None:
        super().__init__(min_value=0, max_value=MAX_PEOPLE)


class TrancheNumber(Whole):
    """Which tranche, by its number."""

    codes = ("required", "not_found")

    def __init__(self) -> None:
        super().__init__(min_value=1, max_value=MAX_TRANCHE)


class AsSent(serializers.Field[Any, Any, Any, Any]):
    """A part of a draft: whether it may stand there, the service says. Left out, it is empty."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if data is serializers.empty:
            raise SkipField
        return data


@extend_schema_field({"type": "string"})
class DraftText(AsSent):
    """A text, possibly empty."""


@extend_schema_field({"type": "string", "description": "An ISO day, or empty."})
class DraftDay(AsSent):
    """The day of the Stand."""


@extend_schema_field({"type": "array", "maxItems": MAX_MEASURES, "items": MEASURE_SCHEMA})
class DraftMeasures(AsSent):
    """The measures, all of them."""


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": {"type": "string"},
        "minProperties": 1,
        "maxProperties": MAX_SECTIONS,
    }
)
class Sections(AsSent):
    """Typed sections by key, one at least; those that are left out stay."""

    codes = ("malformed",)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        sections = super().run_validation(data)
        if not isinstance(sections, dict) or not sections:
            raise Refusal("malformed")
        if len(sections) > MAX_SECTIONS:
            raise Refusal("out_of_range", minimum=0, maximum=MAX_SECTIONS)
        return sections


@extend_schema_field(MONEY_SCHEMA)
class Statement(AsSent):
    """The whole statement in figures; left out, it stays."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        stated = super().run_validation(data)
        if not isinstance(stated, dict) or any(isinstance(each, str) for each in _cents(stated)):
            raise Refusal("malformed")
        return stated


def _cents(stated: dict[str, Any]) -> Iterator[Any]:
    """Every sum of a statement: a program sends cents, never a typed sum."""
    yield stated.get("grant_cents")
    for rows in (stated.get(name) for name in TABLES):
        if isinstance(rows, list):
            yield from (row.get("cents") for row in rows if isinstance(row, dict))


class ReportDraft(Body):
    """Sections, the statement, or both, over the version of the draft that was read."""

    version = Version()
    sections = Sections()
    money = Statement()


class PaymentAsked(Body):
    """Which tranche, what for, and where to; how much it is, the agreement says."""

    tranche = TrancheNumber()
    purpose = Text(max_chars=MAX_PURPOSE_CHARS)
    iban = Text(max_chars=MAX_IBAN_CHARS)
    payment_reference = Text(max_chars=LONGEST_REFERENCE, required=False)


class WorkshopAnswer(Body):
    """How many people come, or with 0 why nobody does; over what was read."""

    sha256 = Digest()
    count = People()
    message = Text(max_chars=MAX_CHARS, required=False)


class ProfileDraft(Body):
    """The whole draft over the version that was read (0: there was none)."""

    version = Version()
    summary = DraftText()
    stand = DraftText()
    stand_on = DraftDay()
    contact = DraftText()
    measures = DraftMeasures()


DRAFT_PARTS = (*TEXTS, "stand_on", "measures")
