"""What the office sends about the funded years: the period, agreements, reports, money."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import SkipField

from api.bodies import Body, Digest, Instant, Text, Version
from competition import answers
from competition.answers.written import ISO_DAY
from competition.errors import Refusal
from programme.models.programme import AwardForm
from programme.models.report import CountedFrom, ReportKind
from programme.reports.outline import (
    LONGEST_HINT,
    LONGEST_LABEL,
    MOST_CHARS,
    MOST_SECTIONS,
    SECTION_PARTS,
)
from programme.services.acceptance import Basis
from programme.services.reports import MAX_COMMENT, MAX_REMARK
from programme.services.soundness import (
    LONGEST_TITLE,
    MOST_DAYS,
    MOST_MONTHS,
    MOST_REQUIREMENTS,
)

MAX_SUMMARY, MAX_TERMS, MAX_REFERENCE, MAX_EVIDENCE = 4_000, 50_000, 80, 1_000
MAX_REASON, MAX_TRANCHES, KEY_CHARS = 2_000, 20, 40
KEY = {"type": "string", "pattern": f"^[a-z0-9-]{{1,{KEY_CHARS}}}$"}
SECTION: dict[str, Any] = {
    "type": "object",
    "required": sorted(SECTION_PARTS),
    "additionalProperties": False,
    "properties": {
        "key": {"type": "string"},
        "label": {"type": "string", "maxLength": LONGEST_LABEL},
        "hint": {"type": "string", "maxLength": LONGEST_HINT},
        "max_chars": {"type": "integer", "minimum": 1, "maximum": MOST_CHARS},
        "is_required": {"type": "boolean"},
    },
}
REQUIREMENT: dict[str, Any] = {
    "type": "object",
    "required": ["key", "kind", "title", "outline"],
    "additionalProperties": False,
    "properties": {
        "key": KEY,
        "kind": {"enum": ReportKind.values},
        "title": {"type": "string", "maxLength": LONGEST_TITLE},
        "counted_from": {"enum": CountedFrom.values},
        "offset_months": {"type": "integer", "minimum": -MOST_MONTHS, "maximum": MOST_MONTHS},
        "offset_days": {"type": "integer", "minimum": -MOST_DAYS, "maximum": MOST_DAYS},
        "outline": {"type": "array", "minItems": 1, "maxItems": MOST_SECTIONS, "items": SECTION},
        "has_money_table": {"type": "boolean"},
    },
}
TRANCHE: dict[str, Any] = {
    "type": "object",
    "required": ["amount_cents"],
    "additionalProperties": False,
    "properties": {
        "amount_cents": {"type": "integer", "minimum": 1},
        "requirement": {"type": "string", "maxLength": KEY_CHARS},
    },
}


class Blank(Text):
    """A text that may be empty or left out."""

    def __init__(self, *, max_chars: int) -> None:
        super().__init__(max_chars=max_chars, required=False, allow_blank=True)

    def run_validation(self, data: Any = serializers.empty) -> str:
        return "" if data == "" else super().run_validation(data)


class Day(serializers.DateField):
    """A German calendar day, as 2027-07-01."""

    codes = ("required", "not_a_date")

    def run_validation(self, data: Any = serializers.empty) -> date:
        if data is serializers.empty and not self.required:
            raise SkipField
        if data is serializers.empty or data is None:
            raise Refusal("required")
        if not isinstance(data, str) or not ISO_DAY.fullmatch(data):
            raise Refusal("not_a_date")
        try:
            return date.fromisoformat(data)
        except ValueError as error:
            raise Refusal("not_a_date") from error


class OneOf(serializers.ChoiceField):
    """One of some words."""

    codes = ("required", "unknown_choice")

    def run_validation(self, data: Any = serializers.empty) -> str:
        if data is serializers.empty and not self.required:
            raise SkipField
        if data is serializers.empty or data is None:
            raise Refusal("required")
        if not isinstance(data, str) or data not in self.choices:
            raise Refusal("unknown_choice")
        return data


class YesOrNo(serializers.BooleanField):
    """``true`` or ``false``; nothing is taken for either."""

    codes = ("required",)

    def run_validation(self, data: Any = serializers.empty) -> bool:
        if data is serializers.empty or data is None:
            raise Refusal("required")
        if not isinstance(data, bool):
            raise Refusal("malformed")
        return data


class Rows(serializers.Field[Any, Any, Any, Any]):
    """Several rows, which replace what stands there; left out, that stays. Whether they hold
    together, the service says."""

    codes = ("out_of_range", "control_characters")
    most = 0

    def __init__(self) -> None:
        super().__init__(required=False)

    def run_validation(self, data: Any = serializers.empty) -> list[dict[str, Any]]:
        if data is serializers.empty:
            raise SkipField
        if not isinstance(data, list) or not all(isinstance(each, dict) for each in data):
            raise Refusal("malformed")
        if len(data) > self.most:
            raise Refusal("out_of_range", minimum=0, maximum=self.most)
        return [self.row(each) for each in data]

    def row(self, given: Mapping[str, Any]) -> dict[str, Any]:
        raise NotImplementedError


@extend_schema_field({"type": "array", "maxItems": MOST_REQUIREMENTS, "items": REQUIREMENT})
class Requirements(Rows):
    """The reports that are owed, in order."""

    most = MOST_REQUIREMENTS

    def row(self, given: Mapping[str, Any]) -> dict[str, Any]:
        row = _typed(given, REQUIREMENT)
        return {**row, "outline": [_typed(each, SECTION) for each in row["outline"]]}


@extend_schema_field({"type": "array", "maxItems": MAX_TRANCHES, "items": TRANCHE})
class Tranches(Rows):
    """The parts in which each award is paid, in order."""

    most = MAX_TRANCHES

    def row(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return _typed(given, TRANCHE)


PYTHON = {"string": str, "integer": int, "boolean": bool, "array": list}


def _typed(given: Any, schema: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its declared members alone, each of its kind; texts by the rules of texts."""
    known = schema["properties"]
    if not isinstance(given, dict) or set(given) - set(known):
        raise Refusal("malformed")
    if set(schema["required"]) - set(given):
        raise Refusal("malformed")
    if any(
        type(value) is not PYTHON[known[name].get("type", "string")]
        for name, value in given.items()
    ):
        raise Refusal("malformed")
    return {
        name: answers.text(value, field="") if isinstance(value, str) else value
        for name, value in given.items()
    }


@extend_schema_field(
    {
        "type": "object",
        "maxProperties": MOST_SECTIONS + 1,
        "additionalProperties": {"type": "string", "maxLength": MAX_COMMENT},
    }
)
class Comments(serializers.Field[Any, Any, Any, Any]):
    """What is noted on a report, by the key of the section ("money": the statement)."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def run_validation(self, data: Any = serializers.empty) -> dict[str, Any]:
        if data is serializers.empty:
            raise SkipField
        if not isinstance(data, dict):
            raise Refusal("malformed")
        for key, text in data.items():
            if not isinstance(text, str):
                raise Refusal("malformed", field=key)
        return data


class ProgrammeSetup(Body):
    """The funded years of an announced call, with what is owed and paid in them."""

    title = Text(max_chars=LONGEST_TITLE)
    summary = Blank(max_chars=MAX_SUMMARY)
    starts_on = Day()
    ends_on = Day()
    award_form = OneOf(choices=AwardForm.choices, required=False)
    terms = Blank(max_chars=MAX_TERMS)
    requirements = Requirements()
    tranches = Tranches()


class ProgrammeChange(Body):
    """What is to be changed, over the version that was read."""

    version = Version()
    title = Text(max_chars=LONGEST_TITLE, required=False)
    summary = Blank(max_chars=MAX_SUMMARY)
    starts_on = Day(required=False)
    ends_on = Day(required=False)
    award_form = OneOf(choices=AwardForm.choices, required=False)
    terms = Blank(max_chars=MAX_TERMS)
    requirements = Requirements()
    tranches = Tranches()


class VersionRead(Body):
    """The version that was read."""

    version = Version()


class DocumentRead(Body):
    """The document that was read, by its digest."""

    sha256 = Digest()


class AgreementProposal(Body):
    """The file reference; days where they are not the programme's."""

    reference = Text(max_chars=MAX_REFERENCE)
    starts_on = Day(required=False)
    ends_on = Day(required=False)


class AcceptanceRecord(Body):
    """The document that binds, on what ground, and what proves it; the municipality reads it."""

    sha256 = Digest()
    basis = OneOf(choices=[each.value for each in Basis])
    evidence = Text(max_chars=MAX_EVIDENCE)


class Judgement(Body):
    """The filed version that was read, whether it is accepted, and what is to be said to it."""

    sha256 = Digest()
    accepted = YesOrNo()
    remark = Blank(max_chars=MAX_REMARK)
    comments = Comments()


class ReportExtension(Body):
    """The first instant that is late, and why it is a later one."""

    due_at = Instant()
    reason = Text(max_chars=MAX_REMARK)


class PaymentRejection(Body):
    """Why it is not paid, as the municipality's letter will say."""

    reason = Text(max_chars=MAX_REASON)


class Transfer(Body):
    """The day of the transfer, as the account shows it."""

    paid_on = Day()
