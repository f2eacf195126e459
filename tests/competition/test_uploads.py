"""Reading a form with a file: what is refused before any rule of the competition is asked."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from competition import uploads
from competition.errors import Refusal
from config.bodies import Whole
from tests.fixtures.files import pdf

BEGUN = b"--x\r\nContent-Disposition: form-data; name=file; filename=a.pdf\r\n\r\n" + pdf()


def fate(request: Any, folder: Path) -> str:
    with pytest.raises(Refusal) as raised, uploads.received(request):
        pass
    assert not [path for path in folder.rglob("*") if path.is_file()]
    return raised.value.code


def raw(content: bytes | io.BytesIO, length: object) -> Any:
    return RequestFactory().request(
        REQUEST_METHOD="POST",
        CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(length),
        **{"wsgi.input": content if isinstance(content, io.BytesIO) else io.BytesIO(content)},
    )


def test_a_form_is_read_whole_and_its_file_lies_in_the_antechamber(own_store: Path) -> None:
    file = SimpleUploadedFile("Beschluss.pdf", pdf())
    with uploads.received(RequestFactory().post("/", {"file": file, "replaces": "x"})) as incoming:
        assert (incoming.name, incoming.size) == ("Beschluss.pdf", len(pdf()))
        assert incoming.path.read_bytes() == pdf()
    assert not incoming.path.exists()


def test_f02_an_empty_file_is_refused(own_store: Path) -> None:
    file = SimpleUploadedFile("a.pdf", b"")
    assert fate(RequestFactory().post("/", {"file": file}), own_store) == "file_empty"


def test_f02_no_file_and_an_odd_length_are_refused(own_store: Path) -> None:
    assert fate(RequestFactory().post("/", {"file": ""}), own_store) == "required"
    assert fate(raw(b"", "x"), own_store) == "malformed"


@pytest.mark.parametrize("end", [b"", b"\r\n", b"\r\n--"])
def test_f07_a_form_without_its_end_is_cut_off(own_store: Path, end: bytes) -> None:
    assert fate(raw(BEGUN + end, 100_000), own_store) == "upload_cut_off"


def test_f07_a_line_that_breaks_is_cut_off(own_store: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, *_size: Any) -> bytes:
            raise OSError("the line is gone")

    assert fate(raw(Broken(), 100_000), own_store) == "upload_cut_off"


def test_f07_a_form_that_ends_before_its_announced_end_is_cut_off(own_store: Path) -> None:
    """Also where nothing is missing but what comes after the file."""
    request = raw(b"", 100_000)
    request._stream = Whole(io.BytesIO(BEGUN + b"\r\n--x--\r\n"), 100_000)
    assert fate(request, own_store) == "upload_cut_off"
