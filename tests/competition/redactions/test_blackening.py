"""What is taken out of a text, what stays, and the mark in its place."""

import time

import pytest

from competition.redactions import blackening
from competition.redactions.blackening import Blackener

PERSONAL = "[geschwärzt: personenbezogene Angabe]"
GROUND = "[geschwärzt: Geschäftsgeheimnis]"


def black(text: str, *passages: str, names: tuple[str, ...] = ("Dr. Anna Beispiel",)) -> str:
    return Blackener(passages, names, "Geschäftsgeheimnis").text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Beispiel",
        "ANNA  BEISPIEL",
        "Anna\nBeispiels",
        "Beispiel, Anna",
        "Beispiel",
        "BEISPIEL",
        "BEISPIELS",
        "anna.beispiel@stadt.example",
        "anna (at) stadt.de",
        "0221 4711-22",
        "+49 (0) 221 / 12 34 56-7",
        "(0221) 471122",
        "02214711221",
        "Telefon: 4711",
        "Durchwahl 123",
    ],
)
def test_names_addresses_and_numbers_are_always_out(text: str) -> None:
    assert black(f"Hier steht {text}.") == f"Hier steht {PERSONAL}."


@pytest.mark.parametrize(
    "text",
    [
        "Beispielstadt und beispielhaft",
        "am 01.02.2027 um 09:30 Uhr",
        "am 1. 2. 2027",
        "50.000,00 € oder 0,5 %",
        "Anna geht",
        "§ 20 VwVfG, Nr. 100/2027",
        "10.773 Gemeinden",
    ],
)
def test_what_is_nobodys_stays(text: str) -> None:
    assert black(text) == text


@pytest.mark.parametrize(
    "text",
    ["Muster & Söhne GmbH", "muster &\n söhne gmbh", "Mus\u00adter & So\u0308hne\u00a0GmbH"],
)
def test_a_passage_is_found_however_it_is_written(text: str) -> None:
    assert black(f"mit {text}, jetzt", "Muster & Söhne GmbH") == f"mit {GROUND}, jetzt"


def test_a_passage_is_text_and_no_pattern() -> None:
    assert black("a.c abc (x)", "a.c", "(x)", names=()) == f"{GROUND} abc {GROUND}"


def test_what_touches_is_one_mark_and_the_ground_outweighs() -> None:
    assert black("Firma Anna Beispiel GmbH", "Firma Anna", "GmbH") == GROUND


def test_passages_that_overlap_leave_nothing_over() -> None:
    assert black("abcdef", "abcd", "cdef", names=()) == GROUND


def test_passages_that_stand_nowhere_are_named() -> None:
    found = Blackener(("hier", "dort"), (), "").missing(["Es steht HIER."])
    assert found == ["dort"]


@pytest.mark.parametrize(("ground", "told"), [("Geheimnis der Muster GmbH", True), ("§ 6", False)])
def test_a_ground_that_tells(ground: str, told: bool) -> None:
    assert blackening.tells(ground, ["muster gmbh"]) is told


@pytest.mark.parametrize("text", ["a" * 100_000, "a.b" * 30_000 + "@"])
def test_a_long_text_without_a_blank_takes_no_minutes(text: str) -> None:
    began = time.monotonic()
    assert black(text) == text
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bad Beispielstrand plant.", "Bad Beispielstrand plant."),
        ("BAD BEISPIELSTRAND plant.", "BAD BEISPIELSTRAND plant."),
        ("Leitung von Bad Beispielstrand: ja", f"{PERSONAL}: ja"),
        ("Frau Beispielstrand plant.", f"Frau {PERSONAL} plant."),
    ],
)
def test_the_name_of_the_place_is_no_personal_name(text: str, left: str) -> None:
    names = ["Leitung von Bad Beispielstrand"]
    assert Blackener((), names, "Grund", ["Bad Beispielstrand"]).text(text) == left


def test_a_person_who_is_called_like_the_place_is_one_where_addressed() -> None:
    blackener = Blackener((), ["Anna Musterstadt"], "Grund", ["Musterstadt"])
    assert blackener.text("Musterstadt dankt.") == "Musterstadt dankt."
    assert blackener.text("Frau Musterstadt dankt.") == f"Frau {PERSONAL} dankt."
    assert blackener.text("Anna Musterstadt dankt.") == f"{PERSONAL} dankt."
