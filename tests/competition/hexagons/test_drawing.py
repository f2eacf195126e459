"""The drawing: compact, pins at their places, none over another."""

import gzip
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from competition.hexagons import drawing, table
from competition.hexagons.drawing import Place

BONN = Place("1", "50.73243", "7.10187")
coordinates = st.tuples(
    st.integers(4730, 5500).map(lambda each: f"{each / 100}"),
    st.integers(590, 1500).map(lambda each: f"{each / 100}"),
)


def test_all_cells_are_one_path_that_compresses_to_little() -> None:
    found = drawing.drawn([BONN])

    assert found.land.count("z") == len(table.shipped())
    assert len(gzip.compress((found.land + found.borders).encode())) < 2_000


def test_a_pin_alone_stands_at_its_place() -> None:
    (pin,) = drawing.drawn([BONN]).pins

    assert (pin.x, pin.y) == pin.at
    assert not pin.is_aside


def test_second_of_the_same_place_stands_aside_and_keeps_its_place() -> None:
    first, second = drawing.drawn([BONN, Place("1a", "50.73243", "7.10187", True)]).pins

    assert first.at == second.at
    assert second.is_aside
    assert second.is_partner


@settings(max_examples=25)
@given(st.lists(coordinates, min_size=2, max_size=30))
def test_pins_never_overlap_and_all_are_inside_the_picture(found: list[tuple[str, str]]) -> None:
    drawn = drawing.drawn([Place(str(n), *each) for n, each in enumerate(found, start=1)])
    left, top, width, height = map(int, drawn.box.split())

    assert [pin.number for pin in drawn.pins] == [str(n + 1) for n in range(len(found))]
    for one, other in combinations(drawn.pins, 2):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= drawing.APART**2
    for pin in drawn.pins:
        assert left + 13 < pin.x < left + width - 13
        assert top + 13 < pin.y < top + height - 13


def test_two_hundred_pins_of_one_place_find_room() -> None:
    assert len(drawing.drawn([BONN] * 200).pins) == 200
