"""The phase of a call: dates and human acts in, phase out. Plain Python.

Periods are half-open: a call is open from ``opens_at`` (included) to ``deadline_at`` (excluded).
No job and no flag changes a phase; it is computed wherever it is needed.
"""

from datetime import datetime
from enum import StrEnum


class Phase(StrEnum):
    """Where a call stands, as far as applicants and the public are concerned."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"
    ANNOUNCED = "announced"


def phase(
    *,
    published_at: datetime | None,
    opens_at: datetime,
    deadline_at: datetime,
    public_at: datetime | None,
    at: datetime,
) -> Phase:
    """The phase at the instant ``at``; ``public_at`` is that of the confirmed announcement."""
    if published_at is None or at < published_at:
        return Phase.DRAFT
    if at < opens_at:
        return Phase.SCHEDULED
    if at < deadline_at:
        return Phase.OPEN
    if public_at is not None and public_at <= at:
        return Phase.ANNOUNCED
    return Phase.CLOSED


def in_time(*, received_at: datetime, deadline_at: datetime) -> bool:
    """Whether a request that arrived at ``received_at`` is in time. The deadline is exclusive."""
    return received_at < deadline_at
