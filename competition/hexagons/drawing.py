"""What a map draws: outlines of all cells, borders between states, and pins that never overlap.

Lengths are whole units of the drawing: a hexagon is 14 wide, its rows are 12 apart. Outlines are
relative and alike, so that they compress to almost nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from competition.hexagons import grid, table
from competition.hexagons.grid import Cell, Point

ACROSS, DOWN = 14, 12
HEXAGON = "l7 4v8l-7 4-7-4v-8z"  # from its upper corner, clockwise
# From a cell's middle to both ends of the side towards each neighbour, in their order.
SIDES = (
    ((7, -4), (7, 4)),
    ((7, 4), (0, 8)),
    ((0, 8), (-7, 4)),
    ((-7, 4), (-7, -4)),
    ((-7, -4), (0, -8)),
    ((0, -8), (7, -4)),
)
DRAWN_ONCE = 3  # of each border the first cell's sides: east, south-east, south-west
APART = 28  # between the middles of two pins: they are 26 across
MARGIN = 15  # around the outermost middles
REACH = 12  # so many rows around its place a pin looks for room


@dataclass(frozen=True, slots=True)
class Place:
    """What a pin stands for; coordinates as the register writes them."""

    number: str
    latitude: str
    longitude: str
    is_partner: bool = False


@dataclass(frozen=True, slots=True)
class Pin:
    """A numbered disc at ``x``, ``y``; a line leads to its place, where it stands aside."""

    number: str
    x: int
    y: int
    at: tuple[int, int]
    is_partner: bool
    is_aside: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Paths and pins; ``box`` is the view box of all of them."""

    land: str
    borders: str
    pins: Sequence[Pin]
    box: str


def drawn(places: Iterable[Place]) -> Drawing:
    """Germany with a pin for each place. Places without coordinates are the caller's to tell of."""
    cells = table.shipped()
    pins = _pins(places)
    middles = [_middle(cell) for cell in cells] + [(pin.x, pin.y) for pin in pins]
    left, right = min(x for x, _y in middles) - MARGIN, max(x for x, _y in middles) + MARGIN
    top, bottom = min(y for _x, y in middles) - MARGIN, max(y for _x, y in middles) + MARGIN
    land, borders = _outlines()
    return Drawing(land, borders, pins, f"{left} {top} {right - left} {bottom - top}")


@cache
def _outlines() -> tuple[str, str]:
    """The same for every map: computed once per process."""
    cells = table.shipped()
    return _land(cells), _borders(cells)


def _land(cells: Mapping[Cell, str]) -> str:
    """All hexagons as one path: after each the next one begins relative to it."""
    x, y, parts = 0, 0, []
    for cell in sorted(cells):
        middle_x, middle_y = _middle(cell)
        parts.append(f"m{middle_x - x} {middle_y - 8 - y}{HEXAGON}")
        x, y = middle_x, middle_y - 8
    return "".join(parts)


def _borders(cells: Mapping[Cell, str]) -> str:
    """The sides that part two states."""
    parts = []
    for cell, state in sorted(cells.items()):
        x, y = _middle(cell)
        towards = list(zip(grid.neighbours(cell), SIDES, strict=True))[:DRAWN_ONCE]
        for other, ((from_x, from_y), (to_x, to_y)) in towards:
            if cells.get(other, state) != state:
                parts.append(f"M{x + from_x} {y + from_y}l{to_x - from_x} {to_y - from_y}")
    return "".join(parts)


def _middle(cell: Cell) -> tuple[int, int]:
    return cell.column * ACROSS + cell.row % 2 * 7, cell.row * DOWN


def _units(point: Point) -> tuple[int, int]:
    return round(point.x / grid.WIDTH * ACROSS), round(point.y / grid.ROW * DOWN)


def _pins(places: Iterable[Place]) -> list[Pin]:
    """Each at its place or, where another stands there already, at the nearest free cell."""
    pins: list[Pin] = []
    for place in places:
        at = _units(grid.project(place.latitude, place.longitude))
        x, y = next(spot for spot in _spots(at) if all(_is_free(spot, pin) for pin in pins))
        pins.append(Pin(place.number, x, y, at, place.is_partner, (x, y) != at))
    return pins


def _spots(at: tuple[int, int]) -> Iterable[tuple[int, int]]:
    """The place itself, then the cells around it, the nearest first; then any further below."""
    yield at
    row, column = at[1] // DOWN, at[0] // ACROSS
    around = [
        _middle(Cell(each_row, each_column))
        for each_row in range(row - REACH, row + REACH + 1)
        for each_column in range(column - REACH, column + REACH + 1)
    ]
    yield from sorted(around, key=lambda spot: (_apart(spot, at), spot))
    below = 1
    while True:
        yield at[0], at[1] + below * APART
        below += 1


def _is_free(spot: tuple[int, int], pin: Pin) -> bool:
    return _apart(spot, (pin.x, pin.y)) >= APART**2


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
