"""A ZIP that is packed while it is sent."""

import io
import zipfile
from datetime import UTC, datetime

from competition.packing import Pack

AT = datetime(2017, 4, 21, 22, tzinfo=UTC)


def packed(**files: list[bytes]) -> bytes:
    pack = Pack(AT)
    sent = [piece for name, pieces in files.items() for piece in pack.add(f"ä/{name}", pieces)]
    return b"".join([*sent, pack.end()])


def test_packed_files_come_out_as_they_went_in() -> None:
    found = zipfile.ZipFile(io.BytesIO(packed(one=[b"a", b"b"], two=[])))
    assert found.testzip() is None
    assert {name: found.read(name) for name in found.namelist()} == {"ä/one": b"ab", "ä/two": b""}
    assert {entry.compress_type for entry in found.infolist()} == {zipfile.ZIP_STORED}


def test_same_files_give_the_same_bytes() -> None:
    assert packed(one=[b"a"]) == packed(one=[b"a"])


def test_nothing_is_held_back() -> None:
    pack = Pack(AT)
    sizes = [len(piece) for piece in pack.add("one", [b"x" * 70_000] * 3)]
    assert [size >= 70_000 for size in sizes] == [True, True, True, False]
