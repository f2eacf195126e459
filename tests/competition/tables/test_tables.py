"""Tables as CSV and XLSX: typed cells, inert texts, notes at the end."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from openpyxl import load_workbook

from competition.tables import Column, csv_file, workbook
from competition.tables.columns import Kind, Value, finite

AT = datetime(2017, 4, 21, 21, 59, 59, 900_000, tzinfo=UTC)
COLUMNS = [
    Column("Titel"),
    Column("Zahl", "count"),
    Column("Betrag", "cents"),
    Column("Tag", "day"),
    Column("Zeit", "instant"),
    Column("Punkte", "exact"),
]
ROW: list[Value] = ["=1+1;ä", -3, -5_05, date(2017, 4, 1), AT, Fraction(7, 2)]
EMPTY: list[Value] = [None] * 6
NOTES = [("Ausgeführt von", "=Dora")]


def sheets(rows: list[list[Value]]) -> Any:
    with workbook.written("Bewerbungen", COLUMNS, rows, NOTES, AT) as file:
        return load_workbook(file)


def test_csv_opens_in_a_german_spreadsheet() -> None:
    made = b"".join(csv_file.written(COLUMNS, [ROW, EMPTY], NOTES))
    assert made.startswith(b"\xef\xbb\xbfTitel;Zahl;")
    assert made.decode("utf-8-sig").split("\r\n") == [
        "Titel;Zahl;Betrag;Tag;Zeit;Punkte",
        '"\'=1+1;ä";-3;-5,05;01.04.2017;21.04.2017 23:59:59;3,5',
        ";;;;;",
        "",
        "Ausgeführt von;'=Dora",
        "Zeilen;2",
        "",
    ]


def test_csv_comes_in_pieces() -> None:
    rows = ([f"{number:010}" * 100, *EMPTY[1:]] for number in range(200))
    pieces = list(csv_file.written(COLUMNS, rows, NOTES))
    assert len(pieces) > 5
    assert max(map(len, pieces)) < 2 * csv_file.STEP_BYTES


def test_workbook_has_typed_cells() -> None:
    (_, row, *_), _ = (list(sheet.iter_rows()) for sheet in sheets([ROW]))
    assert [cell.value for cell in row] == [
        "=1+1;ä",
        -3,
        -5.05,
        datetime(2017, 4, 1),  # noqa: DTZ001  # cells know no zone
        datetime(2017, 4, 21, 23, 59, 59),  # noqa: DTZ001  # cells know no zone
        3.5,
    ]
    assert [cell.data_type for cell in row] == ["s", "n", "n", "d", "d", "n"]
    assert row[0].quotePrefix


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "#N/A", "'x", "007"])
def test_i13_no_cell_of_a_workbook_computes(text: str) -> None:
    cell = list(sheets([[text, *EMPTY[1:]]]).worksheets[0].iter_rows())[1][0]
    assert (cell.value, cell.data_type) == (text, "s")


def test_c13_c14_workbook_tells_nothing_but_its_notes() -> None:
    made = sheets([ROW, EMPTY])
    assert [(sheet.title, sheet.sheet_state) for sheet in made] == [
        ("Bewerbungen", "visible"),
        ("Hinweis", "visible"),
    ]
    assert made.properties.creator is None
    notes = [tuple(cell.value for cell in row) for row in made["Hinweis"].iter_rows()]
    assert notes == [("Ausgeführt von", "=Dora"), ("Zeilen", "2")]
    assert made["Bewerbungen"].oddFooter.left.text == "Ausgeführt von: =Dora"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("7/2", "3.5"),
        ("-1/8", "-0.125"),
        ("1/3", None),
        ("0", "0"),
        ("1/50", "0.02"),
        ("-1", "-1"),
        ("1/1024", "0.0009765625"),
    ],
)
def test_finite(value: str, text: str | None) -> None:
    assert finite(Fraction(value)) == text


def test_exact_numbers_without_an_end_are_texts() -> None:
    row: list[Value] = [*EMPTY[:5], Fraction(1, 3)]
    assert csv_file.cells(COLUMNS, row)[5] == "'1/3"
    assert list(sheets([row]).worksheets[0].iter_rows())[1][5].value == "1/3"


def test_number_too_long_for_a_cell_is_a_text() -> None:
    row: list[Value] = [*EMPTY[:5], Fraction("12345678.123456789")]
    assert list(sheets([row]).worksheets[0].iter_rows())[1][5].value == "12345678,123456789"


@pytest.mark.parametrize(("kind", "value"), [("count", "3"), ("text", 3), ("exact", 1)])
def test_value_of_another_kind_is_an_error(kind: Kind, value: Value) -> None:
    with pytest.raises(TypeError):
        csv_file.cell(kind, value)
    with pytest.raises(TypeError):
        workbook.written("x", [Column("x", kind)], [[value]], [], AT)
