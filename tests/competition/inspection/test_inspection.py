"""F01 of RELIABILITY's table of files: what a file is, by content and ending together."""

from pathlib import Path
from typing import Any

import pytest

from competition.inspection import Unfit, inspect, known
from tests.fixtures.files import JPEG, archive, chunk, docx, odt, pdf, png, xlsx

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXE = b"MZ\x90\x00" + b"\0" * 200
PARTS: dict[str, Any] = {"%PDF-1.7": pdf()}
SOUND = {
    "Beschluss.pdf": ("pdf", pdf()),
    "Beschluss 12.3 vom 1. April.PDF": ("pdf", pdf()),
    "Konzept.docx.pdf": ("pdf", pdf()),
    "Konzept.docx": ("docx", docx()),
    "Kosten.xlsx": ("xlsx", xlsx()),
    "Konzept.odt": ("odt", odt()),
    "Karte.png": ("png", png()),
    "Karte.JPG": ("jpeg", JPEG),
    "Karte.jpeg": ("jpeg", JPEG),
}
# Name, content, and why it is not what it says.
FALSE = {
    "html as pdf": ("Beschluss.pdf", HTML, "content"),
    "exe as pdf": ("Beschluss.pdf", EXE, "content"),
    "exe as docx": ("Beschluss.docx", EXE, "content"),
    "exe": ("setup.exe", EXE, "ending"),
    "html": ("index.html", HTML, "ending"),
    "svg": ("Wappen.svg", SVG, "ending"),
    "svg as png": ("Wappen.png", SVG, "content"),
    "no ending": ("Beschluss", pdf(), "ending"),
    "pdf as docx": ("Beschluss.docx", pdf(), "content"),
    "docx as xlsx": ("Kosten.xlsx", docx(), "content"),
    "docx as odt": ("Konzept.odt", docx(), "content"),
    "zip as docx": ("Konzept.docx", archive({"a.txt": "a"}), "content"),
    "jpeg as png": ("Karte.png", JPEG, "content"),
    "double ending exe.pdf": ("Rechnung.exe.pdf", pdf(), "endings"),
    "double ending html.png": ("Karte.html.png", png(), "endings"),
    "double ending pdf.exe": ("Rechnung.pdf.exe", EXE, "ending"),
    "blank before the ending": ("Rechnung.exe .pdf", pdf(), "endings"),
    "pdf and html": ("a.pdf", b"%PDF-1.4\n%<html><script>1</script>\n" + pdf()[9:], "polyglot"),
    "html before pdf": ("a.pdf", HTML + pdf(), "content"),
    "pdf and zip behind": ("a.pdf", pdf() + archive({"a.txt": "a"}), "trailing"),
    "pdf and zip inside": (
        "a.pdf",
        pdf(objects=b"5 0 obj <<>>\nstream\n" + archive({"a.txt": "a"}) + b"\nendstream endobj\n"),
        "polyglot",
    ),
    "png and zip behind": ("a.png", png() + archive({"a.txt": "a"}), "trailing"),
    "png and zip inside": (
        "a.png",
        png(extra=chunk(b"tEXt", archive({"a.txt": "a"}))),
        "polyglot",
    ),
    "png and html": ("a.png", png(extra=chunk(b"tEXt", HTML)), "polyglot"),
    "png and pdf": ("a.png", png(extra=chunk(b"tEXt", pdf())), "polyglot"),
    "jpeg and html behind": ("a.jpg", JPEG + HTML, "trailing"),
    "docx and pdf": ("a.docx", docx(**PARTS), "polyglot"),
    "docx behind pdf": ("a.docx", pdf() + docx(), "content"),
    "docx and bytes behind": ("a.docx", docx() + b"MZ" * 20, "trailing"),
}


def fate(folder: Path, name: str, content: bytes, **options: object) -> tuple[str, str]:
    """Code and reason with which the file is refused."""
    path = folder / "incoming.part"
    path.write_bytes(content)
    with pytest.raises(Unfit) as raised:
        inspect(path, name=name, **options)  # type: ignore[arg-type]  # handed on as they came
    return raised.value.code, raised.value.why


@pytest.mark.parametrize("name", SOUND)
def test_f01_a_sound_file_is_what_it_says(tmp_path: Path, name: str) -> None:
    kind, content = SOUND[name]
    path = tmp_path / "incoming.part"
    path.write_bytes(content)
    found = inspect(path, name=name)
    assert (found.kind, found.remarks) == (kind, ())


@pytest.mark.parametrize("case", FALSE)
def test_f01_a_file_that_is_not_what_it_says_is_refused(tmp_path: Path, case: str) -> None:
    name, content, why = FALSE[case]
    assert fate(tmp_path, name, content) == ("type_not_allowed", why)


def test_f01_a_kind_that_the_question_does_not_allow_is_refused(tmp_path: Path) -> None:
    assert fate(tmp_path, "Karte.png", png(), allowed=["pdf"]) == ("type_not_allowed", "ending")


@pytest.mark.parametrize("name", [name for name in SOUND if name.count(".") == 1])
def test_f07_a_file_that_was_cut_off_is_refused(tmp_path: Path, name: str) -> None:
    content = SOUND[name][1][:-12]
    assert fate(tmp_path, name, content)[0] == "file_damaged"


def test_without_a_choice_all_kinds_are_known() -> None:
    assert [kind.key for kind in known([])] == ["pdf", "docx", "xlsx", "odt", "ods", "png", "jpeg"]
    assert [kind.key for kind in known(["png", "pdf"])] == ["pdf", "png"]
