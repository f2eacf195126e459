"""Texts that stay texts: no cell computes, and nothing is taken for a number or a day."""

import re
from collections.abc import Iterable

# What a spreadsheet computes or converts when it opens a CSV: formulas, and what looks like a
# number, a day or a time (public ids, official keys, "1/3").
COMPUTED = re.compile(r"[=+\-@\t\r'].*|[0-9]+([.,eE/:\-][0-9]*)*", re.DOTALL)
# What an XLSX cannot hold as it is: what XML cannot carry, and what looks coded.
CODED = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
# What a spreadsheet computes when somebody edits a cell.
STARTS = ("=", "+", "-", "@")


def inert(cell: str) -> str:
    """The cell of a CSV so that no spreadsheet computes it or takes it for a number."""
    return f"'{cell}" if COMPUTED.fullmatch(cell) else cell


def encoded(text: str) -> str:
    """A text as a cell of an XLSX may hold it: what XML cannot carry, and what looks coded, is
    coded (ISO/IEC 29500-1, 22.9.2.19)."""
    if not CODED.search(text):
        return text
    safe = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    return "".join(_pieces(safe))


def _pieces(text: str) -> Iterable[str]:
    for sign in text:
        code = ord(sign)
        if (code < 0x20 and sign not in "\t\n") or code in (0xFFFE, 0xFFFF):
            yield f"_x{code:04X}_"
        else:
            yield "\ufffd" if 0xD800 <= code <= 0xDFFF else sign
