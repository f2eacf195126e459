"""How many applied and how many are funded, by one property at a time, as pictures with tables.

The rows are those of statistics.csv, pooled so that nobody is singled out
(``competition/open_data/pooling.py``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition import wording
from competition.open_data import statistics
from competition.open_data.shapes import Applicant, Dimension
from kern.charts import Bar, Bars, Number, Table

TITLES = {
    "kind": gettext_lazy("Nach Art der Kommune"),
    "size_class": gettext_lazy("Nach Größe"),
    "state": gettext_lazy("Nach Land"),
    "perspective": gettext_lazy("Nach Perspektive"),
}
ORDER = tuple(TITLES)


@dataclass(frozen=True, slots=True)
class Aggregates:
    """The sums of a round, and a picture for each property that may be told."""

    total: statistics.Row
    pictures: list[Bars]


def of(applicants: Sequence[Applicant], dimensions: Sequence[Dimension]) -> Aggregates:
    """Dimensions of which nothing may be told have no picture."""
    total, *rows = statistics.rows(applicants, dimensions)
    by_name = {each.name: each for each in dimensions}
    shown = [name for name in ORDER if any(row.dimension == name for row in rows)]
    return Aggregates(
        total,
        [_picture(by_name[name], [row for row in rows if row.dimension == name]) for name in shown],
    )


def _picture(dimension: Dimension, rows: Sequence[statistics.Row]) -> Bars:
    return Bars(
        key=f"applied-{dimension.name}",
        title=str(TITLES[dimension.name]),
        description=_description(dimension),
        table=Table(
            [str(TITLES[dimension.name]), _("Bewerbungen"), _("gefördert"), _("Förderung")],
            [
                [_label(row), str(row.applied), str(row.awarded), wording.euros(row.cents)]
                for row in rows
            ],
            frozenset({1, 2, 3}),
        ),
        upper=[Bar(_label(row), _number(row.applied), _words(row)) for row in rows],
    )


def _description(dimension: Dimension) -> str:
    if dimension.overlaps:
        return _("So viele Bewerbungen nennen diese Perspektive; jede kann mehrere nennen.")
    return _("So viele Bewerbungen gab es, und so viele davon werden gefördert.")


def _label(row: statistics.Row) -> str:
    return _("übrige") if row.category == statistics.OTHER[0] else row.label


def _number(count: int) -> Number:
    return Number(Fraction(count), str(count))


def _words(row: statistics.Row) -> str:
    counts = {"applied": row.applied, "awarded": row.awarded}
    return _("%(applied)s · %(awarded)s gefördert") % counts
