"""Keys of what people name: short, plain, and free to be taken. Plain Python."""

import re
import unicodedata
from collections.abc import Collection

MAX_CHARS = 40

_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def key(label: str, taken: Collection[str], *, nameless: str) -> str:
    """Letters, digits and hyphens of a label, with a number behind it where that is ``taken``.

    A label of emoji or Arabic leaves nothing of that kind; it becomes ``nameless``.
    """
    folded = unicodedata.normalize("NFKC", label).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain)[:MAX_CHARS].strip("-") or nameless
    found, number = stem, 1
    while found in taken:
        number += 1
        ending = f"-{number}"
        found = stem[: MAX_CHARS - len(ending)] + ending
    return found
