"""What the office sends."""

from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import SkipField

from api.bodies import Body, Digest, Instant, Text
from competition.errors import Refusal
from competition.screening_plan import MAX_REASON_CHARS
from reviews.decisions.proposal import MAX_REASON_CHARS as MAX_DECISION_CHARS
from reviews.models.decision import DecisionKind
from reviews.services.decision import MAX_REJECTION_CHARS

MAX_IDS = 1_000
ID_CHARS = 20


@extend_schema_field(
    {
        "type": "array",
        "minItems": 1,
        "maxItems": MAX_IDS,
        "items": {"type": "string", "maxLength": ID_CHARS},
    }
)
class Ids(serializers.Field[Any, Any, Any, Any]):
    """Ids of applications, each once; may be left out. Whether they fit, the service says."""

    codes = ("out_of_range", "duplicate_field")

    def __init__(self) -> None:
        super().__init__(required=False)

    def run_validation(self, data: Any = serializers.empty) -> list[str]:
        if data is serializers.empty:
            raise SkipField
        if not isinstance(data, list) or not all(isinstance(each, str) for each in data):
            raise Refusal("malformed")
        if not 1 <= len(data) <= MAX_IDS:
            raise Refusal("out_of_range", minimum=1, maximum=MAX_IDS)
        if len(set(data)) < len(data):
            raise Refusal("duplicate_field")
        return list(data)


class KindOfDecision(serializers.ChoiceField):
    """What kind of decision is wanted; left out, a selection."""

    codes = ("unknown_choice",)

    def __init__(self) -> None:
        super().__init__(choices=DecisionKind.choices, required=False)

    def run_validation(self, data: Any = serializers.empty) -> DecisionKind:
        if data is serializers.empty:
            raise SkipField
        if not isinstance(data, str) or data not in DecisionKind.values:
            raise Refusal("unknown_choice")
        return DecisionKind(data)


class Wished(Body):
    """The run, and what is wanted besides what it selected: who enters and leaves, and why; of a
    later decision its kind, its reason, when it becomes public, and who has declined."""

    run = Text(max_chars=ID_CHARS)
    kind = KindOfDecision()
    enters = Ids()
    leaves = Ids()
    deviation_reason = Text(max_chars=MAX_DECISION_CHARS, required=False)
    reason = Text(max_chars=MAX_DECISION_CHARS, required=False)
    public_at = Instant(required=False)
    declined = Text(max_chars=ID_CHARS, required=False)


class Proposal(Wished):
    """The run whose selection is proposed. Whoever wants more than that names the plan that was
    read (428)."""

    sha256 = Digest(required=False)

    @classmethod
    def read(cls, data: Any) -> dict[str, Any]:
        values = super().read(data)
        if "sha256" not in values and values.keys() > {"run"}:
            raise Refusal("precondition_required", field="sha256")
        return values


class Read(Body):
    """The digest of what was read."""

    sha256 = Digest()


class Exclusion(Read):
    """The digest of what was read, and why it is excluded, as the applicant's letter will say."""

    reason = Text(max_chars=MAX_REASON_CHARS)


class Rejection(Read):
    """The digest of the proposal that was read, and why it is discarded."""

    reason = Text(max_chars=MAX_REJECTION_CHARS)


class ReadInstant(Instant):
    """An instant that was read. Left out, nobody knows which one is meant (428)."""

    codes = ("precondition_required", "offset_required", "instant_invalid")

    def run_validation(self, data: Any = serializers.empty) -> datetime:
        if self.required and (data is serializers.empty or data is None):
            raise Refusal("precondition_required")
        return super().run_validation(data)


class Moment(Body):
    """When the results become public, by the call's clock; ``over``: the instant that stands there,
    where another one does."""

    public_at = Instant()
    over = ReadInstant(required=False)


class Confirmation(Body):
    """The instant, the awards and the letters that the second person has read."""

    public_at = ReadInstant()
    awards_sha256 = Digest()
    letters_sha256 = Digest()
