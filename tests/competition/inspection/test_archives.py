"""F03: archives that would unpack to anything, or to places they should not."""

import io
import resource
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from competition.inspection import Unfit, archives, inspect, office
from tests.fixtures.files import CONTENT_TYPES, archive, docx, odt, xlsx

TYPES = CONTENT_TYPES.format(kind="wordprocessingml.document")
ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>'


def bomb() -> bytes:
    """Two gigabytes of blanks in two megabytes."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", TYPES)
        for number in range(20):
            with made.open(f"sheet{number}.xml", "w") as part:
                for _ in range(100):
                    part.write(b" " * 1_000_000)
    return file.getvalue()


def lying_bomb() -> bytes:
    """The directory says ten bytes, and it unpacks to 50 megabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b" " * 50_000_000) + packer.flush()
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as made:
        made.writestr("[Content_Types].xml", TYPES)
        made.writestr("big.bin", packed)
    content = bytearray(file.getvalue())
    info = ZipFile(io.BytesIO(content)).getinfo("big.bin")
    at = content.rindex(b"PK\x01\x02")
    struct.pack_into("<H", content, at + 10, ZIP_DEFLATED)
    struct.pack_into("<I", content, at + 24, 10)
    struct.pack_into("<H", content, info.header_offset + 8, ZIP_DEFLATED)
    return bytes(content)


def many_entries() -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as made:
        made.writestr("[Content_Types].xml", TYPES)
        for number in range(100_000):
            made.writestr(ZipInfo(f"{number}"), b"")
    return file.getvalue()


def link() -> bytes:
    info = ZipInfo("word/link.xml")
    info.external_attr = 0o120777 << 16
    return with_entry(info, "/etc/passwd")


def with_entry(info: ZipInfo | str, content: bytes | str) -> bytes:
    file = io.BytesIO(docx())
    with ZipFile(file, "a") as made:
        made.writestr(info, content)
    return file.getvalue()


def overlapping() -> bytes:
    """Two entries of the directory show the same bytes (the bomb of Fifield)."""
    content = bytearray(docx(a="a" * 1000, b="b" * 1000))
    at = content.rindex(b"PK\x01\x02")
    first = content.rindex(b"PK\x01\x02", 0, at)
    content[at + 42 : at + 46] = content[first + 42 : first + 46]
    return bytes(content)


def gap() -> bytes:
    """Bytes between the entries and the directory."""
    content = bytearray(docx())
    end = content.rindex(b"PK\x05\x06")
    (directory,) = struct.unpack_from("<I", content, end + 16)
    struct.pack_into("<I", content, end + 16, directory + 100)
    return bytes(content[:directory]) + b"\0" * 100 + bytes(content[directory:])


def encrypted() -> bytes:
    content = bytearray(docx())
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


CASES: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "zip bomb": ("unpacked_too_large", "", bomb),
    "bomb that lies about its size": ("unpacked_too_large", "", lying_bomb),
    "100,000 entries": ("unpacked_too_large", "", many_entries),
    "archive inside": ("file_unsafe", "nested", lambda: docx(a=archive({"b": "b"}))),
    "archive inside under another name": (
        "file_unsafe",
        "nested",
        lambda: docx(word__media__bild__png=archive({"b": "b"})),
    ),
    "gzip inside": ("file_unsafe", "nested", lambda: docx(a=b"\x1f\x8b\x08" + b"\0" * 20)),
    "external entity": ("file_unsafe", "declaration", lambda: with_entry("a.xml", ENTITY)),
    "entities of entities": ("file_unsafe", "declaration", lambda: with_entry("a.xml", LAUGHS)),
    "entity in UTF-16": (
        "file_unsafe",
        "declaration",
        lambda: with_entry("a.xml", ENTITY.encode("utf-16")),
    ),
    "entity in relations": ("file_unsafe", "declaration", lambda: with_entry("a.rels", ENTITY)),
    "path upwards": ("file_unsafe", "names", lambda: with_entry("../../etc/cron.d/x", "x")),
    "absolute path": ("file_unsafe", "names", lambda: with_entry("/etc/cron.d/x", "x")),
    "path of Windows": ("file_unsafe", "names", lambda: with_entry("C:x.xml", "x")),
    "backslash": ("file_unsafe", "names", lambda: with_entry("..\\x.xml", "x")),
    "same name twice": ("file_unsafe", "names", lambda: with_entry("MAIN.xml", "<a/>")),
    "symbolic link": ("file_unsafe", "names", link),
    "macros": ("file_macros", "", lambda: docx(word__vbaProject__bin=b"\0" * 20)),
    "macros by type": (
        "file_macros",
        "",
        lambda: archive(
            {"[Content_Types].xml": TYPES.replace("document.main", "document.macroEnabled.main")}
        ),
    ),
    "overlapping entries": ("type_not_allowed", "polyglot", overlapping),
    "bytes of no entry": ("type_not_allowed", "polyglot", gap),
    "password": ("file_encrypted", "", encrypted),
    "password of Office": ("file_encrypted", "", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99),
    "broken XML": ("file_damaged", "", lambda: with_entry("a.xml", "<a>")),
}


def fate(folder: Path, content: bytes, name: str = "a.docx") -> tuple[str, str]:
    path = folder / "incoming.part"
    path.write_bytes(content)
    with pytest.raises(Unfit) as raised:
        inspect(path, name=name)
    return raised.value.code, raised.value.why


@pytest.mark.parametrize("case", CASES)
def test_f03_an_archive_that_harms_is_refused(tmp_path: Path, case: str) -> None:
    code, why, make = CASES[case]
    assert fate(tmp_path, make()) == (code, why)


def test_f03_macros_and_passwords_of_open_document_are_refused(tmp_path: Path) -> None:
    assert fate(tmp_path, odt(Basic__x__xml="<a/>"), "a.odt") == ("file_macros", "")
    locked = archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": '<m xmlns:manifest="m"><manifest:encryption-data/></m>',
        }
    )
    assert fate(tmp_path, locked, "a.odt") == ("file_encrypted", "")


@pytest.mark.parametrize("make", [bomb, lying_bomb, many_entries])
def test_f03_what_unpacks_to_gigabytes_costs_no_memory(
    tmp_path: Path, make: Callable[[], bytes]
) -> None:
    """Measured in a process of its own: 150 megabytes at most, the interpreter included."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(make())
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from competition.inspection import Unfit, inspect\n"
        "try:\n"
        "    inspect(Path(sys.argv[1]), name='a.xlsx')\n"
        "except Unfit as unfit:\n"
        "    status = Path('/proc/self/status').read_text()\n"
        "    print(unfit.code, status.split('VmHWM:')[1].split()[0])\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, text=True, check=True
    )
    code, kilobytes = told.stdout.split()
    assert code == "unpacked_too_large"
    assert int(kilobytes) < 150_000


def test_f03_a_large_but_honest_workbook_is_read_in_small_steps(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx("1" * 15_000_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert inspect(path, name="a.xlsx").kind == "xlsx"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


def test_embedded_and_foreign_parts_are_remarked(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    relation = '<Relationship TargetMode="External" Type="{}" Target="https://example.org"/>'
    path.write_bytes(docx(word__embeddings__oleObject1="x", a=""))
    assert inspect(path, name="a.docx").remarks == ("embedded",)
    path.write_bytes(with_entry("a.rels", relation.format("x/attachedTemplate")))
    assert inspect(path, name="a.docx").remarks == ("external",)
    path.write_bytes(with_entry("a.rels", relation.format("x/hyperlink")))
    assert inspect(path, name="a.docx").remarks == ()


def test_the_bounds_are_those_of_the_documentation() -> None:
    assert (archives.MAX_ENTRIES, archives.MAX_UNPACKED_BYTES) == (2_000, 200_000_000)


def many_names() -> str:
    return "".join(f"<b{number:x}/>" for number in range(40_000))


# What an XML parser keeps for as long as it reads: small files took gigabytes of memory.
COSTLY = {
    "elements in elements": lambda: "<a>" * 500_000,
    "names": lambda: f"<a>{many_names()}</a>",
    "one endless tag": lambda: f'<a b="{"x" * 5_000_000}"/>',
    "one endless remark": lambda: f"<a><!--{'x' * 5_000_000}--></a>",
}


@pytest.mark.parametrize("case", COSTLY)
@pytest.mark.parametrize("part", ["word/document.xml", "word/_rels/document.xml.rels"])
def test_f03_what_a_parser_would_have_to_keep_is_bounded(
    tmp_path: Path, case: str, part: str
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(**{part: COSTLY[case]()}))
    with pytest.raises(Unfit, match="unpacked_too_large"):
        inspect(path, name="a.docx")


def test_f03_elements_are_counted_over_all_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "MAX_ELEMENTS", 1_000)
    parts = {f"word/part{number}.xml": f"<a>{'<b/>' * 300}</a>" for number in range(4)}
    path = tmp_path / "a.docx"
    path.write_bytes(docx(**parts))
    with pytest.raises(Unfit, match="unpacked_too_large"):
        inspect(path, name="a.docx")


def test_f03_an_archive_inside_is_found_behind_an_empty_beginning(tmp_path: Path) -> None:
    """Deflate may begin with nothing, for as long as it likes, and go on byte by byte."""
    inner = archive({"a.txt": "a"})
    nothing = struct.pack("<BHH", 0, 0, 0xFFFF)
    blocks = [nothing] * 20_000 + [
        struct.pack("<BHH", 0, 1, 0xFFFE) + inner[at : at + 1] for at in range(4)
    ]
    rest = inner[4:]
    blocks.append(struct.pack("<BHH", 1, len(rest), len(rest) ^ 0xFFFF) + rest)
    packed = b"".join(blocks)
    file = io.BytesIO(docx())
    with ZipFile(file, "a", ZIP_STORED) as made:
        made.writestr("word/media/a.bin", packed)
    content = bytearray(file.getvalue())
    info = ZipFile(io.BytesIO(content)).getinfo("word/media/a.bin")
    at = content.rindex(b"PK\x01\x02")
    for place, method in ((at, at + 10), (info.header_offset, info.header_offset + 8)):
        struct.pack_into("<H", content, method, ZIP_DEFLATED)
        sizes = place + (16 if place == at else 14)
        struct.pack_into("<III", content, sizes, zlib.crc32(inner), len(packed), len(inner))
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    with pytest.raises(Unfit, match=r"file_unsafe nested"):
        inspect(path, name="a.docx")
