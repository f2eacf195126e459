"""Pictures: walked from the signature to the last mark, so that nothing hides behind the end.

PNG: RFC 2083 and the W3C recommendation; JPEG: ITU-T T.81, annex B. Nothing is decoded, and what
is held in memory is the file itself, which is as small as an upload may be.
"""

import re
import zlib
from pathlib import Path

from competition.inspection.finding import Unfit

MAX_PIXELS = 100_000_000
"""A picture of a few kilobytes can claim more pixels than a reader has memory."""
MAX_SIDE = 30_000
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_CHUNKS = 100_000
MAX_EXTRA_BYTES = 4_000_000
"""Of a chunk that is no picture: compressed texts and profiles may unpack to anything."""
MAX_SEGMENTS = 5_000
# Frames (with the size of the picture): all of SOF0 to SOF15 but tables and extensions.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
SCAN, END = 0xDA, 0xD9
MARK = re.compile(rb"\xff+([^\x00\xff])")
# After a scan: the next mark that is neither a stuffed byte, a restart, nor a fill byte.
NEXT_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def _content(path: Path, signature: bytes) -> memoryview:
    data = memoryview(path.read_bytes())
    if data[: len(signature)] != signature:
        raise Unfit("type_not_allowed", "content")
    return data


def _require_size(width: int, height: int) -> None:
    if not width or not height:
        raise Unfit("file_damaged")
    if width > MAX_SIDE or height > MAX_SIDE or width * height > MAX_PIXELS:
        raise Unfit("image_too_large")


def inspect_png(path: Path) -> frozenset[str]:
    """Walk the chunks of a PNG: IHDR first, every checksum right, IEND the very end."""
    data = _content(path, PNG_SIGNATURE)
    at, pictures = len(PNG_SIGNATURE), 0
    for number in range(MAX_CHUNKS):
        kind, body, at = _chunk(data, at)
        if (kind == b"IHDR") != (number == 0):
            raise Unfit("file_damaged")
        if kind == b"IHDR":
            _require_size(int.from_bytes(body[:4]), int.from_bytes(body[4:8]))
        pictures += kind == b"IDAT"
        if kind == b"IEND":
            break
    if kind != b"IEND" or not pictures:
        raise Unfit("file_damaged")
    if at != len(data):
        raise Unfit("type_not_allowed", "trailing")
    return frozenset()


def _chunk(data: memoryview, at: int) -> tuple[bytes, memoryview, int]:
    """Name, content and end of the chunk that begins at ``at``."""
    length, kind = int.from_bytes(data[at : at + 4]), bytes(data[at + 4 : at + 8])
    behind = at + 12 + length
    if behind > len(data) or not re.fullmatch(rb"[A-Za-z]{4}", kind):
        raise Unfit("file_damaged")
    if kind != b"IDAT" and length > MAX_EXTRA_BYTES:
        raise Unfit("unpacked_too_large")
    if zlib.crc32(data[at + 4 : behind - 4]) != int.from_bytes(data[behind - 4 : behind]):
        raise Unfit("file_damaged")
    return kind, data[at + 8 : behind - 4], behind


def inspect_jpeg(path: Path) -> frozenset[str]:
    """Walk the segments of a JPEG: one frame at least, scans between marks, EOI the very end."""
    data = _content(path, b"\xff\xd8\xff")
    at, found = 2, set()
    for _ in range(MAX_SEGMENTS):
        mark, start = _mark(data, at)
        at = start
        if mark == END:
            break
        at = _behind_segment(data, start)
        if mark in FRAMES:
            found.add("frame")
            height, width = data[start + 3 : start + 5], data[start + 5 : start + 7]
            _require_size(int.from_bytes(width), int.from_bytes(height))
        if mark == SCAN:
            found.add("scan")
            following = NEXT_MARK.search(data, at)
            at = following.start() if following else len(data)
    if mark != END or found != {"frame", "scan"}:
        raise Unfit("file_damaged")
    if at != len(data):
        raise Unfit("type_not_allowed", "trailing")
    return frozenset()


def _mark(data: memoryview, at: int) -> tuple[int, int]:
    """The mark at ``at`` and what follows it; fill bytes may stand before it."""
    found = MARK.match(data, at)
    if not found:
        raise Unfit("file_damaged")
    return found[1][0], found.end()


def _behind_segment(data: memoryview, start: int) -> int:
    length = int.from_bytes(data[start : start + 2])
    if length < 2 or start + length > len(data):
        raise Unfit("file_damaged")
    return start + length
