"""F05: names are shown and offered, and lead nowhere."""

import pytest

from competition.inspection import names

CLEANED = {
    "Beschluss.pdf": "Beschluss.pdf",
    "../../etc/passwd.pdf": "passwd.pdf",
    "C:\\Users\\anna\\Beschluss.pdf": "Beschluss.pdf",
    "Beschluss\r\nSet-Cookie: a=b.pdf": "BeschlussSet-Cookie_ a=b.pdf",
    'a"; filename="b.exe.pdf': "a_; filename=_b.exe.pdf",
    "CON.pdf": "Datei CON.pdf",
    "com1.tar.pdf": "Datei com1.tar.pdf",
    "LPT9.pdf": "Datei LPT9.pdf",
    "Konzept.pdf": "Konzept.pdf",
    "": "Datei",
    ".pdf": "Datei.pdf",
    "...": "Datei",
    "  Stra\u00dfe \u00a0 1 .pdf ": "Straße 1.pdf",
    "Lu\u0308beck.pdf": "Lübeck.pdf",
    "gro\u202efdp.exe.pdf": "grofdp.exe.pdf",
    "a\0b.pdf": "ab.pdf",
    "Beschluss": "Beschluss",
}


@pytest.mark.parametrize("name", CLEANED)
def test_f05_i14_a_name_loses_what_leads_elsewhere(name: str) -> None:
    assert names.clean(name) == CLEANED[name]


@pytest.mark.parametrize("letter", ["a", "ß", "漢"])
def test_f05_a_long_name_keeps_its_ending(letter: str) -> None:
    cleaned = names.clean(letter * 300 + ".pdf")
    assert cleaned.endswith(f"{letter}.pdf")
    assert len(cleaned) <= 120
    assert len(cleaned.encode()) <= 200


def test_f05_cleaning_twice_changes_nothing() -> None:
    for name in [*CLEANED, "a" * 300 + ".pdf"]:
        assert names.clean(names.clean(name)) == names.clean(name)
