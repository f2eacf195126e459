"""An agenda as it is typed, and back again."""

from datetime import UTC, datetime

import pytest

from programme.events.agenda_notation import UnreadableError, read, written

TYPED = """05.09.2027
09:00-09:30 Begrüßung | Saal 1 | Dr. Ada Muster (Ministerium); Bo Beispiel
Mit Gebärdensprache.
Zweite Zeile.
10:00-24:00 Ausklang

06.09.2027
09:00-10:00 Rückblick | | Bo Beispiel"""


def test_days_points_rooms_and_speakers_are_read() -> None:
    first, second, third = read(TYPED)
    assert first["starts_at"] == datetime(2027, 9, 5, 7, tzinfo=UTC)
    assert (first["title"], first["room"]) == ("Begrüßung", "Saal 1")
    assert first["speakers"] == [
        {"name": "Dr. Ada Muster", "role": "Ministerium"},
        {"name": "Bo Beispiel", "role": ""},
    ]
    assert first["text"] == "Mit Gebärdensprache.\nZweite Zeile."
    assert second["ends_at"] == datetime(2027, 9, 5, 22, tzinfo=UTC)
    assert (third["room"], third["line"]) == ("", 8)


def test_what_is_written_reads_the_same() -> None:
    items = read(TYPED)
    again = read(written(items))
    for item in (*items, *again):
        del item["line"]
    assert again == items


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Begrüßung", 1),
        ("09:00-10:00 Ohne Tag", 1),
        ("05.09.2027\n\n25:00-26:00 Nie", 3),
        ("31.02.2027", 1),
        ("05.09.2027\n09:00-10:00 A | B | C | D", 2),
        ("05.09.2027\n09:00-10:00 | Saal", 2),
        ("31.12.9999\n09:00-24:00 Zu spät", 2),
    ],
)
def test_an_unreadable_line_is_named(typed: str, line: int) -> None:
    with pytest.raises(UnreadableError) as raised:
        read(typed)
    assert raised.value.line == line
