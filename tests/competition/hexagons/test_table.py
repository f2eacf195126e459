"""The map's cells: what the product ships is what the register's coordinates give."""

from competition.hexagons import grid, table
from competition.hexagons.grid import Cell
from competition.management.commands.import_register import SHIPPED
from competition.models.municipality import FederalState


def test_shipped_table_is_the_one_computed_from_the_register() -> None:
    computed = table.computed(SHIPPED.read_text(encoding="utf-8"))

    assert table.SHIPPED.read_text(encoding="utf-8") == computed


def test_every_state_has_a_cell() -> None:
    assert set(table.shipped().values()) == set(FederalState.values)


def test_source_is_the_registers_own_line() -> None:
    assert table.source().startswith("Quelle: Statistisches Bundesamt (Destatis)")


def test_no_cell_inside_the_land_is_empty() -> None:
    """Nothing is filled: at this width every cell that land surrounds holds a municipality."""
    land = table.shipped()
    rows, columns = [cell.row for cell in land], [cell.column for cell in land]
    around = {
        Cell(row, column)
        for row in range(min(rows) - 1, max(rows) + 2)
        for column in range(min(columns) - 1, max(columns) + 2)
    }
    reached, waiting = set[Cell](), [Cell(min(rows) - 1, min(columns) - 1)]
    while waiting:
        cell = waiting.pop()
        reached.add(cell)
        near = (around - reached - land.keys()) & set(grid.neighbours(cell))
        waiting += near - set(waiting)

    assert around - reached == land.keys()


def test_table_reads_what_it_writes() -> None:
    text = table.computed(
        "# Quelle: ich\nags,name,kind,state,population,lat,lon\n"
        "1,Erfurt,Stadt,TH,1,50.98,11.03\n2,ohne Ort,Stadt,TH,1,,\n"
    )

    assert table.read(text) == {grid.cell_at(grid.project("50.98", "11.03")): "TH"}
