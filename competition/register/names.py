"""Names of municipalities: how they are shown, and how they are found."""

import re
import unicodedata

# What tells two places apart is part of the name: next to the town of Garding lies another
# municipality, "Garding, Kirchspiel".
PART_OF_THE_NAME = frozenset({"Kirchspiel"})
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ł": "l", "ø": "o", "đ": "d"})


def display_name(official_name: str) -> str:
    """The name without the titles that the register puts after a comma.

    "Flensburg, Stadt" is shown as "Flensburg", "Kiel, Landeshauptstadt" as "Kiel". What stands in
    brackets or after a slash stays: "Halle (Saale)", "Oldenburg (Oldenburg)". A Sorbian name that
    follows the title stays too: "Weißwasser/O.L. / Běła Woda". Names are shown, never used to
    choose: there are two Wustrows, and "Oldenburg" is a city, a county and a town.
    """
    stem, _, title = official_name.partition(",")
    if title.strip() in PART_OF_THE_NAME:
        return official_name
    _, slash, second_language = title.partition(" / ")
    return f"{stem.strip()}{slash}{second_language}"


def search_words(text: str) -> list[str]:
    """The words of a name or of what somebody typed: composed (NFC), case-folded, in order.

    A key written in groups ("05 3 15 000") is one word.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    words = re.findall(r"\w+", folded)
    return ["".join(words)] if words and all(word.isdecimal() for word in words) else words


def search_text(name: str, ags: str) -> str:
    """What a search looks through: the words of the name, the same without diacritics, the key.

    Each word has a space before it, so that ``" koel"`` is found in "koeln" but not inside another
    word. "KÖLN", "köln" and "koeln" find Köln; "bela woda" finds Běła Woda.
    """
    words = search_words(name)
    plain = [word for word in map(_without_diacritics, words) if word not in words]
    return "".join(f" {word}" for word in [*words, *plain, ags])


def _without_diacritics(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.translate(UMLAUTS))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
