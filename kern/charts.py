"""What the chart tags draw: plain data. Numbers are exact; only where they are drawn is rounded.

Every picture carries the table that says the same. Nothing is told by colour alone: a mark has a
shape, a bar of the other side is hatched, and every row ends in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

Mark = Literal["disc", "ring", "diamond", "diamond-open", "square", "square-open", "cross", "dash"]


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number and how it is written; ``exact`` tells the whole of a rounded one."""

    value: Fraction
    text: str
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark and what it means. ``framed``: with a frame around it."""

    mark: Mark
    meaning: str
    framed: bool = False


Cell = str | Number


@dataclass(frozen=True, slots=True)
class Table:
    """The same as the picture, in words and numbers. ``numeric``: which columns hold figures.

    The first column names the row.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Picture:
    """What all pictures have. ``key`` is unique on its page and makes the ids of its parts."""

    key: str
    title: str
    description: str
    table: Table
    note: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class StripRow:
    """One row of a strip: a mark where its number lies, small dots where its parts lie."""

    label: str
    at: Number
    sign: Sign
    dots: Sequence[Number] = ()


@dataclass(frozen=True, slots=True)
class Strip(Picture):
    """Rows on one scale; ``line`` is drawn across all of them."""

    rows: Sequence[StripRow]
    scale: Sequence[Number]
    line: tuple[Number, str] | None = None
    dots_meaning: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar and its words. Without a number there is no bar, only the words."""

    label: str
    at: Number | None
    text: str


@dataclass(frozen=True, slots=True)
class Bars(Picture):
    """Bars from one zero line: ``upper`` to the right, ``lower`` to the left and hatched.

    ``sides``: what each side means, where there are two.
    """

    upper: Sequence[Bar]
    lower: Sequence[Bar] = ()
    sides: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a grid: a sign or nothing per column, and words at its end."""

    label: str
    signs: Sequence[Sign | None]
    text: str = ""


@dataclass(frozen=True, slots=True)
class GridGroup:
    """Rows under one heading; an empty heading is left out."""

    heading: str
    rows: Sequence[GridRow]


@dataclass(frozen=True, slots=True)
class Grid(Picture):
    """Rows by columns with a sign in each field. ``upright``: long names of columns stand."""

    columns: Sequence[str]
    groups: Sequence[GridGroup]
    upright: bool = False


def scale(low: Fraction, high: Fraction, most: int = 8) -> list[Fraction]:
    """Round numbers from below ``low`` to above ``high``, at most ``most`` + 1, evenly apart.

    Steps are 1, 2 or 5 times a power of ten. Equal ends are set one step apart.
    """
    if high < low:
        raise ValueError("the scale ends before it begins")
    span = high - low or Fraction(1)
    step = next(step for step in _steps(span / most) if step * most >= span)
    first = low // step
    last = max(-(-high // step), first + 1)
    return [step * count for count in range(first, last + 1)]


def _steps(least: Fraction) -> Sequence[Fraction]:
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    return [power * factor for factor in (1, 2, 5, 10)]


def share(value: Fraction, low: Fraction, high: Fraction) -> str:
    """Where a number lies between two others, as a percentage for the drawing: "62.5%"."""
    hundredths = round((value - low) / (high - low) * 10_000)
    return f"{hundredths // 100}.{hundredths % 100:02}%"
