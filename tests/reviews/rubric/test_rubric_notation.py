"""How a rubric is written by hand, and back."""

import pytest

from reviews.rubric import rubric_notation as notation


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        *(("0,5", "0.5"), (" 05,50 ", "5.5"), ("3.0", "3"), ("0", "0"), ("", "")),
        *(("1.000,5", "1.000,5"), ("-1", "-1"), ("1e3", "1e3"), ("٣", "٣"), ("½", "½")),
    ],
)
def test_number(typed: str, stored: str) -> None:
    assert notation.number(typed) == stored


@pytest.mark.parametrize(
    ("line", "score", "meaning"),
    [
        ("5 – überzeugt", "5", "überzeugt"),
        ("3,5: tragfähig", "3.5", "tragfähig"),
        ("0-nichts", "0", "nichts"),
        ("4 gut - sehr gut", "4", "gut - sehr gut"),
        ("2 = 2 von 5", "2", "2 von 5"),
        ("5", "5", ""),
        ("sehr gut", "sehr gut", ""),
        ("5fach", "5fach", ""),
    ],
)
def test_level(line: str, score: str, meaning: str) -> None:
    assert notation.levels(f"\n{line}\r\n\n") == [{"score": score, "meaning": meaning}]


def test_levels_stand_best_first_and_come_back_as_they_are_typed() -> None:
    levels = notation.levels("0 – nichts\n10 – alles\n9,5 – fast alles")
    assert [level["score"] for level in levels] == ["10", "9.5", "0"]
    typed = notation.lines(levels, point=",")
    assert typed == "10 – alles\n9,5 – fast alles\n0 – nichts"
    assert notation.levels(typed) == levels


@pytest.mark.parametrize(
    ("label", "taken", "key"),
    [
        ("Überzeugungskraft der Konzept-Idee", (), "ueberzeugungskraft-der-konzept-idee"),
        ("Maß & Größe", (), "mass-groesse"),
        ("Idee", ("idee", "idee-2"), "idee-3"),
        ("\N{CRYING FACE}", (), "kriterium"),
        ("الابتكار", ("kriterium",), "kriterium-2"),
        ("x" * 60, (), "x" * 40),
        ("x" * 60, ("x" * 40,), "x" * 38 + "-2"),
        ("ﬁt Café", (), "fit-cafe"),
        ("Comment", (), "comment-2"),
    ],
)
def test_key(label: str, taken: tuple[str, ...], key: str) -> None:
    assert notation.key(label, taken) == key
