"""What may point to a person in a text for the applicant: named, never refused."""

import pytest

from reviews.review.person_hints import person_hints

JURORS = ["Clara Schnell-Weiß", "Dr. Otto Klein", "Ida Klein", "Jean de la Tour"]


def found(text: str) -> list[tuple[str, str]]:
    return [(hint.kind, hint.words) for hint in person_hints(text, jurors=JURORS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Otto fand den Plan zu knapp.", [("juror", "Otto")]),
        ("Ottos Einwand bleibt.", [("juror", "Ottos")]),
        (
            "Frau Schnell-Weiß war dafür.",
            [("juror", "Schnell-Weiß"), ("person", "Frau Schnell-Weiß")],
        ),
        ("Ida Klein war dagegen.", [("juror", "Ida Klein"), ("juror", "Ida")]),
        ("Schreiben Sie an rat@beispielstadt.de.", [("email", "rat@beispielstadt.de")]),
        ("Tel. 0345 / 12 34 56", [("phone", "0345 / 12 34 56")]),
        ("unter +49 345 123456 erreichbar", [("phone", "+49 345 123456")]),
        ("Bürgermeisterin Anna Groß überzeugt.", [("person", "Bürgermeisterin Anna Groß")]),
        ("Herr Dr. Lang", [("person", "Herr Dr. Lang")]),
    ],
)
def test_a_place_is_named_with_its_kind(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Der Plan ist klein, aber schnell und gut; Klein anfangen ist richtig.",  # two share it
        "50.000,00 Euro in 2 Jahren, 1.000.000 Einwohner.",
        "Von der Idee bis 2019: 0,5 Punkte.",
        "Die Frau am Tresen hilft.",
    ],
)
def test_harmless_words_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_same_words_are_named_once() -> None:
    assert found("Otto und Otto") == [("juror", "Otto")]
