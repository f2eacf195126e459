"""Outlines as the office types them."""

import pytest

from programme.reports import outline


def test_what_is_written_is_read_again() -> None:
    for each in outline.requirements():
        assert outline.read(outline.written(each["outline"])) == each["outline"]


def test_hint_and_length_are_optional() -> None:
    first, second, third = outline.read("1 Ziele | Kurz fassen | 500\n\n2. Wirkung | | 90\n3 Rest")
    assert (first["hint"], first["max_chars"]) == ("Kurz fassen", 500)
    assert (second["label"], second["hint"], second["max_chars"]) == ("2 Wirkung", "", 90)
    assert third["max_chars"] == outline.LONG
    assert outline.read(outline.written([first, second, third])) == [first, second, third]


@pytest.mark.parametrize("line", ["Ziele", "1", "1 ", "1 Ziele | x | viel", "1 Ziele | x | 1 | y"])
def test_a_line_that_says_no_section_is_named(line: str) -> None:
    with pytest.raises(outline.UnreadableError) as caught:
        outline.read(f"1 Gut\n{line}")
    assert caught.value.number == 2


@pytest.mark.parametrize(
    "sections",
    [
        [],
        "1 Ziele",
        [1],
        [{"key": "s1"}],
        [{"key": "s1", "label": "1", "hint": "", "max_chars": 10**30, "is_required": True}],
        [{"key": "s1", "label": "", "hint": "", "max_chars": 10, "is_required": True}],
        [{"key": "s1", "label": "1", "hint": "", "max_chars": 10, "is_required": True}] * 2,
    ],
)
def test_sections_that_nobody_could_fill_in(sections: object) -> None:
    assert not outline.is_sound(sections)
