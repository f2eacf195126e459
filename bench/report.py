"""The table of bench/pages.py: printed, compared with the targets, written into docs/scale.md."""

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "scale.md"
BEGIN, END = "<!-- pages {} -->", "<!-- end of pages {} -->"
TARGETS_AT = 500
CELL = (
    "Each cell: queries · milliseconds of processor time (as so many bare views) · kilobytes sent "
    "· megabytes held at most."
)
FLAT = (11_000, 500, 2.0)  # at 11,000 a list takes at most twice the time of 500


class Cost(Protocol):
    """As bench/measure.py tells it."""

    @property
    def queries(self) -> int: ...
    @property
    def seconds(self) -> float: ...
    @property
    def size(self) -> int: ...
    @property
    def peak(self) -> int: ...


@dataclass(frozen=True)
class Line:
    """What one thing takes at one size; ``times``: as much as so many bare views."""

    name: str
    cost: Cost
    times: float


Table = dict[str, dict[int, Line]]


@dataclass(frozen=True)
class Target:
    """At 500 applications: so many queries, and so many milliseconds of processor time."""

    queries: int
    milliseconds: float
    is_list: bool = False


LIST = Target(8, 60, is_list=True)
DASHBOARD = Target(12, 150)
ONE = Target(15, 30)
API_PAGE = Target(6, 60, is_list=True)
EXPORT = Target(6, 1_000)
TARGETS = {
    "office-applications": LIST,
    "office-notices": LIST,
    "office-municipalities": LIST,
    "office-attempts": LIST,
    "office-audit": LIST,
    "office-conflicts": LIST,
    "jury-call": DASHBOARD,
    "jury-matrix": DASHBOARD,
    "office-evaluation": DASHBOARD,
    "jury-evaluation": DASHBOARD,
    "office-assignments": DASHBOARD,
    "office-selection": DASHBOARD,
    "office-run": DASHBOARD,
    "application": ONE,
    "review": ONE,
    "office-application": ONE,
    "application-submit": Target(20, 40),
    "application-save": Target(4, 8),
    "office-applications-export csv": EXPORT,
    "office-applications-export xlsx": EXPORT,
    "office-scores-export csv": EXPORT,
    "office-scores-export xlsx": EXPORT,
    "act: compute the selection": Target(20, 3_000),
}


def target_of(name: str) -> Target | None:
    """The target of a line; a list's holds with any of its filters."""
    plain = name.partition("?")[0].partition(" (")[0]
    return API_PAGE if plain.startswith("api list") else TARGETS.get(plain)


def say(size: int, line: Line) -> None:
    """One line, at once."""
    cost, mark = line.cost, "!" if size == TARGETS_AT and _is_over(line) else " "
    print(
        f"{size:>6} {line.name:44} {cost.queries:>5} {cost.seconds * 1000:>9.1f} ms "
        f"{line.times:>7.0f}x {cost.size / 1000:>9.1f} kB {cost.peak / 1e6:>7.1f} MB {mark}",
        flush=True,
    )


def _is_over(line: Line) -> bool:
    target = target_of(line.name)
    return target is not None and (
        line.cost.queries > target.queries or line.cost.seconds * 1000 > target.milliseconds
    )


def over(table: Table) -> list[str]:
    """What is over its target, in words."""
    found = []
    for name, sizes in table.items():
        line, target = sizes.get(TARGETS_AT), target_of(name)
        if line and target and _is_over(line):
            found.append(
                f"{name}: {line.cost.queries} queries, {line.cost.seconds * 1000:.0f} ms; "
                f"wanted {target.queries} and {target.milliseconds:.0f} ms"
            )
        large, small, factor = FLAT
        if target and target.is_list and large in sizes and small in sizes:
            grown = sizes[large].cost.seconds / sizes[small].cost.seconds
            if grown > factor:
                found.append(f"{name}: {grown:.1f} times as long at {large:,} as at {small}")
    return found


def write(table: Table, sizes: list[int], database: str) -> None:
    """Put the table between its markers, after those of before."""
    begin, end = BEGIN.format(database), END.format(database)
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    DOCUMENT.write_text(
        f"{before}{begin}\n{told(table, sizes, database)}\n{end}{after}", encoding="utf-8"
    )


def told(table: Table, sizes: list[int], database: str) -> str:
    """The table as Markdown: per size queries, milliseconds, kilobytes, megabytes."""
    today = datetime.now(UTC).date().isoformat()
    load = os.getloadavg()[0]
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, load {load:.0f}"
    rows = [
        f"{today}, {database}, {machine} while measuring. {CELL}",
        "",
        "| | " + " | ".join(f"{size:,}" for size in sizes) + " |",
        "|---" * (len(sizes) + 1) + "|",
    ]
    for name, lines in table.items():
        cells = [_cell(lines[size], size) if size in lines else "" for size in sizes]
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _cell(line: Line, size: int) -> str:
    cost = line.cost
    mark = " **!**" if size == TARGETS_AT and _is_over(line) else ""
    times = f" ({line.times:.0f}×)" if line.times else ""
    held = f" · {cost.size / 1000:.0f} · {cost.peak / 1e6:.1f}" if cost.size else ""
    return f"{cost.queries} · {cost.seconds * 1000:.1f}{times}{held}{mark}"
