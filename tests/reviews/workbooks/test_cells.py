"""Cells as programs for tables write them: shared texts, long numbers, formulas, dates."""

from pathlib import Path

import pytest

from competition.inspection import Unfit
from reviews.workbooks import cells, texts
from reviews.workbooks.cells import Cell
from tests.fixtures.workbooks import by_hand

STRINGS = (
    "<x:si><x:t>Lübeck</x:t></x:si>"
    "<x:si><x:r><x:t>zwei </x:t></x:r><x:r><x:t>Teile</x:t></x:r>"
    "<x:rPh><x:t>gesprochen</x:t></x:rPh></x:si>"
    "<x:si><x:t>a_x000D_\nb_x005F_x0041_</x:t></x:si>"
)


def placed(folder: Path, rows: str) -> dict[str, Cell]:
    """The cells by their place, such as "B2"."""
    found = cells.read(by_hand(folder / "x.xlsx", rows, strings=STRINGS), "Bewertungen")
    assert found is not None
    return {
        f"{texts.letters(column)}{row}": cell
        for row, columns in found.items()
        for column, cell in columns.items()
    }


def test_shared_texts_come_without_how_they_are_spoken(tmp_path: Path) -> None:
    row = "".join(f'<c t="s"><v>{number}</v></c>' for number in range(3))
    found = placed(tmp_path, f"<row>{row}</row>")
    assert [cell.text for cell in found.values()] == ["Lübeck", "zwei Teile", "a\r\nb_x0041_"]


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("5.0999999999999996", "5.1"),
        ("3.5", "3.5"),
        ("4", "4"),
        ("3.5000000000000001E-1", "0.35"),
        ("-2", "-2"),
        ("1E400", "1E400"),
    ],
)
def test_a_number_is_what_was_typed(tmp_path: Path, stored: str, text: str) -> None:
    assert placed(tmp_path, f"<row><c><v>{stored}</v></c></row>") == {"A1": Cell("number", text)}


def test_formulas_errors_and_truth_are_told_apart_and_never_computed(tmp_path: Path) -> None:
    found = placed(
        tmp_path,
        '<row r="2"><c r="B2"><f>1+1</f><v>2</v></c><c r="C2" t="str"><f>"x"</f><v>x</v></c>'
        '<c t="e"><v>#N/A</v></c><c t="b"><v>1</v></c><c t="inlineStr"><is><t>=1</t></is></c>'
        '<c s="3"/></row>',
    )
    assert found == {
        "B2": Cell("formula", "2"),
        "C2": Cell("formula", "x"),
        "D2": Cell("other", "#N/A"),
        "E2": Cell("other", "1"),
        "F2": Cell("text", "=1"),
    }


@pytest.mark.parametrize(
    "row",
    [
        '<row r="x"><c><v>1</v></c></row>',
        '<row><c r="A0"><v>1</v></c></row>',
        '<row><c r="1A"><v>1</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        "<row><c><v>viel</v></c></row>",
        "<row><c>",
    ],
)
def test_what_is_no_sheet_is_damaged(tmp_path: Path, row: str) -> None:
    with pytest.raises(Unfit, match="file_damaged"):
        placed(tmp_path, row)


def test_a_sheet_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert cells.read(by_hand(tmp_path / "x.xlsx", ""), "Tabelle1") is None


@pytest.mark.parametrize("column", [1, 26, 27, 52, 702, 703])
def test_letters_of_columns_are_read_as_they_are_written(column: int) -> None:
    assert texts.column_number(texts.letters(column)) == column


def test_half_a_character_is_replaced() -> None:
    assert texts.decoded("_xD83D_x") == "\ufffdx"
    assert texts.decoded("_xD83D__xDE00_") == "😀"
