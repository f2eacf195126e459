"""ZIP archives, checked from their directory before anything is unpacked, then in small steps.

Refused: more entries or more unpacked bytes than an office document needs, archives inside,
encryption, paths that lead out, entries that overlap, and bytes that belong to no entry (there
hides what another program would find). APPNOTE.TXT 6.3.10; D. Fifield, "A better zip bomb" (2019).
"""

import re
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from competition.inspection.finding import Unfit

MAX_ENTRIES = 2_000
MAX_DIRECTORY_BYTES = 500_000
MAX_UNPACKED_BYTES = 200_000_000
MAX_RATIO = 100
RATIO_FREE_BYTES = 20_000_000
"""So much may unpack at any ratio: an empty table shrinks to a thousandth."""
STEP_BYTES = 65_536
HEAD_BYTES = 8
LOCAL = struct.Struct("<4s5H3I2H")
END_MARK, END = b"PK\x05\x06", struct.Struct("<4s4H2IH")
TAIL_BYTES = 65_536 + END.size
DESCRIPTOR_BYTES = 24
ENCRYPTED_FLAG, UTF8_FLAG = 0x1, 0x800
NESTED = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
PACKED_PICTURES = (".emz", ".wmz")
"""Pictures of Word that are compressed by themselves."""
UNSAFE_NAME = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]|(^|/)\.\.?(/|$)|^/|//')


@dataclass(frozen=True, slots=True)
class Entry:
    """One file inside an archive. ``at``: where its packed bytes begin."""

    path: Path
    info: ZipInfo
    at: int

    @property
    def name(self) -> str:
        return self.info.filename

    def pieces(self) -> Iterator[bytes]:
        """What it unpacks to, in small steps, never more than the directory has promised.

        Raises ``Unfit`` where size, checksum or packing are not as the directory says.
        """
        count = checksum = 0
        for piece in self._unpacked():
            count += len(piece)
            checksum = zlib.crc32(piece, checksum)
            if count > self.info.file_size:
                raise Unfit("unpacked_too_large")
            yield piece
        if count != self.info.file_size or checksum != self.info.CRC:
            raise Unfit("file_damaged")

    def _unpacked(self) -> Iterator[bytes]:
        if self.info.compress_type == ZIP_STORED:
            yield from self._packed()
            return
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        for packed in self._packed():
            waiting = packed
            while waiting:
                yield unpacker.decompress(waiting, STEP_BYTES)
                waiting = unpacker.unconsumed_tail
                if unpacker.eof:
                    break
            if unpacker.unused_data:
                raise Unfit("type_not_allowed", "polyglot")
        yield unpacker.flush()
        if not unpacker.eof:
            raise Unfit("file_damaged")

    def _packed(self) -> Iterator[bytes]:
        left = self.info.compress_size
        with self.path.open("rb") as file:
            file.seek(self.at)
            while piece := file.read(min(left, STEP_BYTES)):
                left -= len(piece)
                yield piece


def entries(path: Path) -> Iterator[Entry]:
    """The files of a sound archive. Raises ``Unfit`` before the first one is unpacked."""
    _require_modest_directory(path)
    try:
        with ZipFile(path) as archive:
            infos, directory_at = archive.infolist(), archive.start_dir
        _require_modest_content(infos)
        for info in infos:
            _require_sound(info)
        found = _laid_out(path, infos, directory_at)
        for entry in found:
            _require_unnested(entry)
        yield from found
    except (BadZipFile, EOFError, zlib.error, struct.error, NotImplementedError) as error:
        raise Unfit("file_damaged") from error
    except UnicodeDecodeError as error:
        raise Unfit("file_unsafe", "names") from error


def _require_modest_directory(path: Path) -> None:
    """The record at the very end names a small directory that lies right before it.

    Read by hand, because ``zipfile`` would first load a directory of any size.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            raise Unfit("type_not_allowed", "content")
        file.seek(max(0, size - TAIL_BYTES))
        tail = file.read()
    end = tail.rfind(END_MARK)
    if end < 0 or len(tail) - end < END.size:
        raise Unfit("file_damaged")
    if len(tail) - end > END.size:
        raise Unfit("type_not_allowed", "trailing")
    _mark, disk, first, here, count, length, offset, _comment = END.unpack(tail[end:])
    if b"PK\x06\x07" in tail[end - 20 : end] or count > MAX_ENTRIES or length > MAX_DIRECTORY_BYTES:
        raise Unfit("unpacked_too_large")
    if disk or first or here != count or offset + length + END.size != size:
        raise Unfit("type_not_allowed", "polyglot")


def _require_modest_content(infos: list[ZipInfo]) -> None:
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if unpacked > MAX_UNPACKED_BYTES:
        raise Unfit("unpacked_too_large")
    if unpacked > RATIO_FREE_BYTES and unpacked > MAX_RATIO * packed:
        raise Unfit("unpacked_too_large")
    if len({info.filename.casefold() for info in infos}) != len(infos):
        raise Unfit("file_unsafe", "names")


def _require_sound(info: ZipInfo) -> None:
    if info.flag_bits & ENCRYPTED_FLAG:
        raise Unfit("file_encrypted")
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Unfit("file_damaged")
    # zipfile ends a name at a NUL; what was written is what counts.
    if UNSAFE_NAME.search(info.orig_filename):
        raise Unfit("file_unsafe", "names")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Unfit("file_unsafe", "names")


def _laid_out(path: Path, infos: list[ZipInfo], directory_at: int) -> list[Entry]:
    """The entries as they lie: one behind the other from the first byte to the directory.

    Raises ``Unfit`` where one lies in another, or where bytes belong to none.
    """
    found, at = {}, 0
    with path.open("rb") as file:
        for info in sorted(infos, key=lambda each: each.header_offset):
            if not 0 <= info.header_offset - at <= (DESCRIPTOR_BYTES if at else 0):
                raise Unfit("type_not_allowed", "polyglot")
            file.seek(info.header_offset)
            header = LOCAL.unpack(file.read(LOCAL.size))
            name = file.read(header[9]).decode("utf-8" if info.flag_bits & UTF8_FLAG else "cp437")
            if header[0] != b"PK\x03\x04" or name != info.orig_filename:
                raise Unfit("file_damaged")
            start = info.header_offset + LOCAL.size + header[9] + header[10]
            at = start + info.compress_size
            found[info.filename] = Entry(path, info, start)
    if not 0 <= directory_at - at <= DESCRIPTOR_BYTES:
        raise Unfit("type_not_allowed", "polyglot")
    return [found[info.filename] for info in infos if not info.is_dir()]


def _require_unnested(entry: Entry) -> None:
    if entry.name.casefold().endswith(PACKED_PICTURES):
        return
    head = b""
    for piece in entry.pieces():  # the first ones may be empty, or a byte or two
        head += piece
        if len(head) >= HEAD_BYTES:
            break
    if head.startswith(NESTED):
        raise Unfit("file_unsafe", "nested")
