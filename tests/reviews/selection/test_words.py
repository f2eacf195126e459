"""A result in sentences: what is said, in which language, and that a file cannot forge a line."""

import json
from fractions import Fraction
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from reviews.selection.__main__ import main
from reviews.selection.phrases import DE, EN
from reviews.selection.words import shown
from tests.reviews.selection.rounds import random_round

CASES = Path(__file__).with_name("cases")


def explained(capsysbinary: pytest.CaptureFixture[bytes], path: Path, *options: str) -> list[str]:
    assert main([str(path), "--explain", *options]) == 0
    out, err = capsysbinary.readouterr()
    assert err == b""
    return out.decode().splitlines()


def case_path(name: str) -> Path:
    (path,) = CASES.glob(f"{name}*.json")
    return path


def test_first_case_in_german(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    lines = explained(capsysbinary, case_path("c01"))
    assert lines[1:3] == [
        "Bewerbungen: 26, davon in der Auswahl: 26, Plätze: 9.",
        "Genau eine Auswahl ist die beste: 99,25 Punkte.",
    ]
    assert (
        "  A20: 11,67 (35/3) Punkte, verdrängt durch size-spread; "
        "Abstand 0,17 (1/6) (3 Stufen eines Jurymitglieds)." in lines
    )
    assert "So nah, dass zwei Stufen eines Jurymitglieds entscheiden: A11, A20." in lines
    assert "  size-spread: 3,33 (10/3) Punkte; ohne sie kämen A08, A20 statt A03, A22." in lines
    assert "  ohne J3: A08, A21 statt A11, A22." in lines


def test_first_case_in_english(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    lines = explained(capsysbinary, case_path("c01"), "--lang", "en", "--bootstrap", "20")
    assert lines[2] == "Exactly one selection is the best: 99.25 points."
    assert "  without J1: the same selection." in lines
    assert "  A12: 100 %." in lines


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("c08", "6 Mengen erreichen 115,00 Punkte. Entschieden hat: das Los."),
        ("c09", "Nur in einigen: A11, A12, A13, A14."),
        ("c11", "  state-max:state=HE: höchstens 2, in Frage kommen 7."),
        ("c12", "Weniger Bewerbungen als Plätze (3 für 9): nichts ist ausgewählt."),
        ("c06", "  A02: Mindestpunkte nicht erreicht."),
    ],
)
def test_every_status_has_its_sentence(
    name: str, line: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert line in explained(capsysbinary, case_path(name))


def test_search_that_ended_early_says_that_nothing_is_proven(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    lines = explained(capsysbinary, case_path("c01"), "--node-limit", "1")
    assert lines[2].startswith("Die beste Auswahl wurde in der Zeit nicht bewiesen")


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_random_round_can_be_put_into_words(
    language: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for seed in range(40):
        path = tmp_path / "case.json"
        path.write_text(json.dumps(random_round(seed)), encoding="utf-8")
        assert explained(capsysbinary, path, "--lang", language, "--bootstrap", "2")


def test_hostile_texts_stay_on_their_line(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    case = json.loads(case_path("c12").read_text(encoding="utf-8"))
    case["description"] = "harmlos\x1b[2J\u202e"
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case), encoding="utf-8")
    assert explained(capsysbinary, path)[0] == "Auswahl: harmlos\\x1b[2J\\u202e"


@pytest.mark.parametrize(
    ("value", "text"),
    [("29/3", "9,67 (29/3)"), ("397/4", "99,25"), ("1/200", "0,01 (1/200)"), ("-1/2", "-0,50")],
)
def test_numbers_are_rounded_half_up_and_exact(value: str, text: str) -> None:
    assert shown(Fraction(value), "de") == text


def fields(phrases: dict[str, str]) -> dict[str, list[Any]]:
    return {
        key: sorted(name or "" for _, name, _, _ in Formatter().parse(text) if name is not None)
        for key, text in phrases.items()
    }


def test_both_languages_have_the_same_sentences_and_fields() -> None:
    assert fields(DE) == fields(EN)
