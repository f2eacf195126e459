"""F04: PDFs with scripts, programs, files inside, a password, or very many pages."""

import zlib
from pathlib import Path
from typing import Any

import pytest

from competition.inspection import Unfit, inspect, pdf
from tests.fixtures import files

REMARKED = {
    "script": (b"5 0 obj <</S/JavaScript/JS(app.alert(1))>> endobj\n", ("javascript",)),
    "escaped name": (b"5 0 obj <</S/J#61vaScript>> endobj\n", ("javascript",)),
    "program": (b"5 0 obj <</S/Launch/F(cmd.exe)>> endobj\n", ("launch",)),
    "file inside": (b"5 0 obj <</Type/EmbeddedFile>> endobj\n", ("embedded",)),
    "all": (
        b"5 0 obj <</JS 6 0 R/S/Launch/Names<</EmbeddedFiles 7 0 R>>>> endobj\n",
        ("embedded", "javascript", "launch"),
    ),
    "words of a text": (b"5 0 obj (JavaScript Launch) endobj\n", ()),
    "bytes of a picture": (b"5 0 obj <<>>\nstream\n/JS /Launch \nendstream endobj\n", ()),
}


def kept(folder: Path, content: bytes) -> Path:
    path = folder / "a.pdf"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("case", REMARKED)
def test_f04_what_a_pdf_could_do_is_remarked_and_it_is_kept(tmp_path: Path, case: str) -> None:
    objects, remarks = REMARKED[case]
    path = kept(tmp_path, files.pdf(objects=objects))
    assert inspect(path, name="a.pdf").remarks == remarks


def test_f04_scripts_in_compressed_objects_are_found(tmp_path: Path) -> None:
    filling = b"<</A 1>> " * 120_000  # more than one step of unpacking
    path = kept(tmp_path, files.packed_pdf(filling + b"<</S/JavaScript>>"))
    assert inspect(path, name="a.pdf").remarks == ("javascript",)


def test_f04_compressed_objects_packed_in_another_way_are_left(tmp_path: Path) -> None:
    objects = b"5 0 obj <</Type/ObjStm>>\nstream\nnot packed\nendstream endobj\n"
    path = kept(tmp_path, files.pdf(objects=objects))
    assert inspect(path, name="a.pdf").remarks == ()


def test_f04_objects_that_unpack_to_anything_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kept(tmp_path, files.packed_pdf(b" " * (pdf.MAX_UNPACKED_BYTES + 1)))
    with pytest.raises(Unfit, match="unpacked_too_large"):
        inspect(path, name="a.pdf")


@pytest.mark.parametrize("trailer", [b"/Encrypt 6 0 R", b"/#45ncrypt 6 0 R"])
def test_f04_a_pdf_with_a_password_is_refused(tmp_path: Path, trailer: bytes) -> None:
    with pytest.raises(Unfit, match="file_encrypted"):
        inspect(kept(tmp_path, files.pdf(trailer=trailer)), name="a.pdf")


def test_f04_five_thousand_pages_are_no_fault(tmp_path: Path) -> None:
    pages = b"".join(
        b"%d 0 obj <</Type/Page/Parent 2 0 R>> endobj\n" % number for number in range(5, 5005)
    )
    assert inspect(kept(tmp_path, files.pdf(objects=pages)), name="a.pdf").remarks == ()


def test_f04_a_stream_without_end_is_damaged(tmp_path: Path) -> None:
    objects = b"5 0 obj <<>>\nstream\n" + zlib.compress(b"x")
    with pytest.raises(Unfit, match="file_damaged"):
        inspect(kept(tmp_path, files.pdf(objects=objects)), name="a.pdf")


@pytest.mark.parametrize("behind", [b"", b"\n", b"\r\n\0\0"])
def test_blanks_behind_the_end_are_no_fault(tmp_path: Path, behind: bytes) -> None:
    assert inspect(kept(tmp_path, files.pdf() + behind), name="a.pdf").kind == "pdf"


FULL_OF_NAMES = {
    "others": b"/Aa" * 30_000,
    "scripts": b"/JS" * 30_000,
    "escaped": b"/J#41#42#43" * 10_000,
}


@pytest.mark.parametrize("case", FULL_OF_NAMES)
def test_f04_millions_of_names_are_no_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    """A small file unpacks to millions of names: none is looked at one by one."""
    searched = []

    class Counted:
        def __init__(self, pattern: Any) -> None:
            self.pattern = pattern

        def search(self, part: bytes) -> Any:
            searched.append(len(part))
            return self.pattern.search(part)

    monkeypatch.setattr(pdf, "ANY_NAME", Counted(pdf.ANY_NAME))
    monkeypatch.setattr(pdf, "NAMES", {name: Counted(each) for name, each in pdf.NAMES.items()})
    path = kept(tmp_path, files.packed_pdf(FULL_OF_NAMES[case]))

    assert inspect(path, name="a.pdf").remarks == (("javascript",) if case == "scripts" else ())
    assert len(searched) < 50


@pytest.mark.parametrize("name", [b"/JSON", b"/JS#41", b"/Launched", b"/EncryptMetadata"])
def test_f04_a_longer_name_is_another_name(tmp_path: Path, name: bytes) -> None:
    path = kept(tmp_path, files.pdf(objects=b"5 0 obj <<" + name + b" 1>> endobj\n"))
    assert inspect(path, name="a.pdf").remarks == ()
