"""What the typeface cannot print is named, and nothing else is changed."""

import pytest

from competition.documents.printable import all_printable, has_foreign, printable


@pytest.mark.parametrize("text", ["", "Grüße aus Köln – 50.000 € ≤ ẞ", "a\nb\n\nc", "] ^ \\ - ["])
def test_printable_text_stays(text: str) -> None:
    assert printable(text) == text
    assert not has_foreign(text)


def test_foreign_characters_are_named_one_by_one() -> None:
    assert printable("a😀中b") == "a[U+1F600][U+4E2D]b"
    assert has_foreign("a😀")


def test_joiners_and_variants_of_pictures_are_dropped() -> None:
    assert printable("☐\ufe0f 👩\u200d💻") == "[U+2610] [U+1F469][U+1F4BB]"


def test_tabs_and_all_kinds_of_line_breaks() -> None:
    assert printable("a\tb\r\nc\rd\u2028e") == "a b\nc\nd\ne"


@pytest.mark.parametrize(("length", "breaks"), [(40, 0), (41, 1), (80, 1), (81, 2)])
def test_long_words_may_be_broken_every_forty_letters(length: int, breaks: int) -> None:
    assert printable("x" * length).count("\u200b") == breaks


def test_texts_inside_of_a_document_are_made_printable() -> None:
    assert all_printable({"a": ("中", 1, None), "b": [{"c": "ok"}]}) == {
        "a": ["[U+4E2D]", 1, None],
        "b": [{"c": "ok"}],
    }
    assert has_foreign({"a": ["ok", ("中",)]})
    assert not has_foreign({"a": [1, None, True]})
