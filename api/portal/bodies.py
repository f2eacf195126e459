"""What a municipality's program sends."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api import problems
from api.bodies import DIGEST_CHARS, MAX_VERSION, Body, Digest, Text
from api.uploads import File
from competition.errors import Refusal
from competition.services.answers import Change

MAX_CHANGES = 200
MAX_SLUG_CHARS = 60
AGS_CHARS = 8
MEMBERS = frozenset({"key", "value", "version"})
CHANGE_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["key", "value", "version"],
    "additionalProperties": False,
    "properties": {
        "key": {"type": "string"},
        "value": {"description": "by the kind of the question"},
        "version": {"type": "integer", "minimum": 0, "maximum": MAX_VERSION},
    },
}


@extend_schema_field({"type": "array", "maxItems": MAX_CHANGES, "items": CHANGE_SCHEMA})
class Changes(serializers.Field[Any, Any, Any, Any]):
    """Answers, each with the version it was written over (0: there was none)."""

    def run_validation(self, data: Any = serializers.empty) -> list[Change]:
        if data is serializers.empty or data is None:
            raise Refusal("required")
        if not isinstance(data, list):
            raise Refusal("malformed")
        if not 1 <= len(data) <= MAX_CHANGES:
            raise Refusal("out_of_range", minimum=1, maximum=MAX_CHANGES)
        changes = [_change(each) for each in data]
        _require_once(changes)
        return changes


def _change(data: Any) -> Change:
    if not isinstance(data, Mapping) or not isinstance(data.get("key"), str):
        raise Refusal("malformed")
    key: str = data["key"]
    if "version" not in data:
        raise Refusal("precondition_required", field=key)
    version = data["version"]
    whole = isinstance(version, int) and not isinstance(version, bool)
    if set(data) != MEMBERS or not whole:
        raise Refusal("malformed", field=key)
    if not 0 <= version <= MAX_VERSION:
        raise Refusal("out_of_range", field=key, minimum=0, maximum=MAX_VERSION)
    return Change(key, data["value"], version)


def _require_once(changes: list[Change]) -> None:
    keys = [change.key for change in changes]
    problems.together(
        [
            Refusal("duplicate_field", field=key)
            for key in dict.fromkeys(keys)
            if keys.count(key) > 1
        ]
    )


class Answers(Body):
    """Changed answers: all are saved or none."""

    answers = Changes()


class Start(Body):
    """To which call, and for which municipality, by its official key."""

    call = Text(max_chars=MAX_SLUG_CHARS)
    ags = Text(max_chars=AGS_CHARS)


class DraftRead(Body):
    """What was read, by its digest: that is meant, or nothing."""

    sha256 = Digest()


@extend_schema_field({"type": "string", "pattern": "^([0-9a-f]{64})?$"})
class Replaces(serializers.CharField):
    """The digest of the file whose place is taken, "" where none is. May be left out, unless no
    place is left (428)."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=DIGEST_CHARS)

    def run_validation(self, data: Any = serializers.empty) -> str:
        return "" if data == "" else Digest(required=False).run_validation(data)


class Upload(Body):
    """A form: to which question of files, the file itself, and which one it replaces."""

    question = Text(max_chars=MAX_SLUG_CHARS)
    file = File()
    replaces = Replaces()
