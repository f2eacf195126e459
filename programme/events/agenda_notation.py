"""An agenda as the office types it, and back again. Plain Python.

    05.09.2027
    09:00-09:30 Begrüßung | Saal 1 | Dr. Ada Muster (Beispielministerium); Bo Beispiel
    Was darunter steht, beschreibt den Punkt.

A day stands on a line of its own; a point begins with its times, then title, room and speakers
("Name (Rolle)"), set apart by "|". Other lines belong to the point above them.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Berlin")
DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
POINT = re.compile(
    r"([0-9]{1,2})[:.]([0-9]{2}) ?[-–] ?([0-9]{1,2})[:.]([0-9]{2})(?: Uhr)? +(?P<rest>\S.*)"
)
SPEAKER = re.compile(r"(?P<name>[^()]+?)(?: *\((?P<role>.*)\))?")
END_OF_DAY = (24, 0)
PARTS = 3


class UnreadableError(ValueError):
    """A line that is neither day nor point. ``line`` counts from 1."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(f"line {line}")


def read(text: str) -> list[dict[str, Any]]:
    """The points: starts_at, ends_at (aware, UTC), title, room, speakers, text, line.

    Times are local ones of Berlin; 24:00 is the end of the day. Raises ``UnreadableError``.
    """
    items: list[dict[str, Any]] = []
    day: date | None = None
    for number, line in enumerate((each.strip() for each in text.splitlines()), start=1):
        if found := DAY.fullmatch(line):
            day = _day(found, number)
        elif found := POINT.fullmatch(line):
            items.append({**_point(found, day, number), "text": "", "line": number})
        elif line and (not items or POINT.match(line)):
            raise UnreadableError(number)
        elif items:
            items[-1]["text"] = f"{items[-1]['text']}\n{line}".strip("\n")
    return items


def _day(found: re.Match[str], number: int) -> date:
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnreadableError(number) from error


def _point(found: re.Match[str], day: date | None, number: int) -> dict[str, Any]:
    hours = [int(each) for each in found.groups()[:4]]
    parts = [each.strip() for each in found["rest"].split("|")]
    if day is None or not parts[0] or len(parts) > PARTS:
        raise UnreadableError(number)
    title, room, speakers = [*parts, "", ""][:PARTS]
    try:
        starts_at, ends_at = _instant(day, *hours[:2]), _instant(day, *hours[2:])
    except (ValueError, OverflowError) as error:
        raise UnreadableError(number) from error
    return {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "title": title,
        "room": room,
        "speakers": [_speaker(each) for each in speakers.split(";") if each.strip()],
    }


def _instant(day: date, hour: int, minute: int) -> datetime:
    if (hour, minute) == END_OF_DAY:
        day, hour = day + timedelta(days=1), 0
    return datetime.combine(day, time(hour, minute), LOCAL).astimezone(UTC)


def _speaker(text: str) -> dict[str, str]:
    found = SPEAKER.fullmatch(text.strip())
    if found is None:
        return {"name": text.strip(), "role": ""}
    return {"name": found["name"].strip(), "role": (found["role"] or "").strip()}


def written(items: Iterable[Mapping[str, Any]]) -> str:
    """The points in this notation; ``read`` gives them back."""
    lines: list[str] = []
    day: date | None = None
    for item in items:
        starts_at, ends_at = (item[name].astimezone(LOCAL) for name in ("starts_at", "ends_at"))
        if starts_at.date() != day:
            day = starts_at.date()
            lines += [*([""] if lines else []), f"{day:%d.%m.%Y}"]
        until = (
            "24:00" if ends_at.date() > day and ends_at.time() == time(0) else f"{ends_at:%H:%M}"
        )
        speakers = "; ".join(
            f"{each['name']} ({each['role']})" if each["role"] else each["name"]
            for each in item["speakers"]
        )
        parts = [f"{starts_at:%H:%M}-{until} {item['title']}", item["room"], speakers]
        while not parts[-1]:
            parts.pop()
        lines.append(" | ".join(parts))
        lines += [line for line in item["text"].splitlines() if line]
    return "\n".join(lines)
