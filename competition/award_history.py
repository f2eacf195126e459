"""What became of the funding of one municipality in one round, as far as anybody may know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from competition import outcomes
from competition.models import Award, Call, Municipality
from competition.outcomes import ENDED, WORDS, Result


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to an award. ``at`` is by the call's clock.

    ``reason``: an amendment's, which everybody may read. Why a municipality declined is nobody's
    business. ``moved_up``: granted after the announcement.
    """

    at: datetime
    result: Result
    award: Award
    reason: str = ""
    moved_up: bool = False


@dataclass(frozen=True, slots=True)
class AwardHistory:
    """All that is public of the awards of one municipality, the first event first.

    ``award`` is the one that stands or, where none does, the last one that did.
    """

    award: Award
    result: Result
    events: list[Event]

    @property
    def municipality(self) -> Municipality:
        return self.award.municipality

    @property
    def words(self) -> str:
        """What became of it, as the lists of the decision say it."""
        return str(WORDS[self.result])

    @property
    def stands(self) -> bool:
        """Whether the municipality is funded now."""
        return self.result == Result.AWARDED

    @property
    def ended_at(self) -> datetime | None:
        """Since when it is funded no more; None while it is."""
        return None if self.stands else self.events[-1].at


def of(call: Call, ags: str, at: datetime) -> AwardHistory | None:
    """The history of the municipality with this key in a call, at the database's instant ``at``.

    None where nothing may be known: one that has no award looks like one whose award is not
    public yet. One query.
    """
    related = ("municipality", "application", "call__announcement", "amendment", "ended_by")
    mine = Award.objects.filter(call=call, municipality__ags=ags).select_related(*related)
    told = [
        each
        for each in outcomes.known_among(mine, at).order_by("pk")
        if each.stands or each.fell  # the others are nobody's to know
    ]
    if not told:
        return None
    last = next((each for each in told if each.stands), told[-1])
    result = Result.AWARDED if last.stands else ENDED[last.state]
    events = [event for each in told for event in _events(each)]
    return AwardHistory(last, result, sorted(events, key=lambda event: event.at))


def _events(award: Any) -> Iterator[Event]:
    """How an award came to be and, only where that is public, how it ended."""
    amendment = award.amendment
    yield Event(
        granted_at(award),
        Result.AWARDED,
        award,
        reason=amendment.reason if amendment else "",
        moved_up=amendment is not None,
    )
    if award.fell and award.declined_at:
        yield Event(award.declined_at, Result.DECLINED, award)
    elif award.fell and award.ended_by:
        yield Event(award.ended_by.public_at, Result.REVOKED, award, reason=award.ended_by.reason)


def granted_at(award: Award) -> datetime:
    """Since when everybody knows of an award: with the announcement, or with its amendment.

    An archive round was announced elsewhere, on the day that its facts name.
    """
    if award.amendment:
        return award.amendment.public_at
    announcement = getattr(award.call, "announcement", None)
    return announcement.public_at if announcement else award.granted_at
