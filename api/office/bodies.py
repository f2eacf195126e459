"""What the office sends."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from api.bodies import Body, Digest, Instant, Text
from competition.errors import Refusal
from competition.screening_plan import MAX_REASON_CHARS
from reviews.services.decision import MAX_REJECTION_CHARS


class Proposal(Body):
    """The run whose selection is proposed."""

    run = Text(max_chars=20)


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
