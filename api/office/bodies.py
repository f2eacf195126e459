"""What the office sends."""

from api.bodies import Body, Instant, Text

MAX_REASON_CHARS = 4_000


class Reason(Body):
    """Why: it goes into the log, and of an exclusion into the applicant's letter."""

    reason = Text(max_chars=MAX_REASON_CHARS)


class Proposal(Body):
    """The run whose selection is proposed."""

    run = Text(max_chars=20)


class Read(Body):
    """The digest of the decision that was read; left out, the one of the address is meant, whose
    content never changes."""

    sha256 = Text(max_chars=64, required=False)


class Moment(Body):
    """When the results become public, by the call's clock."""

    public_at = Instant()


class Confirmation(Body):
    """The moment that the second person has read; left out, whichever is set is confirmed."""

    public_at = Instant(required=False)
