"""Text as the typeface can print it: nothing is dropped or drawn as an empty box.

The typeface is Libertinus Serif, which typst carries itself; no font of the machine is ever asked.
A character that it lacks is named by its number, [U+1F600], and the document says what that means.
"""

import re
from typing import Any

# What Libertinus Serif has, as far as municipalities write it: Latin, Greek and Cyrillic letters
# with their marks, punctuation, currencies, fractions, arrows, mathematics, figures in circles.
RANGES = (
    (0x0020, 0x007E),
    (0x00A0, 0x02E4),
    (0x0300, 0x036F),
    (0x0384, 0x038A),
    (0x038E, 0x03A1),
    (0x03A3, 0x03CE),
    (0x03FD, 0x0477),
    (0x048C, 0x04C4),
    (0x04D0, 0x04F9),
    (0x1E00, 0x1EFF),
    (0x2000, 0x200C),
    (0x2010, 0x2027),
    (0x202F, 0x2037),
    (0x2039, 0x203E),
    (0x2070, 0x2071),
    (0x2074, 0x208E),
    (0x20AB, 0x20AC),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2153, 0x2184),
    (0x2190, 0x219B),
    (0x2200, 0x220D),
    (0x220F, 0x222E),
    (0x2248, 0x2249),
    (0x2260, 0x2262),
    (0x2264, 0x2265),
    (0x2460, 0x2487),
    (0x24B6, 0x24FF),
    (0x25A0, 0x25A1),
    (0x25CE, 0x25D7),
    (0x25E6, 0x25E6),
    (0x2605, 0x2605),
    (0x2714, 0x2714),
    (0xFFFD, 0xFFFD),
)
_KNOWN = "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in RANGES)
_FOREIGN = re.compile(f"[^\n{_KNOWN}]")
_BREAK = re.compile("\r\n|[\r\u2028\u2029]")
# What only chooses or joins pictures says nothing by itself.
_SILENT = re.compile("[\u200d\ufe0e\ufe0f]")
_LONG = re.compile(r"[^\s\u200b]{41,}")
_PIECE = 40


def printable(text: str) -> str:
    """The text with foreign characters named, and with places to break words of over 40 letters."""
    return _LONG.sub(_breakable, _FOREIGN.sub(_named, _plain(text)))


def _plain(text: str) -> str:
    return _SILENT.sub("", _BREAK.sub("\n", text.replace("\t", " ")))


def _named(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"


def _breakable(found: re.Match[str]) -> str:
    word = found[0]
    return "\u200b".join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))


def has_foreign(value: Any) -> bool:
    """Whether any text inside holds a character that is named instead of printed."""
    if isinstance(value, str):
        return bool(_FOREIGN.search(_plain(value)))
    parts = value.values() if isinstance(value, dict) else value
    return isinstance(value, dict | list | tuple) and any(map(has_foreign, parts))


def all_printable(value: Any) -> Any:
    """The value with every text inside made printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: all_printable(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [all_printable(each) for each in value]
    return value
