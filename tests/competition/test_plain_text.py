"""The notation of the operator's texts."""

import pytest

from competition.plain_text import Block, Kind, blocks, review_note


def test_lines_become_blocks() -> None:
    text = "# Über uns\nErste Zeile\nzweite Zeile\n\nZweiter Absatz\n- a\n- b\n1. eins\n2. zwei\n"
    text += "## Mehr"
    assert blocks(text) == [
        Block(Kind.HEADING, ("Über uns",)),
        Block(Kind.PARAGRAPH, ("Erste Zeile", "zweite Zeile")),
        Block(Kind.PARAGRAPH, ("Zweiter Absatz",)),
        Block(Kind.LIST, ("a", "b")),
        Block(Kind.STEPS, ("eins", "zwei")),
        Block(Kind.SUBHEADING, ("Mehr",)),
    ]


def test_two_headings_are_two_blocks() -> None:
    assert blocks("# A\n# B") == [Block(Kind.HEADING, ("A",)), Block(Kind.HEADING, ("B",))]


def test_no_level_of_headings_is_left_out() -> None:
    assert [each.kind for each in blocks("## A\n## B\n# C\n## D")] == [
        *(Kind.HEADING, Kind.SUBHEADING, Kind.HEADING, Kind.SUBHEADING)
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "#", "# ", "##", "Geprüft: niemand"])
def test_nothing_said_is_no_block(text: str) -> None:
    assert blocks(text) == []


@pytest.mark.parametrize("line", ["#hash", "-minus", "1.5 Meter", "1234. Tag", "2027. "])
def test_what_is_no_mark_is_text(line: str) -> None:
    assert blocks(line) == [Block(Kind.PARAGRAPH, (line.strip(),))]


def test_who_has_tried_a_text_is_said_apart() -> None:
    text = "Geprüft: Prüfgruppe Musterstadt, März 2027\nHallo."
    assert review_note(text) == "Prüfgruppe Musterstadt, März 2027"
    assert blocks(text) == [Block(Kind.PARAGRAPH, ("Hallo.",))]
    assert review_note("Hallo.") == review_note("Geprüft:") == ""
