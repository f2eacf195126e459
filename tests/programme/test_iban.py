"""Bank account numbers: their check digits, and how they are written."""

import pytest

from programme.iban import compact, grouped, is_valid

GERMAN = "DE89370400440532013000"  # the example of the German banks' own documents


@pytest.mark.parametrize("iban", [GERMAN, "GB82WEST12345698765432", "AT611904300234573201"])
def test_real_examples_are_valid(iban: str) -> None:
    assert is_valid(iban)


@pytest.mark.parametrize(
    "iban",
    [
        *("", "DE", GERMAN[:-1], GERMAN + "0", "DE88370400440532013000"),
        *("DE89370400440532031000", "89370400440532013000DE", "DE8937040044053201300\u0660"),
        "DE８９370400440532013000",
    ],
)
def test_a_slip_of_the_pen_is_seen(iban: str) -> None:
    assert not is_valid(iban)


def test_blanks_and_small_letters_do_not_matter() -> None:
    assert compact(" de89 3704\u00a00044 0532 0130 00 ") == GERMAN
    assert grouped(GERMAN) == "DE89 3704 0044 0532 0130 00"
