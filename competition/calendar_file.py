"""Dates as a calendar file (RFC 5545). Plain Python.

An end of a period is the last hour before it: ``DTEND`` is exclusive, as our deadlines are, so
that "Freitag, 24:00 Uhr" stands on Friday in every calendar. Instants are written in UTC.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

MOST_OCTETS = 75  # of a line, without its end (RFC 5545, 3.1)
SHOWN = timedelta(hours=1)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Event:
    """One date. ``uid`` stays for good; ``is_end``: an exclusive end, else a beginning.

    ``sequence`` grows with every change of the call; ``modified_at`` is when the last one came.
    """

    uid: str
    at: datetime
    title: str
    text: str
    url: str
    modified_at: datetime
    sequence: int
    is_end: bool = True


def written(events: Iterable[Event], *, name: str, synthetic: bool) -> bytes:
    """The file: CRLF at every end of line, no line longer than 75 octets, the same for the same."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Modellkommune//Termine//DE",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
        *(["X-MODELLKOMMUNE-SYNTHETIC:TRUE"] if synthetic else []),
        *(line for each in events for line in _event(each)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) + b"\r\n" for line in lines)


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_instant(event.modified_at)}"
    yield f"LAST-MODIFIED:{_instant(event.modified_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART:{_instant(event.at - SHOWN if event.is_end else event.at)}"
    yield f"DTEND:{_instant(event.at if event.is_end else event.at + SHOWN)}"
    yield f"SUMMARY:{escaped(event.title)}"
    yield f"DESCRIPTION:{escaped(event.text)}"
    yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"  # a reminder: it keeps nobody busy
    yield "END:VEVENT"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A text as a value: its separators escaped, its line ends written out (RFC 5545, 3.3.11)."""
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, never broken inside of a character."""
    pieces, piece, room = [], b"", MOST_OCTETS
    for sign in line:
        octets = sign.encode("utf-8", "replace")
        if len(piece) + len(octets) > room:
            pieces.append(piece)
            piece, room = b"", MOST_OCTETS - 1  # a blank stands before what goes on
        piece += octets
    return b"\r\n ".join([*pieces, piece])
