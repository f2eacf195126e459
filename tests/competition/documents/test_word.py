"""The draft as DOCX: real styles, German, titled, tables with a header row."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn

from competition.documents import typesetting, word
from competition.documents.shapes import Fact
from tests.fixtures.papers import ANSWER, BUDGET, PAPER, with_text
from tests.fixtures.refusals import refused


def opened(paper: Any = PAPER) -> Word:
    return Document(BytesIO(word.application_docx(paper)))


def styled(document: Word, style: str) -> list[str]:
    return [each.text for each in document.paragraphs if each.style and each.style.name == style]


def test_c14_title_language_and_author_are_set() -> None:
    about = opened().core_properties
    assert (about.title, about.language) == (PAPER.title, "de-DE")
    assert (about.author, about.last_modified_by, about.comments) == ("Beispielstadt", "", "")


def test_every_language_mark_is_german() -> None:
    marks = list(opened().styles.element.iter(qn("w:lang")))
    assert marks
    assert {mark.get(qn("w:val")) for mark in marks} == {"de-DE"}


def test_headings_are_headings() -> None:
    document = opened()
    assert styled(document, "Title") == [PAPER.title]
    assert styled(document, "Heading 1") == [
        "Angaben",
        "Was vor dem Einreichen noch fehlt",
        "Vorhaben",
        "Mittel",
        "Anlagen",
        "Vermerke im Haus",
    ]
    assert styled(document, "Heading 2") == [ANSWER.label, "Kosten", "beschluss.pdf"]
    assert styled(document, "List Bullet") == ["Titel"]


def test_mark_and_banner_stand_in_the_header_of_every_page_and_in_the_text() -> None:
    document = opened()
    head = [each.text for each in document.sections[0].header.paragraphs]
    assert head == ["Beispielstadt · Offene Kommune 2027", PAPER.mark, PAPER.banner]
    assert not document.sections[0].different_first_page_header_footer
    assert {PAPER.mark, PAPER.banner} <= {each.text for each in document.paragraphs}


def test_footer_counts_pages() -> None:
    foot = opened().sections[0].footer.paragraphs[0]
    codes = [each.text for each in foot._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert foot.text == "Seite  von "


def test_tables_have_a_marked_header_and_their_rows() -> None:
    costs, notes = opened().tables
    assert [[cell.text for cell in row.cells] for row in costs.rows] == [
        ["Wofür", "Betrag"],
        ["Personal", "40.000,00 €"],
        ["Summe", "40.000,00 €"],
    ]
    assert [cell.text for cell in notes.rows[1].cells] == ["Kämmerei", "", ""]
    for table in (costs, notes):
        assert [len(list(row._tr.iter(qn("w:tblHeader")))) for row in table.rows][:2] == [1, 0]


def test_answers_with_parts_keep_them() -> None:
    asked = replace(ANSWER, hint="Hinweis", text="", entries=(Fact("Transparenz", "Weil\n\nso"),))
    section = replace(PAPER.sections[0], answers=(asked, replace(ANSWER, text="", remark="Fehlt")))
    document = opened(replace(PAPER, sections=(section,)))
    assert styled(document, "Heading 3") == ["Transparenz"]
    assert {"Hinweis", "Weil", "so", "Fehlt"} <= set(styled(document, "Normal"))


@pytest.mark.parametrize("text", ["<w:p/> & ]]>", "😀 中", "{{ x }}"])
def test_text_is_text(text: str) -> None:
    assert text in styled(opened(with_text(text)), "Normal")


def test_what_xml_cannot_say_is_replaced() -> None:
    assert "a\ufffdb" in styled(opened(with_text("a\x07b")), "Normal")


def test_sums_stand_on_the_right() -> None:
    document = opened()
    cell = document.tables[0].rows[1].cells[1]
    assert cell.text == BUDGET.rows[0][1]
    assert str(cell.paragraphs[0].alignment) == "RIGHT (2)"


def test_too_long_document_is_refused(db: None) -> None:
    with refused("document_too_long"):
        word.application_docx(with_text("x " * typesetting.MAX_CHARS))


def test_same_paper_gives_the_same_bytes() -> None:
    assert word.application_docx(PAPER) == word.application_docx(PAPER)
    later = replace(PAPER, made_at=PAPER.made_at.replace(year=2018))
    assert word.application_docx(later) != word.application_docx(PAPER)
