"""Texts that no spreadsheet computes or converts."""

import pytest

from competition.tables import encoded, inert


@pytest.mark.parametrize(
    "cell",
    [
        *("=1+1", "+49@example.org", "-x@example.org", "@x", "\tx", "\rx", "'x"),
        *("12345", "1e5", "12.5", "01001000", "1/3", "1.5.2017", "12:30"),
    ],
)
def test_i13_what_a_spreadsheet_would_compute_or_convert_is_written_behind_an_apostrophe(
    cell: str,
) -> None:
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Beispielstadt", "a=b", "3 Jahre", "Straße 7"])
def test_other_texts_stay_as_they_are(cell: str) -> None:
    assert inert(cell) == cell


def test_what_xml_cannot_carry_is_coded() -> None:
    assert encoded("a\x01\ud800_x0001_") == "a_x0001_\ufffd_x005F_x0001_"
