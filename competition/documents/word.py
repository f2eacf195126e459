"""The draft as a DOCX, to be commented on in the town hall: real headings, lists and tables."""

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from competition.documents.shapes import Asked, Fact, Paper, Table, in_german
from competition.documents.typesetting import MAX_CHARS
from competition.errors import Refusal

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What XML cannot say; answers hold none, names of files might.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STYLES = ("Title", "Heading 1", "Heading 2", "Heading 3")


@in_german
def application_docx(paper: Paper) -> bytes:
    """A draft as DOCX. Raises ``document_too_long``."""
    if len(repr(paper)) > MAX_CHARS:
        raise Refusal("document_too_long")
    word = Document()
    _prepare(word, paper)
    _page_frame(word, paper)
    _beginning(word, paper)
    for section in paper.sections:
        word.add_heading(_plain(section.title), 1)
        for asked in section.answers:
            _answer(word, asked)
    _end(word, paper)
    written = BytesIO()
    word.save(written)
    return _dated(written, paper.made_at)


def _dated(written: BytesIO, at: datetime) -> bytes:
    """The same archive with the document's date on every file: equal drafts give equal bytes."""
    dated = BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(dated, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, at.astimezone(UTC).timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return dated.getvalue()


def _plain(text: str) -> str:
    return _UNSPEAKABLE.sub("\ufffd", text)


def _prepare(word: Word, paper: Paper) -> None:
    """Title, language and typeface of the whole document; nothing of the template's author."""
    about = word.core_properties
    about.title, about.subject, about.language = _plain(paper.title), _plain(paper.call), "de-DE"
    about.author, about.comments, about.last_modified_by = _plain(paper.municipality), "", ""
    about.created = about.modified = paper.made_at.astimezone(UTC).replace(tzinfo=None)
    defaults: Any = word.styles.element
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "de-DE")
    for name in ("Normal", *_STYLES):
        font: Any = word.styles[name].font
        font.name, font.color.rgb = "Arial", RGBColor(0, 0, 0)
        fonts = word.styles[name].element.rPr.rFonts
        for attribute in list(fonts.attrib):
            if attribute.endswith("Theme"):
                del fonts.attrib[attribute]
    word.styles["Normal"].font.size = Pt(11)
    for section in word.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)


def _page_frame(word: Word, paper: Paper) -> None:
    section = word.sections[0]
    head = section.header.paragraphs[0]
    head.add_run(_plain(f"{paper.municipality} · {paper.call}"))
    for text in filter(None, (paper.mark, paper.banner)):
        section.header.add_paragraph().add_run(_plain(text)).bold = text == paper.mark
    foot = section.footer.paragraphs[0]
    foot.add_run("Seite ")
    _field(foot, "PAGE")
    foot.add_run(" von ")
    _field(foot, "NUMPAGES")


def _field(paragraph: Paragraph, code: str) -> None:
    """A field that Word fills in."""
    run = paragraph.add_run()
    for kind in ("begin", "", "separate", "end"):
        part: Any = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = code
        run._r.append(part)


def _beginning(word: Word, paper: Paper) -> None:
    word.add_heading(_plain(paper.title), 0)
    for text in filter(None, (paper.mark, paper.banner)):
        word.add_paragraph().add_run(_plain(text)).bold = True
    word.add_paragraph(_plain(paper.lead))
    word.add_heading("Angaben", 1)
    _facts(word, paper.facts)
    if paper.open_points:
        word.add_heading("Was vor dem Einreichen noch fehlt", 1)
    for point in paper.open_points:
        word.add_paragraph(_plain(point), style="List Bullet")


def _facts(word: Word, facts: tuple[Fact, ...]) -> None:
    for fact in facts:
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(3)
        paragraph.add_run(_plain(f"{fact.label}: ")).bold = True
        run = paragraph.add_run(_plain(fact.value))
        if fact.is_code:
            run.font.size = Pt(8)


def _prose(word: Word, text: str) -> None:
    for paragraph in re.split(r"\n[ ]*\n+", text):
        word.add_paragraph(_plain(paragraph))


def _answer(word: Word, asked: Asked) -> None:
    word.add_heading(_plain(asked.label), 2)
    if asked.hint:
        word.add_paragraph().add_run(_plain(asked.hint)).italic = True
    if asked.text:
        _prose(word, asked.text)
    for entry in asked.entries:
        word.add_heading(_plain(entry.label), 3)
        _prose(word, entry.value)
    for table in asked.tables:
        _sums(word, table)
    if asked.remark:
        word.add_paragraph().add_run(_plain(asked.remark)).italic = True


def _sums(word: Word, table: Table) -> None:
    word.add_paragraph(
        _plain(table.caption), style="Caption"
    ).paragraph_format.keep_with_next = True
    made = _table(word, table.columns, (*table.rows, table.total))
    for row in made.rows:
        row.cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for cell in made.rows[-1].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    word.add_paragraph()


def _table(word: Word, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> WordTable:
    """A table whose first row is marked as its header and comes again on each page."""
    made: WordTable = word.add_table(rows=1, cols=len(columns), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.LEFT
    mark: Any = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(mark)
    for cell, text in zip(made.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(_plain(text)).bold = True
    for row in rows:
        cells = made.add_row().cells  # type: ignore[no-untyped-call]  # python-docx types little
        for cell, text in zip(cells, row, strict=True):
            cell.text = _plain(text)
    return made


def _end(word: Word, paper: Paper) -> None:
    if paper.files:
        word.add_heading("Anlagen", 1)
    for file in paper.files:
        word.add_heading(_plain(file.name), 2)
        _facts(
            word,
            (
                Fact("Zu", file.question),
                Fact("Größe", file.size),
                Fact("Prüfsumme (SHA-256)", file.sha256, is_code=True),
            ),
        )
    if paper.notes:
        word.add_heading("Vermerke im Haus", 1)
        made = _table(
            word,
            ("Wer", "Vermerk", "Datum, Unterschrift"),
            tuple((who, "", "") for who in paper.notes),
        )
        for row in made.rows[1:]:
            row.height = Cm(2)
