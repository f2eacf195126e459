"""Pictures: whole from the first mark to the last, and not larger than a reader's memory."""

from pathlib import Path

import pytest

from competition.inspection import Unfit, inspect
from tests.fixtures.files import JPEG, chunk, png

SPOILT = {
    "wrong checksum": png().replace(b"IDAT", b"IDAX"),
    "no picture": png().replace(png()[33:-12], b""),
    "no pixel": png(0, 1),
    "header twice": png(extra=png()[8:33]),
    "strange chunk": png(extra=chunk(b"\0\1\2\3", b"")),
    "no end": png()[:-12],
    "very many chunks": png(extra=chunk(b"tEXt", b"") * 100_001),
}


def fate(folder: Path, content: bytes, name: str) -> str:
    path = folder / "incoming.part"
    path.write_bytes(content)
    with pytest.raises(Unfit) as raised:
        inspect(path, name=name)
    return raised.value.code


@pytest.mark.parametrize("case", SPOILT)
def test_a_spoilt_png_is_damaged(tmp_path: Path, case: str) -> None:
    assert fate(tmp_path, SPOILT[case], "a.png") == "file_damaged"


@pytest.mark.parametrize(("width", "height"), [(30_001, 1), (1, 30_001), (10_001, 10_000)])
def test_a_picture_of_too_many_pixels_is_refused(tmp_path: Path, width: int, height: int) -> None:
    assert fate(tmp_path, png(width, height), "a.png") == "image_too_large"
    frame = JPEG.index(b"\xff\xc2") + 5
    size = height.to_bytes(2) + width.to_bytes(2)
    assert fate(tmp_path, JPEG[:frame] + size + JPEG[frame + 4 :], "a.jpg") == "image_too_large"


def test_a_text_inside_a_png_that_could_unpack_to_anything_is_refused(tmp_path: Path) -> None:
    extra = chunk(b"zTXt", b"\0" * 4_000_001)
    assert fate(tmp_path, png(extra=extra), "a.png") == "unpacked_too_large"


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xe0\x00\x01" + b"\xff\xd9",
        JPEG[:-2],
        JPEG[:20] + b"\0" + JPEG[21:-30] + b"\xff\xd9",
        b"\xff\xd8" + b"\xff\xfe\x00\x02" * 6_000 + JPEG[2:],
    ],
    ids=["empty", "segment too short", "no end", "no mark", "very many segments"],
)
def test_a_spoilt_jpeg_is_damaged(tmp_path: Path, content: bytes) -> None:
    assert fate(tmp_path, content, "a.jpg") == "file_damaged"
