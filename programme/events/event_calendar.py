"""An event as a calendar file (RFC 5545): its beginning and end, where, and whether it stands.

Plain Python.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from competition.calendar_file import escaped, folded


@dataclass(frozen=True, slots=True)
class Entry:
    """``starts`` and ``ends`` (exclusive): instants, or days where only these are known.
    ``sequence`` grows with every change."""

    uid: str
    starts: datetime | date
    ends: datetime | date
    title: str
    text: str
    place: str
    url: str
    stamped_at: datetime
    sequence: int
    is_cancelled: bool = False


def written(entry: Entry, *, synthetic: bool) -> bytes:
    """The file: CRLF at every end of line, the same for the same."""
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Modellkommune//Veranstaltungen//DE"),
        "CALSCALE:GREGORIAN",
        *(["X-MODELLKOMMUNE-SYNTHETIC:TRUE"] if synthetic else []),
        *_lines(entry),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) + b"\r\n" for line in lines)


def _lines(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{_instant(entry.stamped_at)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTART{_when(entry.starts)}"
    yield f"DTEND{_when(entry.ends)}"
    yield f"SUMMARY:{escaped(entry.title)}"
    yield f"DESCRIPTION:{escaped(entry.text)}"
    if entry.place:
        yield f"LOCATION:{escaped(entry.place)}"
    yield f"URL:{entry.url}"
    yield f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _when(value: datetime | date) -> str:
    if isinstance(value, datetime):
        return f":{_instant(value)}"
    return f";VALUE=DATE:{value:%Y%m%d}"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
