"""Pictures of a decision as plain data, from a case and its result: for the public and the office.

Nothing is decided here. Every number is exact; ``wording.places`` rounds it for the eye, and the
exact one is in reach.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competition import wording
from competition.models.municipality import FederalState, Kind, SizeClass
from competition.standings import Class, Standings
from kern.charts import (
    Bar,
    Bars,
    Cell,
    Grid,
    GridGroup,
    GridRow,
    Mark,
    Number,
    Sign,
    Strip,
    StripRow,
    Table,
    scale,
)

Document = Mapping[str, Any]
MOST_ROWS = 60  # a picture of more rows is no picture; the tables of the page hold all of them
MOST_COLUMNS = 40
NEXT_ONES = 9  # of those outside, in the ladder
SIGNS: dict[Class, tuple[Mark, Any]] = {
    "merit": ("disc", gettext_lazy("ausgewählt nach Punkten")),
    "diversity": ("diamond", gettext_lazy("ausgewählt wegen der Regeln")),
    "displaced": ("diamond-open", gettext_lazy("durch die Regeln verdrängt")),
    "score": ("ring", gettext_lazy("nicht ausgewählt")),
    "contested": ("diamond-open", gettext_lazy("umstritten")),
    "open": ("ring", gettext_lazy("in der Auswahl")),
    "gate": ("cross", gettext_lazy("nicht in der Auswahl")),
}


def exact(value: Fraction) -> Number:
    """A number of points: two places for the eye, the fraction in reach."""
    whole = value.denominator == 1
    return Number(value, wording.places(value), "" if whole else _("genau %s") % value)


def left_out(shown: int, count: int) -> str:
    """How many rows a picture shows, where it does not show all."""
    if shown == count:
        return ""
    return _("Gezeigt sind %(shown)s von %(count)s.") % {"shown": shown, "count": count}


def shown(standings: Standings) -> list[str]:
    """Whom the strip shows, the highest first: everybody, or the selected and those next to them
    where they are too many for a picture."""
    ranked, selected = standings.ranked, standings.selected
    if len(ranked) <= MOST_ROWS:
        return ranked
    room = max(0, MOST_ROWS - len(selected))
    kept = {*selected, *[each for each in ranked if each not in selected][:room]}
    return [each for each in ranked if each in kept][:MOST_ROWS]


def value_name(attribute: str, value: str, perspectives: Mapping[str, str]) -> str:
    """The value of an attribute in words: "BY" as "Bayern"; an unknown one as it is."""
    for known, choices in (("kind", Kind), ("size_class", SizeClass), ("state", FederalState)):
        if attribute == known and value in choices.values:
            return str(choices(value).label)
    return perspectives.get(value, value)


@dataclass(frozen=True)
class Pictures:
    """The pictures that the public form of a case supports. None: there is nothing to draw.

    ``names`` of applications by id, ``rules`` their labels by id; ``values`` names the value of an
    attribute. ``dots``: what single jurors gave, for office and chair alone.
    """

    standings: Standings
    names: Mapping[str, str]
    rules: Mapping[str, str]
    values: Callable[[str, str], str]
    dots: Mapping[str, Sequence[Fraction]] = field(default_factory=dict)

    @cached_property
    def strip(self) -> Strip | None:
        """Everybody by points, with the mark of why it is in or out."""
        rows = [self._strip_row(each) for each in shown(self.standings)]
        if not rows:
            return None
        found = [row.at.value for row in rows] + [dot.value for row in rows for dot in row.dots]
        return Strip(
            key="strip",
            title=_("Alle Bewerbungen nach Punkten"),
            description=self._strip_words(rows),
            table=self._strip_table(rows),
            note=left_out(len(rows), len(self.standings.ranked)),
            rows=rows,
            scale=[Number(each, _plain(each)) for each in scale(min(found), max(found))],
            line=self._line,
            dots_meaning=_("Punkte eines Jurymitglieds"),
        )

    def _strip_row(self, each: str) -> StripRow:
        at = exact(self.standings.scores[each])
        dots = [exact(given) for given in self.dots.get(each, ())]
        return StripRow(self.name(each), at, self.sign(each), dots)

    def _strip_words(self, rows: Sequence[StripRow]) -> str:
        values = [row.at.value for row in rows]
        spread = _("Von %(low)s bis %(high)s Punkten, ausgewählt %(count)s von %(all)s.") % {
            "low": wording.places(min(values)),
            "high": wording.places(max(values)),
            "count": len(self.standings.selected),
            "all": len(self.standings.ranked),
        }
        if self._line is None:
            return spread
        words = _("An der gestrichelten Linie läge die Grenze ohne Auswahlregeln.")
        return f"{spread} {words}"

    @cached_property
    def _line(self) -> tuple[Number, str] | None:
        pool, seats = self.standings.pool, self.standings.seats
        if not self.standings.selected or len(pool) <= seats:
            return None
        at = exact(self.standings.scores[pool[seats - 1]])
        return at, _("Platz %(place)s: %(points)s") % {"place": seats, "points": at.text}

    def _strip_table(self, rows: Sequence[StripRow]) -> Table:
        head = [_("Bewerbung"), _("Punkte"), _("Ergebnis")]
        cells: list[list[Cell]] = [[row.label, row.at, row.sign.meaning] for row in rows]
        if not self.dots:
            return Table(head, cells, frozenset({1}))
        given = [", ".join(dot.text for dot in row.dots) or "–" for row in rows]
        return Table(
            [*head, _("Punkte der Jurymitglieder")],
            [[*cell, dots] for cell, dots in zip(cells, given, strict=True)],
            frozenset({1}),
        )

    @cached_property
    def coverage(self) -> Grid | None:
        """Who of the selected counts towards which rule, with how many there must be."""
        chosen, given = self._chosen, self.standings.case["constraints"]
        if not given or not 0 < len(chosen) <= MOST_COLUMNS:
            return None
        groups = [self._coverage_group(rule, chosen) for rule in given]
        return Grid(
            key="coverage",
            title=_("Wer welche Auswahlregel erfüllt"),
            description=_(
                "Jede Zeile ist ein Wert, den eine Regel zählt, jede Spalte eine ausgewählte "
                "Bewerbung. Am Ende steht, wie viele es sind und wie viele es sein müssen."
            ),
            table=self._coverage_table(groups, chosen),
            columns=[self.name(each) for each in chosen],
            groups=groups,
            upright=True,
        )

    def _coverage_group(self, rule: Document, chosen: Sequence[str]) -> GridGroup:
        rows = []
        for values in self.standings.groups(rule):
            members = self.standings.members(rule["attr"], values)
            count = sum(each in members for each in chosen)
            sign = _counted(count in (rule["min"], rule["max"]))
            label = " / ".join(self.values(rule["attr"], value) for value in values)
            signs = [sign if each in members else None for each in chosen]
            rows.append(GridRow(label, signs, _coverage_text(count, rule)))
        return GridGroup(self.rules.get(rule["id"], rule["id"]), rows)

    def _coverage_table(self, groups: Sequence[GridGroup], chosen: Sequence[str]) -> Table:
        rows = [
            [row.label, group.heading, row.text, self._listed(chosen, row)]
            for group in groups
            for row in group.rows
        ]
        head = [_("Wert"), _("Regel"), _("Ausgewählte"), _("Bewerbungen")]
        return Table(head, rows)

    def _listed(self, chosen: Sequence[str], row: GridRow) -> str:
        pairs = zip(chosen, row.signs, strict=True)
        return ", ".join(self.name(each) for each, sign in pairs if sign) or "–"

    @cached_property
    def prices(self) -> Bars | None:
        """What each rule costs in points."""
        found = self.standings.result.get("price")
        if not found:
            return None
        costs = {rule: exact(Fraction(row["price"])) for rule, row in found.items()}
        labels = {rule: self.rules.get(rule, rule) for rule in found}
        return Bars(
            key="prices",
            title=_("Was jede Auswahlregel kostet"),
            description=_(
                "Um so viele Punkte wäre die Summe der Ausgewählten ohne diese eine Regel höher."
            ),
            table=Table(
                [_("Regel"), _("Preis"), _("Ohne sie kämen hinein"), _("und heraus")],
                [[labels[rule], costs[rule], *self._swap(row)] for rule, row in found.items()],
                frozenset({1}),
            ),
            upper=[Bar(labels[rule], at, at.text) for rule, at in costs.items()],
        )

    def _swap(self, row: Document) -> list[str]:
        if "enters" not in row:
            return [_("mehrere gleich gute Zusammenstellungen"), ""]
        return [", ".join(map(self.name, row[key])) or "–" for key in ("enters", "leaves")]

    @cached_property
    def ladder(self) -> Bars | None:
        """How firmly the selected stand, and how far the next ones are away."""
        margins = self.standings.margins
        if not margins or not self.standings.selected:
            return None
        firm = sorted(self._chosen, key=self._by_margin, reverse=True)[-MOST_COLUMNS:]
        outside = [
            each
            for each in self.standings.pool
            if each not in self.standings.selected and margins.get(each) is not None
        ]
        following = sorted(outside, key=self._by_margin)[:NEXT_ONES]
        return Bars(
            key="ladder",
            title=_("Wie knapp es war"),
            description=_(
                "Nach rechts: so viele Punkte verlöre die Summe ohne eine ausgewählte Bewerbung. "
                "Nach links: so viele fehlten einer anderen zum Platz. Ein Schritt ist die "
                "kleinste Änderung eines Jurymitglieds im schwersten Kriterium."
            ),
            table=self._ladder_table([*firm, *following]),
            note=self._farther(len(outside) - len(following)),
            upper=[self._ladder_bar(each) for each in firm],
            lower=[self._ladder_bar(each) for each in following],
            sides=(_("ausgewählt"), _("nicht ausgewählt")),
        )

    def _by_margin(self, each: str) -> tuple[bool, Fraction, str]:
        margin = self.standings.margins.get(each)
        return (margin is None, margin or Fraction(0), each)

    def _ladder_bar(self, each: str) -> Bar:
        margin = self.standings.margins.get(each)
        if margin is None:
            return Bar(self.name(each), None, _("durch die Regeln gesetzt"))
        at, steps = exact(margin), self.standings.steps(each)
        if not margin:
            return Bar(self.name(each), at, _("gleichauf"))
        if steps is None:
            return Bar(self.name(each), at, at.text)
        words = ngettext("%(count)s Schritt", "%(count)s Schritte", steps) % {"count": steps}
        return Bar(self.name(each), at, f"{at.text} · {words}")

    def _ladder_table(self, shown: Sequence[str]) -> Table:
        rows: list[list[Cell]] = []
        for each in shown:
            margin, steps = self.standings.margins.get(each), self.standings.steps(each)
            distance: Cell = "–" if margin is None else exact(margin)
            rows.append([self.name(each), self.sign(each).meaning, distance, _or_dash(steps)])
        head = [_("Bewerbung"), _("Ergebnis"), _("Abstand"), _("Schritte")]
        return Table(head, rows, frozenset({2, 3}))

    @staticmethod
    def _farther(count: int) -> str:
        if not count:
            return ""
        return ngettext(
            "%(count)s weitere Bewerbung liegt ferner.",
            "%(count)s weitere Bewerbungen liegen ferner.",
            count,
        ) % {"count": count}

    @cached_property
    def _chosen(self) -> list[str]:
        return sorted(self.standings.selected, key=lambda each: (self.name(each), each))

    def name(self, each: str) -> str:
        """What an application is called in the pictures."""
        return self.names.get(each) or each[:8]

    def sign(self, each: str) -> Sign:
        """Its mark; framed where it was close."""
        mark, meaning = SIGNS[self.standings.standing(each)]
        if not self.standings.is_near(each):
            return Sign(mark, str(meaning))
        return Sign(mark, _("%(standing)s, knapp") % {"standing": meaning}, framed=True)


def of(
    perspectives: Mapping[str, str], decision: Document, rules: Document | None
) -> Pictures | None:
    """The pictures of a published decision; None where only the awards are published.

    None, too, where people decided otherwise than computed: the result is about another set.
    ``perspectives``: their words.
    """
    if "result" not in decision or "difference" in decision:
        return None

    def named(attribute: str, value: str) -> str:
        return value_name(attribute, value, perspectives if attribute == "perspectives" else {})

    return Pictures(
        standings=Standings(decision["case"], decision["result"]),
        names={award["id"]: award["name"] for award in decision["awards"]},
        rules={row["id"]: row["label"] for row in rules["rules"]} if rules else {},
        values=named,
    )


def _plain(value: Fraction) -> str:
    return wording.places(value, 0 if value.denominator == 1 else 2)


def _or_dash(count: int | None) -> str:
    return "–" if count is None else str(count)


def _counted(at_bound: bool) -> Sign:
    if at_bound:
        return Sign("square", _("zählt mit, die Regel ist ausgeschöpft"))
    return Sign("disc", _("zählt mit"))


def _coverage_text(count: int, rule: Document) -> str:
    bounds = {"count": count, "min": rule["min"], "max": rule["max"]}
    if rule["max"] is None:
        return _("%(count)s, mindestens %(min)s") % bounds
    if rule["min"] is None:
        return _("%(count)s, höchstens %(max)s") % bounds
    return _("%(count)s, zulässig %(min)s bis %(max)s") % bounds
