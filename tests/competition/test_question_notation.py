"""How the office writes a question: what is read of it, and what stays the same."""

import pytest

from competition import inspection, perspectives
from competition.questionnaire import notation

YES, NO = {"value": "yes", "label": "Ja"}, {"value": "no", "label": "Nein"}


def test_choices_are_lines_and_blank_ones_say_nothing() -> None:
    made = notation.choices("  Ja \n\n Nein  danke ", [])

    assert made == [{"value": "ja", "label": "Ja"}, {"value": "nein-danke", "label": "Nein danke"}]


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("Ja\nNein", ["yes", "no"]),
        ("Nein\nJa", ["no", "yes"]),
        ("Jawohl\nNein", ["yes", "no"]),
        ("Nein\nVielleicht", ["no", "vielleicht"]),
        ("Ja\nVielleicht\nNein", ["yes", "vielleicht", "no"]),
        ("Nein", ["no"]),
        ("Yes", ["yes-2"]),
    ],
)
def test_known_choice_keeps_its_value(typed: str, values: list[str]) -> None:
    """A value that stood for another answer is never given to a new one."""
    assert [each["value"] for each in notation.choices(typed, [YES, NO])] == values


def test_lines_are_read_as_they_were_written() -> None:
    assert notation.choices(notation.lines([YES, NO]), [YES, NO]) == [YES, NO]
    seven = perspectives.choices()
    assert notation.choices(notation.lines(seven), []) == seven


def test_all_kinds_of_files_are_the_same_as_none_named() -> None:
    assert notation.file_kinds(list(inspection.KINDS)) == []
    assert [each["value"] for each in notation.file_kinds(["png", "pdf"])] == ["pdf", "png"]
    assert notation.file_kinds(["exe"]) == [{"value": "exe", "label": "exe"}]


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("line", ("max_chars",)),
        ("perspectives", ("choices", "max_chars")),
        ("choice", ("choices",)),
        ("money", ("minimum", "maximum")),
        ("files", ("minimum", "maximum", "file_kinds", "deadline_at")),
        ("date", ()),
        ("declaration", ()),
        ("riddle", ()),
    ],
)
def test_kind_has_its_own_settings(kind: str, parts: tuple[str, ...]) -> None:
    assert notation.parts_of(kind) == parts
