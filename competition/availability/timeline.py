"""What the record of availability says of a period: pure logic on its minutes.

Two things are kept apart: that the site was **down** (somebody asked, and no page came; or requests
were answered with 503) and that **nobody knows** (no row: nobody asked, or the database could not
be written). What is not known is never told as fine, and never as down.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

MINUTE = timedelta(minutes=1)
# A minute is told once it is over for so long: whoever asked near its end has written by then.
SETTLED = timedelta(seconds=30)


class Kind(StrEnum):
    """What is the matter with a minute, the gravest first; a minute has one kind or none."""

    UNANSWERED = "unanswered"
    REFUSED = "refused"
    UNRECORDED = "unrecorded"
    PUT_OFF = "put_off"


DOWN = frozenset({Kind.UNANSWERED, Kind.REFUSED})


@dataclass(frozen=True, slots=True)
class Minute:
    """A row of the record. ``answered`` is None where nobody asked and only counts are known."""

    at: datetime
    answered: bool | None
    fault: str = ""
    busy_count: int = 0
    put_off_count: int = 0

    @property
    def kind(self) -> Kind | None:
        if self.answered is False:
            return Kind.UNANSWERED
        if self.busy_count:
            return Kind.REFUSED
        return Kind.PUT_OFF if self.put_off_count else None


@dataclass(frozen=True, slots=True)
class Outage:
    """A stretch of minutes of one kind, from ``begins_at`` until before ``ends_at``.

    ``faults``: each fault that was found in it, in order of appearance.
    """

    kind: Kind
    begins_at: datetime
    ends_at: datetime
    busy_count: int = 0
    put_off_count: int = 0
    faults: tuple[str, ...] = ()

    @property
    def minutes_count(self) -> int:
        return (self.ends_at - self.begins_at) // MINUTE

    def joined(self, later: "Outage") -> "Outage":
        return Outage(
            self.kind,
            self.begins_at,
            later.ends_at,
            self.busy_count + later.busy_count,
            self.put_off_count + later.put_off_count,
            tuple(dict.fromkeys((*self.faults, *later.faults))),
        )


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of the minutes from ``since`` until before ``until``.

    ``recorded_from``: the first minute that the record has at all, None without any. ``begins_at``:
    from where on the period is covered by a record that ran; before it nothing is told.
    ``rows_count``: how many of its minutes have a row. ``silent_broker_count``: in so many the
    queue of tasks did not answer, which delays letters and no page.
    """

    since: datetime
    until: datetime
    recorded_from: datetime | None
    rows_count: int
    silent_broker_count: int
    outages: tuple[Outage, ...]

    @property
    def begins_at(self) -> datetime:
        began = self.until if self.recorded_from is None else self.recorded_from
        return min(max(self.since, began), max(self.since, self.until))

    @property
    def minutes_count(self) -> int:
        """Minutes that the record should have."""
        return max((self.until - self.begins_at) // MINUTE, 0)

    @property
    def untold_count(self) -> int:
        """Minutes of the period before the record began."""
        return (self.begins_at - self.since) // MINUTE

    def count(self, *kinds: Kind) -> int:
        """Minutes of these kinds."""
        return sum(each.minutes_count for each in self.outages if each.kind in kinds)

    @property
    def unanswered_count(self) -> int:
        return self.count(Kind.UNANSWERED)

    @property
    def refused_count(self) -> int:
        return self.count(Kind.REFUSED)

    @property
    def down_count(self) -> int:
        """Minutes in which no page came or requests were answered with 503."""
        return self.count(*DOWN)

    @property
    def unrecorded_count(self) -> int:
        return self.count(Kind.UNRECORDED)

    @property
    def put_off_count(self) -> int:
        return self.count(Kind.PUT_OFF)

    @property
    def busy_requests_count(self) -> int:
        return sum(each.busy_count for each in self.outages)


def minute_of(instant: datetime) -> datetime:
    """The minute that an instant lies in, in UTC."""
    return instant.astimezone(UTC).replace(second=0, microsecond=0)


def next_minute(instant: datetime) -> datetime:
    """The first minute that begins at the instant or after it."""
    minute = minute_of(instant)
    return minute if minute == instant else minute + MINUTE


def last_told(at: datetime) -> datetime:
    """Until before which minute the record is complete at the instant ``at``."""
    return minute_of(at - SETTLED)


def gaps(
    edges: Iterable[tuple[datetime | None, datetime]],
    *,
    last: datetime | None,
    since: datetime,
    until: datetime,
) -> Iterator[Outage]:
    """The stretches without a row, from rows that do not follow another one at once.

    ``edges``: such a row's predecessor in the period and the row, in order; ``last``: the latest
    row of the period.
    """
    for before, after in edges:
        begins_at = since if before is None else before + MINUTE
        if begins_at < after:
            yield Outage(Kind.UNRECORDED, begins_at, after)
    begins_at = since if last is None else last + MINUTE
    if begins_at < until:
        yield Outage(Kind.UNRECORDED, begins_at, until)


def outages(minutes: Iterable[Minute], missing: Iterable[Outage] = ()) -> tuple[Outage, ...]:
    """The faulty minutes and the missing stretches as one list, neighbours of a kind joined."""
    found = [*missing, *(_alone(each) for each in minutes if each.kind)]
    joined: list[Outage] = []
    for each in sorted(found, key=lambda outage: outage.begins_at):
        if joined and joined[-1].kind == each.kind and joined[-1].ends_at == each.begins_at:
            joined[-1] = joined[-1].joined(each)
        else:
            joined.append(each)
    return tuple(joined)


def _alone(each: Minute) -> Outage:
    if each.kind is None:
        raise ValueError("Nothing is the matter with this minute.")
    faults = (each.fault,) if each.fault else ()
    return Outage(each.kind, each.at, each.at + MINUTE, each.busy_count, each.put_off_count, faults)


def by_hour(record: Record) -> dict[datetime, dict[Kind, int]]:
    """How many minutes of each kind each hour of the record has; whole hours in UTC, in order."""
    hours: dict[datetime, dict[Kind, int]] = {}
    hour = record.begins_at.replace(minute=0)
    while hour < record.until:
        hours[hour] = {}
        hour += timedelta(hours=1)
    for outage in record.outages:
        at = outage.begins_at
        while at < outage.ends_at:
            hour = at.replace(minute=0)
            end = min(hour + timedelta(hours=1), outage.ends_at)
            counted = hours.setdefault(hour, {})
            counted[outage.kind] = counted.get(outage.kind, 0) + (end - at) // MINUTE
            at = end
    return hours


def within(outages: Sequence[Outage], counts: Mapping[datetime, int]) -> list[int]:
    """What happened during each of the outages (in order, none inside another), from counts per
    minute."""
    found = [0] * len(outages)
    begins = [each.begins_at for each in outages]
    for minute, count in counts.items():
        place = bisect_right(begins, minute) - 1
        if place >= 0 and minute < outages[place].ends_at:
            found[place] += count
    return found
