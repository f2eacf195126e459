"""The grid: places on the globe onto a plane of equal areas, and hexagons laid over it.

The plane is Lambert's azimuthal equal-area projection of a sphere around the middle of Germany
(Snyder, Map Projections, USGS Professional Paper 1395, eq. 24-2 to 24-4), in kilometres. Hexagons
stand on a corner and are ``WIDTH`` wide; every second row is moved by half a hexagon. Numbers are
floats: nothing is decided here, they are only drawn.
"""

from collections.abc import Iterable, Iterator
from math import cos, radians, sin, sqrt
from typing import NamedTuple

RADIUS = 6371.0
MIDDLE = (51.2, 10.4)  # degrees north and east
WIDTH = 28.0  # the smallest at which no cell inside Germany is without a municipality
ROW = WIDTH * sqrt(3) / 2  # from one row to the next


class Cell(NamedTuple):
    """A hexagon: rows count southwards, columns eastwards, both from the middle of Germany."""

    row: int
    column: int


class Point(NamedTuple):
    """Eastwards and southwards on the plane, in kilometres from the middle."""

    x: float
    y: float


def project(latitude: str, longitude: str) -> Point:
    """A place, of decimal degrees as the register writes them, on the plane."""
    north, east = radians(float(latitude)), radians(float(longitude) - MIDDLE[1])
    middle = radians(MIDDLE[0])
    around = sin(middle) * sin(north) + cos(middle) * cos(north) * cos(east)
    scale = RADIUS * sqrt(2 / (1 + around))
    up = cos(middle) * sin(north) - sin(middle) * cos(north) * cos(east)
    return Point(scale * cos(north) * sin(east), -scale * up)


def centre(cell: Cell) -> Point:
    """The middle of a cell on the plane."""
    return Point((cell.column + cell.row % 2 / 2) * WIDTH, cell.row * ROW)


def cell_at(point: Point) -> Cell:
    """The cell that holds a point: the one whose middle is nearest."""
    row = round(point.y / ROW)
    near = [
        Cell(each, round(point.x / WIDTH - each % 2 / 2) + step)
        for each in (row - 1, row, row + 1)
        for step in (-1, 0, 1)
    ]
    return min(near, key=lambda cell: (distance(centre(cell), point), cell))


def distance(one: Point, other: Point) -> float:
    """Between two points of the plane, squared: only compared."""
    return (one.x - other.x) ** 2 + (one.y - other.y) ** 2


def neighbours(cell: Cell) -> Iterator[Cell]:
    """The six around a cell, clockwise from the east: the order of a hexagon's sides."""
    row, column = cell
    shift = row % 2
    yield Cell(row, column + 1)
    yield Cell(row + 1, column + shift)
    yield Cell(row + 1, column + shift - 1)
    yield Cell(row, column - 1)
    yield Cell(row - 1, column + shift - 1)
    yield Cell(row - 1, column + shift)


class Place(NamedTuple):
    """A municipality or county of the register; coordinates as it writes them."""

    latitude: str
    longitude: str
    state: str
    population: int


def land(places: Iterable[Place]) -> dict[Cell, str]:
    """Which cells are land, and of which state.

    Land is a cell that holds at least one place; nothing else is. Its state is that of the place
    with the most inhabitants, of equals the first by its letters.
    """
    largest: dict[Cell, tuple[int, str]] = {}
    for place in places:
        cell = cell_at(project(place.latitude, place.longitude))
        own = (-place.population, place.state)
        largest[cell] = min(own, largest.get(cell, own))
    return {cell: state for cell, (_population, state) in sorted(largest.items())}
