"""A document in sections, as plain text."""

import pytest

from programme.consultations.document_notation import NotationError, Part, read, written

DOCUMENT = "## Eins\n\nErster Absatz.\n\nZweiter.\n\n#### Zwei\n[ohne Kommentare]\n\nNur lesen."


def test_sections_are_read_and_written_alike() -> None:
    parts = read(DOCUMENT)
    assert parts == [
        Part(2, "Eins", "Erster Absatz.\n\nZweiter."),
        Part(4, "Zwei", "Nur lesen.", takes_comments=False),
    ]
    assert written(parts) == DOCUMENT
    assert read(written(parts)) == parts


def test_other_signs_are_text() -> None:
    (part,) = read("## Eins\n# kein Abschnitt\n##auch keiner\n##### nicht so tief")
    assert part.text == "# kein Abschnitt\n##auch keiner\n##### nicht so tief"


def test_text_before_the_first_heading_is_named_by_its_line() -> None:
    with pytest.raises(NotationError) as raised:
        read("\nEinfach so.\n## Eins")
    assert raised.value.line == 2


def test_nothing_is_no_section() -> None:
    assert read("\n\n") == []
