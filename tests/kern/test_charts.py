"""Pictures as inline SVG: named, described, quiet under the strict policy, equal to their table."""

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from kern.charts import Bars, Grid, Number, Picture, Sign, Strip, scale, share
from kern.gallery.charts import BARS, GRID, STRIP
from kern.tags.charts import OUTLINES

TAGS: dict[str, Picture] = {"strip_chart": STRIP, "bar_chart": BARS, "grid_chart": GRID}


def render(source: str, **context: Any) -> str:
    return Template("{% load kern %}" + source).render(Context(context)).strip()


def drawn(picture: Picture) -> str:
    kind = {Strip: "strip_chart", Bars: "bar_chart", Grid: "grid_chart"}[type(picture)]
    return render(f"{{% {kind} picture %}}", picture=picture)


def svg_of(html: str) -> ElementTree.Element:
    """The picture itself; it must be well-formed."""
    found = re.search(r'<svg class="chart-plot".*?</svg>\s*</div>', html, re.DOTALL)
    assert found
    text = found[0].rsplit("</div>", 1)[0]
    return ElementTree.fromstring(text.replace("<svg", '<svg xmlns="s"', 1))  # noqa: S314 - ours


@pytest.mark.parametrize("picture", TAGS.values(), ids=TAGS)
def test_a_picture_is_named_and_described(picture: Picture) -> None:
    svg = svg_of(drawn(picture))
    title, description = svg[0], svg[1]
    assert (title.text, description.text) == (picture.title, picture.description)
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


@pytest.mark.parametrize("picture", TAGS.values(), ids=TAGS)
def test_a_picture_needs_neither_script_nor_inline_style(picture: Picture) -> None:
    html = drawn(picture)
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script|javascript:", html)


@pytest.mark.parametrize("picture", TAGS.values(), ids=TAGS)
def test_the_table_says_the_same_in_reach_of_everybody(picture: Picture) -> None:
    html = drawn(picture)
    assert f"Als Tabelle: {picture.title}" in html
    body = html.split("<tbody>")[1]
    assert body.count("<tr>") == len(picture.table.rows)
    for row in picture.table.rows:
        for cell in row:
            assert (cell if isinstance(cell, str) else cell.text) in body


def test_every_mark_has_an_outline_of_its_own() -> None:
    assert len(set(OUTLINES.values())) == len(OUTLINES)


def test_the_legend_names_each_sign_once() -> None:
    html = drawn(replace(STRIP, rows=[*STRIP.rows, *STRIP.rows]))
    legend = html.split('<ul class="chart-legend">')[1].split("</ul>")[0]
    meanings = ["ausgewählt", "nicht ausgewählt", "nicht ausgewählt, knapp"]
    assert re.findall(r"</svg> ([^<]+)</li>", legend) == [*meanings, STRIP.dots_meaning]


def test_without_dots_the_legend_knows_of_none() -> None:
    html = drawn(replace(STRIP, rows=[replace(row, dots=()) for row in STRIP.rows]))
    assert "chart-dot" not in html
    assert STRIP.dots_meaning not in html


def test_dots_that_fall_together_are_set_apart() -> None:
    assert re.findall(r'cy="([-\d]+)"', drawn(STRIP))[:4] == ["0", "0", "0", "-5"]


def test_the_other_side_of_bars_is_hatched() -> None:
    svg = svg_of(drawn(BARS))
    upper, lower = (each for each in svg.iter("{s}rect"))
    assert (upper.get("fill"), lower.get("fill")) == (None, "url(#gallery-bars-hatch)")
    assert (lower.get("x"), lower.get("width")) == ("0.00%", "50.00%")


def test_a_bar_without_a_number_is_told_in_words() -> None:
    bar = replace(BARS.upper[0], at=None, text="durch die Regeln gesetzt")
    html = drawn(replace(BARS, upper=[bar], lower=()))
    assert "<rect" not in html
    assert "durch die Regeln gesetzt" in html


def test_bars_that_are_all_zero_can_be_drawn() -> None:
    nothing = Number(Fraction(0), "0,00")
    bar = replace(BARS.upper[0], at=nothing)
    assert 'width="0.00%"' in drawn(replace(BARS, upper=[bar], lower=()))


def test_a_long_label_is_cut_in_the_picture_and_whole_in_the_table() -> None:
    name = "Landkreis Beispielsberg-Musterfelde und Verwaltungsgemeinschaft an der Musterach"
    rows = [replace(STRIP.rows[0], label=name)]
    table = replace(STRIP.table, rows=[[name, "13,33", "ausgewählt"]])
    html = drawn(replace(STRIP, rows=rows, table=table))
    picture = html.split("<table")[0]
    assert name not in picture
    assert f'{name[:37]}<tspan class="chart-rest">' in picture
    assert "chart--long" in picture
    assert f'<th scope="row">{name}</th>' in html


@pytest.mark.parametrize(("count", "kind"), [(12, ""), (13, "chart--wide"), (25, "chart--wider")])
def test_a_grid_of_many_columns_keeps_its_width(count: int, kind: str) -> None:
    sign = Sign("disc", "ja")
    groups = [replace(GRID.groups[0], rows=[replace(GRID.groups[0].rows[0], signs=[sign] * count)])]
    html = drawn(replace(GRID, columns=["A"] * count, groups=groups))
    assert re.findall(r"chart--wider?", html) == ([kind] if kind else [])


def test_names_are_escaped() -> None:
    html = drawn(replace(STRIP, title="<b>", rows=[replace(STRIP.rows[0], label="A & <i>")]))
    assert "<b>" not in html
    assert "<i>" not in html


def test_a_rounded_number_has_the_exact_one_in_reach() -> None:
    number = Number(Fraction(1, 3), "0,33", "genau 1/3")
    assert render("{% chart_number n %}", n=number) == '<abbr title="genau 1/3">0,33</abbr>'
    assert render("{% chart_number n %}", n=Number(Fraction(1), "1,00")) == "1,00"


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [
        ("23/4", "53/4", ("5", "14")),
        ("0", "1/6", ("0", "1/5")),
        ("5", "5", ("5", "26/5")),
        ("-3", "250", ("-50", "250")),
    ],
)
def test_a_scale_covers_its_ends_in_few_round_steps(
    low: str, high: str, ends: tuple[str, str]
) -> None:
    found = scale(Fraction(low), Fraction(high))
    assert (found[0], found[-1]) == tuple(Fraction(end) for end in ends)
    assert len(found) <= 10
    assert len({after - before for before, after in pairwise(found)}) == 1


def test_a_scale_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before"):
        scale(Fraction(2), Fraction(1))


def test_shares_are_percentages_with_a_point() -> None:
    assert share(Fraction(1), Fraction(0), Fraction(3)) == "33.33%"
    assert share(Fraction(3), Fraction(0), Fraction(3)) == "100.00%"
