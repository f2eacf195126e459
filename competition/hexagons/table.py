"""The table of cells that the product ships (``competition/data/hexagons.json``).

``manage.py write_hexagons`` computes it from the register's table; a test does so
again and compares. Read once per process.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from competition.hexagons import grid
from competition.hexagons.grid import Cell

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "hexagons.json"
RULE = (
    "Ein Sechseck ist Land, wenn mindestens eine Kommune des Verzeichnisses darin liegt; es gehört "
    "zum Land der größten davon. Flächentreue Azimutalprojektion nach Lambert."
)


def computed(register: str) -> str:
    """The table's text from that of the register's table, whose attribution goes with it."""
    comments = [line for line in register.splitlines() if line.startswith("#")]
    rows = csv.DictReader(register.splitlines()[len(comments) :])
    places = [
        grid.Place(row["lat"], row["lon"], row["state"], int(row["population"]))
        for row in rows
        if row["lat"] and row["lon"]
    ]
    states: defaultdict[str, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for cell, state in grid.land(places).items():
        states[state][cell.row].append(cell.column)
    head = {
        "source": comments[0].removeprefix("#").strip(),
        "rule": RULE,
        "width_km": grid.WIDTH,
        "middle": grid.MIDDLE,
    }
    return _written(head, states)


def _written(head: dict[str, object], states: dict[str, defaultdict[int, list[int]]]) -> str:
    """One line per state, so that a change can be read: its columns by row."""
    lines = [f"  {json.dumps(key)}: {json.dumps(head[key], ensure_ascii=False)}," for key in head]
    rows = [f"    {json.dumps(state)}: {json.dumps(states[state])}" for state in sorted(states)]
    return "\n".join(["{", *lines, '  "columns_by_row": {', ",\n".join(rows), "  }", "}", ""])


def read(text: str) -> dict[Cell, str]:
    """Each land cell with its state, from the table's text."""
    states = json.loads(text)["columns_by_row"]
    return dict(sorted(_cells(states)))


def _cells(states: dict[str, dict[str, list[int]]]) -> Iterable[tuple[Cell, str]]:
    for state, rows in states.items():
        for row, columns in rows.items():
            for column in columns:
                yield Cell(int(row), column), state


@cache
def shipped() -> dict[Cell, str]:
    """The cells of the shipped table."""
    return read(SHIPPED.read_text(encoding="utf-8"))


@cache
def source() -> str:
    """The line that the register's publisher asks for."""
    return str(json.loads(SHIPPED.read_text(encoding="utf-8"))["source"])
