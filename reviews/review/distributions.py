"""How often a juror gave which points, as plain data for a chart: own points alone."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition import wording
from kern.charts import Bar, Bars, Number, Table
from reviews import queries
from reviews.models import Criterion
from reviews.review.matrix import Column

MOST_BARS = 11


def of(column: Column) -> Bars:
    """A bar per points of the grid; of a fine grid, a bar per span of points."""
    bars = [
        Bar(label, Number(Fraction(count), str(count)), str(count))
        for label, count in _counted(column)
    ]
    return Bars(
        key=f"distribution-{column.criterion.key}",
        title=column.criterion.label,
        description=_words(column),
        table=Table(
            [_("Punkte"), _("Bewerbungen")],
            [[bar.label, bar.at or ""] for bar in bars],
            frozenset({1}),
        ),
        upper=bars,
    )


def _counted(column: Column) -> Iterator[tuple[str, int]]:
    given = Counter(column.values)
    for low, high in _spans(column.criterion):
        count = sum(often for value, often in given.items() if low <= value <= high)
        label = _text(low) if low == high else f"{_text(low)}–{_text(high)}"
        yield label, count


def _spans(criterion: Criterion) -> Iterator[tuple[Fraction, Fraction]]:
    """The grid from its highest points down, cut into equal spans where it is fine."""
    low, high = Fraction(criterion.minimum), Fraction(criterion.maximum)
    step = Fraction(criterion.step)
    count = int((high - low) / step) + 1
    width = -(-count // MOST_BARS)
    for first in reversed(range(0, count, width)):
        last = min(first + width, count) - 1
        yield low + first * step, low + last * step


def _text(points: Fraction) -> str:
    return wording.decimal(queries.decimal_text(points))


def _words(column: Column) -> str:
    spread = column.spread
    if spread.mean is None or spread.deviation is None:
        return _("Hier haben Sie noch keine Punkte vergeben.")
    return ngettext(
        "Ihre Punkte bei %(count)s Bewerbung: im Mittel %(mean)s.",
        "Ihre Punkte bei %(count)s Bewerbungen: im Mittel %(mean)s, Streuung %(deviation)s.",
        spread.count,
    ) % {
        "count": spread.count,
        "mean": wording.places(spread.mean),
        "deviation": wording.places(spread.deviation),
    }
