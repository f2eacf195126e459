"""The grid under the map: equal areas, and each point in exactly one hexagon."""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.hexagons import grid
from competition.hexagons.grid import Cell, Place, Point

cells = st.builds(Cell, st.integers(-40, 40), st.integers(-40, 40))


def test_middle_of_the_projection_is_the_middle_of_the_plane() -> None:
    assert grid.project("51.2", "10.4") == Point(0, 0)


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        (("53.550678", "9.99697"), ("48.13743", "11.57549"), 612),  # Hamburg, München
        (("50.938361", "6.959974"), ("52.517933", "13.405"), 478),  # Köln, Berlin
    ],
)
def test_distances_are_those_on_the_ground(
    one: tuple[str, str], other: tuple[str, str], kilometres: int
) -> None:
    here, there = grid.project(*one), grid.project(*other)

    assert hypot(here.x - there.x, here.y - there.y) == pytest.approx(kilometres, abs=3)


def test_north_is_up_and_east_is_right() -> None:
    flensburg, passau = grid.project("54.78", "9.43"), grid.project("48.57", "13.46")

    assert flensburg.y < 0 < passau.y
    assert flensburg.x < 0 < passau.x


@given(cells)
def test_a_cell_holds_its_own_middle(cell: Cell) -> None:
    assert grid.cell_at(grid.centre(cell)) == cell


@given(cells)
def test_six_neighbours_are_one_width_away_and_know_each_other(cell: Cell) -> None:
    around = list(grid.neighbours(cell))

    assert len(set(around)) == 6
    for other in around:
        assert cell in grid.neighbours(other)
        apart = grid.distance(grid.centre(cell), grid.centre(other)) ** 0.5
        assert apart == pytest.approx(grid.WIDTH)


def test_a_cell_is_of_the_state_of_its_largest_place_and_of_equals_by_letters() -> None:
    small, large = Place("51.2", "10.4", "HE", 10), Place("51.2", "10.4", "TH", 20)

    assert set(grid.land([small, large]).values()) == {"TH"}
    assert set(grid.land([large, small._replace(population=20)]).values()) == {"HE"}
    assert grid.land([]) == {}
