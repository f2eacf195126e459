"""A body that ends before its announced end is none."""

import io

import pytest

from competition.uploads import BrokenOff
from config.bodies import Whole


def body(content: bytes, announced: str | None) -> Whole:
    return Whole.of({"wsgi.input": io.BytesIO(content), "CONTENT_LENGTH": announced})


@pytest.mark.parametrize("size", [-1, 4, 100])
def test_whole_body_is_read_to_its_announced_end(size: int) -> None:
    whole = body(b"a=1\nNEXT", "4")
    assert whole.read(size) == b"a=1\n"
    assert whole.read(size) == b""


def test_lines_are_read_to_the_announced_end() -> None:
    whole = body(b"a\nbcd", "4")
    assert [whole.readline(), whole.readline(1), whole.readline(), whole.readline()] == [
        b"a\n",
        b"b",
        b"c",
        b"",
    ]


@pytest.mark.parametrize("size", [-1, 4, 100])
def test_body_that_ends_too_soon_is_refused(size: int) -> None:
    with pytest.raises(BrokenOff):
        body(b"a=1", "4").read(size)
    with pytest.raises(BrokenOff):
        body(b"a=1", "4").readline(size)


def test_pieces_are_given_until_the_line_breaks_off() -> None:
    whole = body(b"abcd", "6")
    assert whole.read(3) == b"abc"
    with pytest.raises(BrokenOff):
        whole.read(3)


@pytest.mark.parametrize("announced", [None, "", "x", "-1"])
def test_nothing_announced_is_an_empty_body(announced: str | None) -> None:
    assert body(b"a=1", announced).read() == b""
