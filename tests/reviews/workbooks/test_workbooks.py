"""The workbook there and back: the same entries, whatever was written, and never a formula."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from competition import inspection
from reviews import workbooks
from reviews.workbooks import Book, Column, Line

COLUMNS = [
    Column("id", "Kennung", "Nicht ändern.", "fixed", 12),
    Column("version", "Fassung", "", "fixed", 8),
    Column("title", "Vorhaben", "", "fixed", 30),
    Column("points-idea", "Idee: Punkte", "0 bis 1", "points", 12, ("1", "0.5", "0")),
    Column("reason-idea", "Idee: Begründung", "", "text", 40, max_chars=2_000),
    Column("comment", "Begründung", "Für die Jury.", "text", 40, max_chars=4_000),
]
BOOK = Book(
    call="beispielrunde",
    digest="ab" * 32,
    owner="7",
    title="Bewertungen",
    made_at=datetime(2017, 5, 1, 12, tzinfo=UTC),
    columns=COLUMNS,
    lines=[
        Line({"id": "abc", "version": "3", "title": "=1+1", "points-idea": "0.5"}),
        Line({"id": "def", "version": "0", "title": "@SUM(A1)"}, is_closed=True),
    ],
    rubric=[["Kriterium", "Worum es geht", "Gewicht", "Punkte", "Was sie bedeuten"]],
    instructions=["So geht es", "-2+3"],
)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "#N/A"]
# What looks coded, what XML cannot hold, half characters, blanks at the edges.
ODD = ["_x000D_", "_x005F_x000D_", "_x0041_", "a\r\nb", "\x0b", " x ", "\n", "\ufffe", "😀", "0012"]
ANY = st.one_of(
    st.sampled_from([*FORMULAS, *ODD]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
)


def there_and_back(book: Book, folder: Path) -> workbooks.Returned:
    path = folder / "mappe.xlsx"
    path.write_bytes(workbooks.write(book))
    assert inspection.inspect(path, name=path.name, allowed=["xlsx"]).remarks == ()
    found = workbooks.read(path)
    assert found is not None
    return found


def opened(book: Book = BOOK) -> Any:
    return openpyxl.load_workbook(BytesIO(workbooks.write(book)))


def test_rows_come_back_as_they_were_written(tmp_path: Path) -> None:
    found = there_and_back(BOOK, tmp_path)
    assert (found.call, found.digest, found.owner) == ("beispielrunde", "ab" * 32, "7")
    assert [row.number for row in found.rows] == [5, 6]
    assert found.rows[0].text("points-idea") == "0.5"
    assert found.rows[0].cells["points-idea"].kind == "number"
    assert found.rows[1].text("points-idea") == ""
    assert found.places["comment"] == "F"


@given(title=ANY, reason=ANY, comment=ANY)
@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_any_text_comes_back_and_is_no_formula(
    tmp_path: Path, title: str, reason: str, comment: str
) -> None:
    cells = {"id": "abc", "version": "1", "title": title, "reason-idea": reason, "comment": comment}
    (row,) = there_and_back(replace(BOOK, lines=[Line(cells)]), tmp_path).rows
    assert {key: cell.text for key, cell in row.cells.items()} == {
        k: v for k, v in cells.items() if v
    }
    assert {cell.kind for cell in row.cells.values()} == {"text"}


@pytest.mark.parametrize("text", FORMULAS)
def test_i13_no_text_becomes_a_formula_anywhere(text: str) -> None:
    lines = [Line({"id": text, "version": text, "title": text, "comment": text})]
    columns = [replace(each, name=text, hint=text) for each in COLUMNS]
    book = replace(
        BOOK, title=text, lines=lines, columns=columns, rubric=[[text]], instructions=[text]
    )
    made = opened(book)
    for sheet in made.worksheets:
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n"}
    assert made["Bewertungen"]["F5"].quotePrefix == (text[0] in "=+-@")
    assert made["Bewertungen"]["F5"].number_format == "@"


def test_c14_only_open_cells_may_be_filled_in_and_nothing_hidden_is_a_sheet() -> None:
    made = opened()
    sheet = made["Bewertungen"]
    assert [each.protection.sheet for each in made.worksheets] == [True, True, True]
    assert [sheet[cell].protection.locked for cell in ("A5", "C5", "D5", "F5", "F6")] == [
        True,
        True,
        False,
        False,
        True,
    ]
    assert {each.sheet_state for each in made.worksheets} == {"visible"}
    assert (made.properties.creator, sheet.freeze_panes) == (None, "D5")


def test_points_are_chosen_from_the_grid() -> None:
    rules = opened()["Bewertungen"].data_validations.dataValidation
    (points,) = [rule for rule in rules if rule.type == "list"]
    assert (points.formula1, str(points.sqref)) == ("'Bewertungsbogen'!$F$2:$F$4", "D5:D6")
    sheet = opened()["Bewertungsbogen"]
    assert [sheet[f"F{row}"].value for row in range(1, 5)] == ["Erlaubt: Idee: Punkte", 1, 0.5, 0]


def test_a_workbook_of_somebody_else_is_none_of_ours(tmp_path: Path) -> None:
    other = openpyxl.Workbook()
    for name in ("Tabelle1", "Bewertungen"):
        other.worksheets[0].title = name
        other.worksheets[0]["A1"] = "id"
        other.save(tmp_path / "x.xlsx")
        assert workbooks.read(tmp_path / "x.xlsx") is None
