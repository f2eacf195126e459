"""The periods of retention: months by outcome, and the instant from which they count.

Plain Python. The defaults are proposals with a reason each; a call may say otherwise
(``Call.retention_months``), and the law that binds its grantor decides (Art. 5 Abs. 1 e DSGVO).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
MONTHS_MAX = 600


class Outcome(Enum):
    """What became of an application, as far as retention goes."""

    DRAFT = "draft"
    WITHDRAWN = "withdrawn"
    EXCLUDED = "excluded"
    REJECTED = "rejected"
    AWARDED = "awarded"


# Drafts and withdrawn ones: after a year nobody can be let in late any more (§ 32 Abs. 3 VwVfG).
# Excluded and rejected: a year to go to court where the remedy notice is missing or wrong (§ 58
# Abs. 2 VwGO), and a year more for what is under way by then. Awarded: ten years, the longest
# period for books (§ 147 Abs. 3 AO), to which the rules for grants defer (ANBest-Gk, ANBest-P).
DEFAULTS: Mapping[Outcome, int] = {
    Outcome.DRAFT: 12,
    Outcome.WITHDRAWN: 12,
    Outcome.EXCLUDED: 24,
    Outcome.REJECTED: 24,
    Outcome.AWARDED: 120,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides about one application. ``public_at``: the last instant at which something about
    its result became public, None while the round is not announced."""

    state: str
    was_awarded: bool
    deadline_at: datetime
    withdrawn_at: datetime | None
    public_at: datetime | None


def months(settings: Mapping[str, Any], outcome: Outcome) -> int:
    """Months as the call says, the default where it says nothing or nothing that counts."""
    said = settings.get(outcome.value)
    if isinstance(said, int) and not isinstance(said, bool) and 1 <= said <= MONTHS_MAX:
        return said
    return DEFAULTS[outcome]


def outcome(facts: Facts) -> Outcome:
    """What became of it. What was never decided counts as rejected."""
    if facts.was_awarded:
        return Outcome.AWARDED
    if facts.state in ("draft", "withdrawn", "excluded"):
        return Outcome(facts.state)
    return Outcome.REJECTED


def counts_from(facts: Facts) -> datetime | None:
    """From when the months count: the deadline for drafts, the withdrawal (not before the deadline)
    for withdrawn ones, for all others the instant of the announcement or of a later change; None
    where that has not come."""
    kind = outcome(facts)
    if kind == Outcome.DRAFT:
        return facts.deadline_at
    if kind == Outcome.WITHDRAWN:
        return max(facts.deadline_at, facts.withdrawn_at or facts.deadline_at)
    return facts.public_at


def due_at(facts: Facts, settings: Mapping[str, Any]) -> datetime | None:
    """When the content is to be erased; None while the round goes on."""
    start = counts_from(facts)
    return add_months(start, months(settings, outcome(facts))) if start else None


def add_months(start: datetime, count: int) -> datetime:
    """So many months later by the calendar of Berlin (§ 188 Abs. 2 and 3 BGB): at the same time on
    the same day, or on the last day of a shorter month."""
    local = start.astimezone(BERLIN)
    years, month = divmod(local.month - 1 + count, 12)
    for day in range(local.day, 27, -1):
        try:
            return local.replace(year=local.year + years, month=month + 1, day=day)
        except ValueError:
            continue
    return local.replace(year=local.year + years, month=month + 1)
