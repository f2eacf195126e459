"""What the office sends about consultations and the comments on them."""

from api.bodies import Body, Digest, Instant, Text, Version
from programme.services.consultations import (
    MAX_DOCUMENT,
    MAX_INTRODUCTION,
    MAX_REPORT,
    MAX_SLUG,
    MAX_TITLE,
)
from programme.services.moderation import MAX_ANSWER, MAX_REASON


class ConsultationDraft(Body):
    """The whole document with its dates; ``ends_at`` is exclusive. A line "## Heading" begins a
    section, ### and #### one below it; "[ohne Kommentare]" below it asks nobody."""

    slug = Text(max_chars=MAX_SLUG)
    title = Text(max_chars=MAX_TITLE)
    introduction = Text(max_chars=MAX_INTRODUCTION)
    opens_at = Instant()
    ends_at = Instant()
    document = Text(max_chars=MAX_DOCUMENT)


class ConsultationChange(ConsultationDraft):
    """The same, over the version that was read."""

    version = Version()


class ConsultationRead(Body):
    """The version that was read."""

    version = Version()


class ConsultationExtension(Body):
    """The version that was read, and a later end."""

    version = Version()
    ends_at = Instant()


class ClosingReport(Body):
    """What was said, and what became of it; it closes the consultation for good."""

    report = Text(max_chars=MAX_REPORT)


class CommentRead(Body):
    """The comment that was read, by the digest of how it stands."""

    sha256 = Digest()


class Withholding(Body):
    """The comment that was read, and why it is not published; its writer alone is told."""

    sha256 = Digest()
    reason = Text(max_chars=MAX_REASON)


class PublicAnswer(Body):
    """The comment that was read, and what everybody reads below it."""

    sha256 = Digest()
    answer = Text(max_chars=MAX_ANSWER)
