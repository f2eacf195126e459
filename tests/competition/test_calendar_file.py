"""The calendar file: RFC 5545 to the octet, and an exclusive end stands on its last day."""

from datetime import UTC, datetime

import pytest

from competition.calendar_file import Event, escaped, folded, written

DEADLINE_AT = datetime(2017, 4, 21, 22, tzinfo=UTC)  # Friday, 24:00 in Germany
CHANGED_AT = datetime(2017, 3, 1, 9, 30, tzinfo=UTC)


def lines(*events: Event, synthetic: bool = False) -> list[str]:
    content = written(events, name="Runde", synthetic=synthetic)
    return content.replace(b"\r\n ", b"").decode().split("\r\n")


def event(**fields: object) -> Event:
    return Event(
        **{  # type: ignore[arg-type]
            "uid": "runde-frist@example.org",
            "at": DEADLINE_AT,
            "title": "Bewerbungsschluss",
            "text": "Ende.",
            "url": "https://example.org/",
            "modified_at": CHANGED_AT,
            "sequence": 1,
            **fields,
        }
    )


def test_file_has_one_calendar_with_its_events() -> None:
    found = lines(event(), event(uid="b"))

    assert found[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Modellkommune//Termine//DE"]
    assert found[-2:] == ["END:VCALENDAR", ""]
    assert found.count("BEGIN:VEVENT") == found.count("END:VEVENT") == 2


def test_exclusive_end_is_the_end_of_the_last_hour() -> None:
    found = lines(event())

    assert "DTSTART:20170421T210000Z" in found
    assert "DTEND:20170421T220000Z" in found


def test_beginning_begins_there() -> None:
    found = lines(event(is_end=False))

    assert "DTSTART:20170421T220000Z" in found


def test_event_says_when_and_how_often_it_was_changed() -> None:
    found = lines(event())

    assert {"DTSTAMP:20170301T093000Z", "LAST-MODIFIED:20170301T093000Z", "SEQUENCE:1"} < set(found)


def test_example_round_is_marked() -> None:
    assert "X-MODELLKOMMUNE-SYNTHETIC:TRUE" in lines(synthetic=True)
    assert "X-MODELLKOMMUNE-SYNTHETIC:TRUE" not in lines()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a;b,c\\d", "a\\;b\\,c\\\\d"),
        ("a\r\nb\rc\nd", "a\\nb\\nc\\nd"),
        ("END:VCALENDAR\r\n", "END:VCALENDAR\\n"),
        ("a\x00b\x07\x7f", "ab"),
        ("„ä“ \U0001f600", "„ä“ \U0001f600"),
    ],
)
def test_text_cannot_leave_its_value(text: str, value: str) -> None:
    assert escaped(text) == value


@pytest.mark.parametrize("sign", ["a", "ä", "€", "\U0001f600"])
def test_long_lines_are_folded_and_whole_again(sign: str) -> None:
    for length in (74, 75, 76, 149, 150, 300):
        line = sign * length

        pieces = folded(line).split(b"\r\n ")

        assert b"".join(pieces).decode() == line
        assert all(piece.decode() for piece in pieces)
        assert len(pieces[0]) <= 75
        assert all(len(b" " + piece) <= 75 for piece in pieces[1:])
        assert len(folded(line)) >= 75 or length * len(sign.encode()) < 75
