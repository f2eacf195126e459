"""From bytes to a register: unpack, decode strictly, tell the two formats apart."""

import gzip
import io
import re
import zlib
from datetime import date

from competition.register import gv100ad, table
from competition.register.faults import fault, german
from competition.register.rows import Register

GZIP_MAGIC = b"\x1f\x8b"
UNPACKED_LIMIT_MIB = 64


def read(content: bytes, as_of: date | None = None) -> Register:
    """The register in the file's bytes: GV100AD or a table, plain or gzip, UTF-8 or Latin-1.

    ``as_of`` is the area status of a table that does not name one; where the file names one, both
    must agree. Raises ``RegisterError`` with every fault found.
    """
    text = _decode(_unpack(content))
    if re.match(r"[1-6]0[0-9]{8}", text):
        register = gv100ad.parse(text)
        _check_agreement(register.as_of, as_of)
        return register
    if not re.match(r'(#[^\n]*\n)*"?ags\b', text.replace("\r\n", "\n")):
        raise fault("format_unknown")
    named = table.named_as_of(text)
    if named:
        _check_agreement(named, as_of)
    settled = named or as_of
    if settled is None:
        raise fault("as_of_missing")
    return table.parse(text, settled)


def _check_agreement(found: date, given: date | None) -> None:
    if given is not None and given != found:
        raise fault("as_of_conflict", field="as_of", found=german(found), given=german(given))


def _unpack(content: bytes) -> bytes:
    if not content.startswith(GZIP_MAGIC):
        return content
    limit = UNPACKED_LIMIT_MIB * 1024 * 1024
    try:
        with gzip.open(io.BytesIO(content)) as stream:
            unpacked = stream.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise fault("unreadable") from error
    if len(unpacked) > limit:
        raise fault("too_large", limit=UNPACKED_LIMIT_MIB)
    return unpacked


def _decode(content: bytes) -> str:
    """UTF-8 (with or without mark), else Latin-1 in Windows' extension; never half of each."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    # A capital Ã, Ä or Å before a symbol occurs in no name: it is an umlaut in UTF-8.
    if re.search(rb"[\xc3-\xc5][\x80-\xbf]", content):
        raise fault("encoding_mixed")
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise fault("encoding_mixed") from error
