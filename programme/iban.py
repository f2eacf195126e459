"""International bank account numbers (ISO 13616): how they are written, and their check digits.

Plain Python.
"""

import re

SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
GERMAN_LENGTH = 22


def compact(written: str) -> str:
    """As banks store it: capitals, no blanks."""
    return re.sub(r"[\s\u00a0\u202f]", "", written).upper()


def grouped(iban: str) -> str:
    """As people read it: in groups of four."""
    return " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))


def is_valid(iban: str) -> bool:
    """Whether a compact number has the right shape, a German one its length, and the check digits
    agree: letters as 10 to 35, the first four characters last, modulo 97 one (ISO 7064)."""
    if not SHAPE.fullmatch(iban) or (iban.startswith("DE") and len(iban) != GERMAN_LENGTH):
        return False
    return int("".join(str(int(each, 36)) for each in iban[4:] + iban[:4])) % 97 == 1
