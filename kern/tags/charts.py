"""Pictures of numbers as inline SVG: no script, no inline styles, and a table that says the same.

Lengths across are percentages and rows are one `em` high, so the style sheet sets the rows' height
and the picture keeps its letters' size on every screen.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from django.template import Library
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kern.charts import Bar, Bars, Grid, GridGroup, Mark, Number, Picture, Sign, Strip, share

register = Library()

# Drawn around 0,0; about 12 units across.
OUTLINES: dict[Mark, str] = {
    "disc": "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0Z",
    "ring": "M-4.75 0a4.75 4.75 0 1 0 9.5 0a4.75 4.75 0 1 0-9.5 0Z",
    "diamond": "M0-7 7 0 0 7-7 0Z",
    "diamond-open": "M0-6 6 0 0 6-6 0Z",
    "square": "M-5-5h10v10h-10Z",
    "square-open": "M-4.5-4.5h9v9h-9Z",
    "cross": "M-4.5-4.5 4.5 4.5M4.5-4.5-4.5 4.5",
    "dash": "M-3.5 0h7",
}
FRAME = "M-10-10h20v20h-20Z"
LABEL_LENGTH, LONG_LENGTH = 32, 56  # in a column as usual, and in a wide one
COLUMN_LENGTH = 20
DOT_RISE = 5  # dots that fall together are set apart by so many units
NARROW_LENGTH, NARROWEST_LENGTH = 38, 24  # on a phone: beside a number, beside words
HEADING_LENGTHS = (42, 100)  # on a phone and elsewhere
TEXT_LENGTH = 12  # up to here the words at the end of all rows need little room
WIDE_COLUMNS, WIDER_COLUMNS = 12, 24  # beyond, a grid scrolls on small screens


@register.simple_tag
def strip_chart(strip: Strip) -> SafeString:
    """`{% strip_chart strip %}`: a mark per row on a common scale, small dots for its parts."""
    low, high = strip.scale[0].value, strip.scale[-1].value
    rows = [
        {
            "label": row.label,
            "x": share(row.at.value, low, high),
            "sign": row.sign,
            "text": row.at.text,
            "dots": list(_dots(row.dots, low, high)),
            "reach": _reach(row.dots, low, high),
        }
        for row in strip.rows
    ]
    line = strip.line and (share(strip.line[0].value, low, high), strip.line[1])
    return _drawn(
        "strip",
        strip,
        _legend(row.sign for row in strip.rows),
        rows,
        ticks=[(share(each.value, low, high), each.text) for each in strip.scale],
        line=line,
        dots_meaning=strip.dots_meaning if any(row.dots for row in strip.rows) else "",
    )


@register.simple_tag
def bar_chart(bars: Bars) -> SafeString:
    """`{% bar_chart bars %}`: bars from zero; a second, hatched group runs the other way."""
    right, left = _longest(bars.upper), _longest(bars.lower)
    zero = share(left, Fraction(0), left + right or Fraction(1))
    rows = [*_bars(bars.upper, left, right, 1), *_bars(bars.lower, left, right, -1)]
    return _drawn(
        "bars",
        bars,
        [],
        rows,
        zero=zero,
        border=f"{len(bars.upper)}em" if bars.lower else "",
        sides=bars.sides,
    )


@register.simple_tag
def grid_chart(grid: Grid) -> SafeString:
    """`{% grid_chart grid %}`: a sign in every field of rows by columns."""
    count = len(grid.columns)
    centres = [share(Fraction(2 * at + 1), Fraction(0), Fraction(2 * count)) for at in range(count)]
    rows = [line for group in grid.groups for line in _grid_lines(group, centres)]
    signs = (sign for group in grid.groups for row in group.rows for sign in row.signs if sign)
    return _drawn(
        "grid",
        grid,
        _legend(signs),
        rows,
        width="wider" if count > WIDER_COLUMNS else "wide" if count > WIDE_COLUMNS else "",
        columns=[
            (x, _short(name, COLUMN_LENGTH)) for x, name in zip(centres, grid.columns, strict=True)
        ],
        upright=grid.upright,
    )


@register.simple_tag
def chart_mark(sign: Sign) -> SafeString:
    """`{% chart_mark sign %}`: the shape of a mark, for use inside an SVG."""
    frame = format_html('<path class="chart-frame-mark" d="{}"/>', FRAME) if sign.framed else ""
    return format_html(
        '{}<path class="chart-mark chart-mark--{}" d="{}"/>', frame, sign.mark, OUTLINES[sign.mark]
    )


@register.simple_tag
def chart_number(number: str | Number) -> SafeString | str:
    """`{% chart_number cell %}`: a number as written, with the exact one in reach."""
    if isinstance(number, str):
        return number
    if not number.exact:
        return number.text
    return format_html('<abbr title="{}">{}</abbr>', number.exact, number.text)


def _drawn(
    kind: str, picture: Picture, legend: list[Sign], rows: list[dict[str, Any]], **parts: object
) -> SafeString:
    is_wordy = any(len(row.get("text", "")) > TEXT_LENGTH for row in rows)
    narrow = NARROWEST_LENGTH if is_wordy else NARROW_LENGTH
    table = [
        [(cell, at in picture.table.numeric) for at, cell in enumerate(row)]
        for row in picture.table.rows
    ]
    context = {
        "kind": kind,
        "picture": picture,
        "legend": legend,
        "rows": [
            row | {"y": f"{number}em", "label": _label(row, narrow)}
            for number, row in enumerate(rows)
        ],
        "height": f"{len(rows)}em",
        "is_wordy": is_wordy,
        "is_long": any(len(row["label"]) > LABEL_LENGTH for row in rows if "text" in row),
        "head": [(text, at in picture.table.numeric) for at, text in enumerate(picture.table.head)],
        "table_rows": table,
        "table_title": _("Als Tabelle: %(title)s") % {"title": picture.title},
    }
    return render_to_string(f"kern/charts/{kind}.html", context | parts)


def _legend(signs: Iterable[Sign]) -> list[Sign]:
    """Every sign once, in the order of their first appearance; the framed ones last."""
    return sorted(dict.fromkeys(signs), key=lambda sign: sign.framed)


def _dots(dots: Sequence[Number], low: Fraction, high: Fraction) -> Iterator[tuple[str, str]]:
    """Where each dot lies; those that fall together one above the other."""
    seen: Counter[Fraction] = Counter()
    for dot in dots:
        yield share(dot.value, low, high), str(-DOT_RISE * seen[dot.value])
        seen[dot.value] += 1


def _reach(dots: Sequence[Number], low: Fraction, high: Fraction) -> tuple[str, str] | None:
    values = [dot.value for dot in dots]
    return (share(min(values), low, high), share(max(values), low, high)) if values else None


def _longest(bars: Sequence[Bar]) -> Fraction:
    return max((bar.at.value for bar in bars if bar.at), default=Fraction(0))


def _bars(
    bars: Sequence[Bar], left: Fraction, right: Fraction, side: int
) -> Iterator[dict[str, Any]]:
    span = left + right or Fraction(1)
    for bar in bars:
        length = bar.at.value if bar.at else None
        yield {
            "label": bar.label,
            "text": bar.text,
            "x": share(left if side > 0 else left - (length or 0), Fraction(0), span),
            "width": None if length is None else share(length, Fraction(0), span),
            "side": "upper" if side > 0 else "lower",
        }


def _grid_lines(group: GridGroup, centres: Sequence[str]) -> Iterator[dict[str, Any]]:
    if group.heading:
        yield {"is_heading": True, "label": group.heading}
    for row in group.rows:
        yield {
            "is_heading": False,
            "label": row.label,
            "signs": list(zip(centres, row.signs, strict=True)),
            "text": row.text,
        }


def _label(row: dict[str, Any], narrow: int) -> tuple[str, str]:
    """The beginning, which fits everywhere, and the rest for wide screens."""
    if row.get("is_heading"):  # it has a line of its own
        narrow, wide = HEADING_LENGTHS
    else:
        wide = LONG_LENGTH
    shown = _short(row["label"], wide)
    if len(shown) <= narrow:
        return shown, ""
    return shown[: narrow - 1], shown[narrow - 1 :]


def _short(text: str, length: int) -> str:
    """The table has the whole of it."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
