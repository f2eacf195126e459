"""PDFs: tagged, titled, in German, with nothing lost and the mark on every page."""

import re
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.utils import translation

from competition.documents import typesetting
from competition.documents.printable import RANGES
from competition.documents.shapes import Fact, Paper
from tests.fixtures.papers import PAPER, with_text
from tests.fixtures.pdf import read
from tests.fixtures.refusals import refused


def told(paper: Paper) -> str:
    """The text of the document, lines joined."""
    return re.sub(r"\s+", " ", read(typesetting.application_pdf(paper)).text)


def test_document_is_marked_as_accessible_with_title_and_language() -> None:
    raw = typesetting.application_pdf(PAPER)
    assert b"<pdfuaid:part>1<" in raw
    assert b"/Lang(de-DE)" in raw
    assert "Bewerbung von Beispielstadt – Entwurf".encode() in raw
    assert b"/DisplayDocTitle true" in raw


@pytest.mark.parametrize(
    "make", [typesetting.application_pdf, typesetting.receipt_pdf], ids=["content", "receipt"]
)
def test_c14_a_document_says_nothing_beside_its_text(make: Callable[[Paper], bytes]) -> None:
    """Neither who made it, nor a file or a comment that no page shows."""
    raw = make(PAPER)
    for telling in (b"/Author", b"dc:creator", b"/Keywords", b"/EmbeddedFile", b"/Annots"):
        assert telling not in raw


def test_headings_and_tables_are_structure() -> None:
    structure = read(typesetting.application_pdf(PAPER)).structure
    levels = [each for each in structure if re.fullmatch("Title|H[1-6]", each)]
    assert levels == ["Title", "H1", "H1", "H1", "H2", "H1", "H2", "H1", "H2", "H1"]
    assert structure.count("Table") == 2
    assert structure.count("TH") == 5


def test_everything_of_the_paper_stands_in_the_document() -> None:
    text = told(PAPER)
    for part in ("Titel", "Offene Daten.", "Personal", "40.000,00 €", "beschluss.pdf", "Kämmerei"):
        assert part in text
    assert "ab" * 32 in text
    assert "cd" * 32 in text


def test_mark_banner_call_and_number_stand_on_every_page() -> None:
    pages = read(typesetting.application_pdf(with_text("Ein Satz. " * 2_000))).pages
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        text = re.sub(r"\s+", " ", page)
        assert "ENTWURF – NICHT eingereicht" in text
        assert "Beispielrunde: erfunden." in text
        assert "Offene Kommune 2027" in text
        assert "Beispielstadt" in text
        assert f"Seite {number} von {len(pages)}" in text


@pytest.mark.parametrize(
    "text", ["ÄÖÜäöüß ẞ", "„Anführung“ ‚so‘ – — …", "€ ≤ ≥ § ½ ² ° ×", "Łódź Œuvre"]
)
def test_i12_letters_and_signs_are_printed(text: str) -> None:
    assert text in told(with_text(text))


def test_every_character_that_is_taken_as_printable_has_its_glyph() -> None:
    """The standard refuses a missing glyph, so that compiling is the proof."""
    signs = [chr(code) for first, last in RANGES for code in range(first, last + 1)]
    typesetting.application_pdf(with_text("\n".join(f"a{sign}b" for sign in signs)))


@pytest.mark.parametrize("sign", ["😀", "中", "ق", "\x07", "\ufeff", "\u202e", "\u0b95"])
def test_foreign_character_is_named_and_explained(sign: str) -> None:
    text = told(with_text(f"vorher {sign} nachher"))
    assert f"vorher [U+{ord(sign):04X}] nachher" in text
    assert "Zu den Zeichen" in text


def test_no_explanation_where_all_is_printed() -> None:
    assert "Zu den Zeichen" not in told(PAPER)


@pytest.mark.parametrize("text", ["#strong[x] $a$ *b* _c_ = d `e` <f> @g \\ // h", '"]#panic("x")'])
def test_i09_markup_is_text(text: str) -> None:
    assert text in told(with_text(text))


def test_paragraphs_and_lines_are_kept() -> None:
    page = read(typesetting.application_pdf(with_text("Eins\nZwei\n\nDrei"))).text
    assert re.search("Eins\nZwei\n+Drei", page)


def test_long_word_is_broken_instead_of_leaving_the_page() -> None:
    lines = read(typesetting.application_pdf(with_text("x" * 500))).text.splitlines()
    assert sum(line.count("x") for line in lines) >= 500
    assert max(map(len, lines)) < 130


def test_same_paper_gives_the_same_bytes() -> None:
    assert typesetting.application_pdf(PAPER) == typesetting.application_pdf(PAPER)


def test_document_is_german_on_an_english_page() -> None:
    german = typesetting.application_pdf(PAPER)
    with translation.override("en"):
        assert typesetting.application_pdf(PAPER) == german


def test_too_long_document_is_refused(db: None) -> None:
    with refused("document_too_long"):
        typesetting.application_pdf(with_text("x " * typesetting.MAX_CHARS))


def test_who_waits_too_long_for_the_press_comes_again(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "WAIT_SECONDS", 0.01)
    monkeypatch.setattr(typesetting, "_PRESS", threading.BoundedSemaphore(1))
    with typesetting._press(), refused("busy"):
        typesetting.application_pdf(PAPER)


def test_press_is_free_again_after_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "WAIT_SECONDS", 0.01)
    monkeypatch.setattr(typesetting, "_PRESS", threading.BoundedSemaphore(1))
    for _ in range(2):
        typesetting.application_pdf(PAPER)


def test_receipt_has_facts_proof_and_numbered_steps() -> None:
    paper = replace(PAPER, mark="", proof=(Fact("Nummer", "7QX4"),), notes=("Laden.", "Öffnen."))
    found = read(typesetting.receipt_pdf(paper))
    text = re.sub(r"\s+", " ", found.text)
    for part in ("Was eingegangen ist", "Nummer: 7QX4", "1.Laden.", "2.Öffnen."):
        assert part in text
    assert "ENTWURF" not in text
    assert len(found.pages) == 1
