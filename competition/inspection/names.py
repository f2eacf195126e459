"""Names of files: shown and offered for saving, never a path of ours."""

import re
import unicodedata
from collections.abc import Iterable

from competition.inspection.finding import Unfit
from competition.inspection.kinds import Kind

MAX_CHARS = 120
MAX_BYTES = 200
"""File systems end at 255 bytes, and whoever saves the file may add something of their own."""
# Endings that run or are shown by a browser: between a name and its ending they are a disguise.
DISGUISES = frozenset(
    [
        *("bat", "cmd", "exe", "hta", "jar", "js", "jse", "lnk", "msi", "pif", "ps1", "scr", "sh"),
        *("vbs", "wsf", "php", "phtml", "htm", "html", "mhtml", "shtml", "xhtml", "svg", "svgz"),
        *("docm", "dotm", "xlsm", "xltm", "xml", "zip"),
    ]
)
# What Windows takes for a device, whatever ending follows.
DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
SUBSTITUTE = "Datei"


def clean(name: str) -> str:
    """The name as it is kept: its last part only, NFC, without marks that break a path or a header.

    Never empty; at most ``MAX_CHARS`` characters and ``MAX_BYTES`` bytes, the ending kept.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    printable = "".join(
        " " if unicodedata.category(each).startswith("Z") else each
        for each in FORBIDDEN.sub("_", last)
        if unicodedata.category(each)[0] != "C"
    )
    stem, dot, ending = " ".join(printable.split()).rpartition(".")
    stem = stem.strip(" .")
    if not dot:
        stem, ending = ending.strip(" ."), ""
    if not stem or DEVICES.match(stem):
        stem = f"{SUBSTITUTE} {stem}".strip()
    return _shortened(stem, f"{dot}{ending[:10].strip()}".rstrip("."))


def _shortened(stem: str, ending: str) -> str:
    stem = stem[: MAX_CHARS - len(ending)]
    while len(f"{stem}{ending}".encode()) > MAX_BYTES:
        stem = stem[:-1]
    return f"{stem.rstrip(' .')}{ending}"


def kind_of(name: str, allowed: Iterable[Kind]) -> Kind:
    """The kind that the ending claims. Raises ``Unfit`` for all others and for disguises."""
    parts = [part.strip().casefold() for part in name.split(".")]
    if DISGUISES.intersection(parts[1:-1]):
        raise Unfit("type_not_allowed", "endings")
    for kind in allowed:
        if len(parts) > 1 and parts[-1] in kind.endings:
            return kind
    raise Unfit("type_not_allowed", "ending")
