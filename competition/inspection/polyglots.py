"""Files that are two things at once: what one program shows is not what another one opens."""

import re
from pathlib import Path

from competition.inspection.finding import Unfit
from competition.inspection.kinds import Kind

ZIPPED = frozenset({"docx", "xlsx", "odt", "ods"})
HEAD_BYTES = 4096
"""Browsers decide by the first 1,445 bytes (WHATWG MIME sniffing), PDF readers by 1,024."""
MARKUP = re.compile(rb"<(!doctype|html|head|body|script|iframe|svg|img|style|\?php)\b", re.I)
ZIP_END = b"PK\x05\x06"
ZIP_TAIL_BYTES = 22 + 65_535
"""A ZIP archive is found from its end: a record of 22 bytes and a comment behind it."""


def refuse(path: Path, kind: Kind) -> None:
    """Raise ``Unfit`` where the file could also be read as HTML, as a PDF or as a ZIP archive."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        file.seek(max(0, size - ZIP_TAIL_BYTES))
        tail = file.read()
    if MARKUP.search(head) or (kind.key != "pdf" and b"%PDF-" in head):
        raise Unfit("type_not_allowed", "polyglot")
    if kind.key not in ZIPPED and any(_is_end(tail, at.start()) for at in _ends(tail)):
        raise Unfit("type_not_allowed", "polyglot")


def _ends(tail: bytes) -> "list[re.Match[bytes]]":
    return list(re.finditer(re.escape(ZIP_END), tail))


def _is_end(tail: bytes, at: int) -> bool:
    """Whether it is more than four bytes by chance: one disk, and as many entries as in all."""
    record = tail[at : at + 22]
    return len(record) == 22 and record[4:8] == b"\0\0\0\0" and record[8:10] == record[10:12]
