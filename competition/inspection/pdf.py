"""PDF: whole, readable without a password, and what readers should know about it.

ISO 32000-1, 7.5 (structure) and 7.6 (encryption). Nothing is rendered and no object is followed:
names are looked for outside of streams, and inside of compressed streams of objects, where newer
programs put them. Held in memory: the file, which is as small as an upload may be, and a step of
what it unpacks to.
"""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from competition.inspection.finding import Unfit

HEADER = re.compile(rb"%PDF-[12]\.[0-9]")
ENDING = re.compile(rb"startxref\s+[0-9]{1,12}\s+%%EOF[\s\x00]*\Z")
END_BYTES = 2048
STREAM = re.compile(rb">>\s*stream\r?\n")
DICTIONARY_BYTES = 4096
MAX_UNPACKED_BYTES = 40_000_000
"""Of streams of objects; pictures and fonts are never unpacked."""
STEP_BYTES = 1_000_000
OVERLAP_BYTES = 64
REMARKS = {
    b"JavaScript": "javascript",
    b"JS": "javascript",
    b"Launch": "launch",
    b"EmbeddedFile": "embedded",
    b"EmbeddedFiles": "embedded",
    b"RichMedia": "embedded",
}
ENCRYPTED = b"Encrypt"


def _spelled(*names: bytes) -> re.Pattern[bytes]:
    """Any of the names, each letter as it is or escaped: ``/J#53`` is ``/JS``.

    Looked for as a whole by one expression: a file may hold millions of other names.
    """
    ways = (b"".join(b"(?:%c|#(?i:%02x))" % (letter, letter) for letter in name) for name in names)
    return re.compile(b"/(?:%s)(?![A-Za-z0-9#])" % b"|".join(ways))


NAMES = {name: _spelled(name) for name in (*REMARKS, ENCRYPTED)}
ANY_NAME = _spelled(*NAMES)


def inspect(path: Path) -> frozenset[str]:
    """Header at the first byte, ``%%EOF`` at the last, no password. Returns the remarks."""
    data = path.read_bytes()
    if not HEADER.match(data):
        raise Unfit("type_not_allowed", "content")
    if not ENDING.search(data, max(0, len(data) - END_BYTES)):
        raise Unfit(*_end_of(data))
    found: set[bytes] = set()
    for part in _parts(data):
        if ANY_NAME.search(part):
            found |= {name for name in NAMES.keys() - found if NAMES[name].search(part)}
    if ENCRYPTED in found:
        raise Unfit("file_encrypted")
    return frozenset(REMARKS[name] for name in found)


def _end_of(data: bytes) -> tuple[str, str]:
    """Why the end is not the end: cut off, or something follows it."""
    if b"%%EOF" in data[-END_BYTES:]:
        return "type_not_allowed", "trailing"
    return "file_damaged", ""


def _parts(data: bytes) -> Iterator[bytes]:
    """All that is no stream, and what streams of objects unpack to."""
    at, budget = 0, MAX_UNPACKED_BYTES
    while stream := STREAM.search(data, at):
        yield data[at : stream.end()]
        begun = max(at, stream.end() - DICTIONARY_BYTES)
        begun = max(begun, data.rfind(b" obj", begun, stream.end()))
        at = data.find(b"endstream", stream.end())
        if at < 0:
            raise Unfit("file_damaged")
        if data.find(b"ObjStm", begun, stream.end()) >= 0:
            for piece in _unpacked(data[stream.end() : at]):
                budget -= len(piece)
                if budget < 0:
                    raise Unfit("unpacked_too_large")
                yield piece
    yield data[at:]


def _unpacked(packed: bytes) -> Iterator[bytes]:
    """What a compressed stream holds, in steps that overlap, so that no name is cut in two."""
    unpacker, kept, waiting = zlib.decompressobj(), b"", packed
    while waiting and not unpacker.eof:
        try:
            piece = unpacker.decompress(waiting, STEP_BYTES)
        except zlib.error:
            return  # packed in another way: nothing can be told about it
        waiting = unpacker.unconsumed_tail
        yield kept + piece
        kept = piece[-OVERLAP_BYTES:]
