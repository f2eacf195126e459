"""What a juror's program sends."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import SkipField

from api import problems
from api.bodies import MAX_VERSION, Body, Text, Version
from competition.errors import Refusal
from reviews.models.jury import DECLARABLE
from reviews.review.entries import MAX_COMMENT_CHARS, MAX_REASON_CHARS
from reviews.services.abstentions import MAX_REASON_CHARS as MAX_ABSTENTION_CHARS
from reviews.services.conflicts import FREE, NOTE_CHARS

MAX_ROWS = 1_000
NONE = "none"
"""No conflict: what the service calls ``FREE``."""
ID = {"type": "string", "maxLength": 20, "description": "the application's `id`"}
VERSION = {"type": "integer", "minimum": 0, "maximum": MAX_VERSION}
UNDERSTOOD = {
    "type": "boolean",
    "description": "the juror has scored it already, and knows that the score counts no more",
}
CONFLICTS = {"type": "string", "enum": [NONE, *(each.value for each in DECLARABLE)]}


def rows_schema(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
    """A list of closed objects."""
    return {
        "type": "array",
        "minItems": 1,
        "maxItems": MAX_ROWS,
        "items": {
            "type": "object",
            "required": list(required),
            "additionalProperties": False,
            "properties": properties,
        },
    }


class Rows(serializers.Field[Any, Any, Any, Any]):
    """A list of objects, each about another thing (``key``) and with no undeclared members."""

    key = "application"
    members: frozenset[str]

    def run_validation(self, data: Any = serializers.empty) -> list[Any]:
        if data is serializers.empty and not self.required:
            raise SkipField
        if data is serializers.empty or data is None:
            raise Refusal("required")
        if not isinstance(data, list):
            raise Refusal("malformed")
        if not 1 <= len(data) <= MAX_ROWS:
            raise Refusal("out_of_range", minimum=1, maximum=MAX_ROWS)
        rows = [self.read(each) for each in data]
        keys = [each[self.key] for each in data]
        problems.together(
            [
                Refusal("duplicate_field", field=key)
                for key in dict.fromkeys(keys)
                if keys.count(key) > 1
            ]
        )
        return rows

    def read(self, data: Any) -> Any:
        """One row of the list: its key is a text, every member is declared."""
        if not isinstance(data, Mapping) or not isinstance(data.get(self.key), str):
            raise Refusal("malformed")
        if set(data) - self.members:
            raise Refusal("unknown_field", field=str(data[self.key]))
        return self.row(data, str(data[self.key]))

    def row(self, data: Mapping[str, Any], key: str) -> Any:
        """The row's values. Raises a refusal that names the row."""
        raise NotImplementedError

    def text(self, data: Mapping[str, Any], name: str, key: str) -> str:
        """A member that is a text; what it may hold is judged by the service."""
        value = data.get(name, "")
        if not isinstance(value, str):
            raise Refusal("malformed", field=key)
        return value


@dataclass(frozen=True, slots=True)
class Answered:
    """A declaration about one application."""

    application: str
    answer: str
    note: str
    understood: bool


@extend_schema_field(
    rows_schema(
        ("application", "conflict"),
        application=ID,
        conflict=CONFLICTS,
        note={"type": "string", "maxLength": NOTE_CHARS},
        understood=UNDERSTOOD,
    )
)
class AnswerRows(Rows):
    """Per application ``none`` or the reason of a conflict."""

    members = frozenset({"application", "conflict", "note", "understood"})

    def row(self, data: Mapping[str, Any], key: str) -> Answered:
        conflict = data.get("conflict")
        if conflict is None:
            raise Refusal("required", field=key)
        if conflict not in CONFLICTS["enum"]:
            raise Refusal("unknown_choice", field=key)
        answer = FREE if conflict == NONE else str(conflict)
        understood = data.get("understood", False)
        if not isinstance(understood, bool):
            raise Refusal("malformed", field=key)
        return Answered(key, answer, self.text(data, "note", key), understood)


@dataclass(frozen=True, slots=True)
class Contested:
    """An objection to a conflict on record."""

    application: str
    reason: str


@extend_schema_field(
    rows_schema(
        ("application", "reason"),
        application=ID,
        reason={"type": "string", "minLength": 1, "maxLength": NOTE_CHARS},
    )
)
class ContestRows(Rows):
    """Per application why the conflict on record rests on a mistake."""

    members = frozenset({"application", "reason"})

    def row(self, data: Mapping[str, Any], key: str) -> Contested:
        return Contested(key, self.text(data, "reason", key))


class Declarations(Body):
    """One sitting: all of it is entered or none."""

    answers = AnswerRows(required=False)
    contests = ContestRows(required=False)

    @classmethod
    def read(cls, data: Any) -> dict[str, Any]:
        values = super().read(data)
        if not values:
            raise Refusal("required", field="answers")
        return values


@dataclass(frozen=True, slots=True)
class Given:
    """What is given for one criterion; None stays as it is stored, "" takes it away."""

    criterion: str
    points: str | None
    reason: str | None


@extend_schema_field(
    rows_schema(
        ("criterion",),
        criterion={"type": "string", "description": "its `key`"},
        points={"type": "string", "maxLength": 20, "description": 'a decimal text, "3.5"'},
        reason={"type": "string", "maxLength": MAX_REASON_CHARS},
    )
)
class ScoreRows(Rows):
    """Points as texts: half a point is exact, and no number of JSON is."""

    key = "criterion"
    members = frozenset({"criterion", "points", "reason"})

    def row(self, data: Mapping[str, Any], key: str) -> Given:
        given = {name: self.text(data, name, key) for name in ("points", "reason") if name in data}
        return Given(key, given.get("points"), given.get("reason"))


class Words(serializers.CharField):
    """A text that may be left out (it stays) or empty (it is taken away); judged by the service."""

    def __init__(self, *, max_chars: int) -> None:
        super().__init__(required=False, allow_blank=True, max_length=max_chars)

    def run_validation(self, data: Any = serializers.empty) -> str:
        if data is serializers.empty:
            raise SkipField
        if not isinstance(data, str):
            raise Refusal("malformed")
        return data


class ReviewSave(Body):
    """What is typed, over the version that was read; what is left out stays."""

    version = Version()
    scores = ScoreRows(required=False)
    comment = Words(max_chars=MAX_COMMENT_CHARS)
    comment_for_applicant = Words(max_chars=MAX_COMMENT_CHARS)
    private_note = Words(max_chars=MAX_COMMENT_CHARS)

    @classmethod
    def read(cls, data: Any) -> dict[str, Any]:
        values = super().read(data)
        if set(values) == {"version"}:
            raise Refusal("required", field="scores")
        return values


class ReviewFinalise(Body):
    """The version that was read and is finished."""

    version = Version()


class ReviewAbstain(Body):
    """Why no points are given, over the version that was read."""

    version = Version()
    reason = Text(max_chars=MAX_ABSTENTION_CHARS)


@extend_schema_field(rows_schema(("application", "version"), application=ID, version=VERSION))
class ReviewRows(Rows):
    """Per application the version of the own review that was read."""

    members = frozenset({"application", "version"})

    def row(self, data: Mapping[str, Any], key: str) -> tuple[str, int]:
        try:
            return key, Version().run_validation(data.get("version"))
        except Refusal as refusal:
            raise Refusal(refusal.code, field=key, **refusal.details) from refusal


class ReviewsFinalise(Body):
    """The reviews that are finished, each as it was read."""

    reviews = ReviewRows()
