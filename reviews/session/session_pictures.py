"""Pictures for the jury's session: each juror's points for one application, a strip per criterion.

The table beside a picture says the same. Numbers are exact, and shown as they were given.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from competition import wording
from kern.charts import Number, Sign, Strip, StripRow, Table, scale
from reviews import queries
from reviews.models import Criterion
from reviews.models.rubric import Aggregate
from reviews.spread import Given, Spread


def strips(spread: Spread, criteria: Sequence[Criterion], names: Mapping[int, str]) -> list[Strip]:
    """A strip per criterion: a row per juror, the application's value as the line across."""
    if not spread.given:
        return []
    return [_strip(spread, criterion, names) for criterion in criteria]


def _strip(spread: Spread, criterion: Criterion, names: Mapping[int, str]) -> Strip:
    key, values = criterion.key, spread.values(criterion.key)
    middle = spread.aggregate.values[key]
    words = {
        "method": Aggregate(spread.method).label,
        "middle": wording.places(middle),
        "range": _written(max(values) - min(values)),
    }
    return Strip(
        key=f"points-{key}",
        title=criterion.label,
        description=_("%(method)s %(middle)s, Spannweite %(range)s.") % words,
        table=Table(
            [_("Jurymitglied"), _("Punkte"), _("Vor der Sitzung")],
            [_cells(each, key, names) for each in spread.given],
            frozenset({1, 2}),
        ),
        rows=[_row(each, key, names) for each in spread.given],
        scale=_scale(criterion),
        line=(_number(middle), _("%(method)s %(middle)s") % words),
        dots_meaning=_("Wert vor der Sitzung und jetziger Wert"),
    )


def _row(each: Given, key: str, names: Mapping[int, str]) -> StripRow:
    now, before = each.points[key], each.before.get(key)
    if before is None or before == now:
        return StripRow(names[each.juror], _number(now), Sign("disc", _("Punkte")))
    text = _("%(now)s (vorher %(before)s)") % {"now": _written(now), "before": _written(before)}
    return StripRow(
        names[each.juror],
        Number(now, text),
        Sign("diamond", _("in der Sitzung geändert")),
        (_number(before), _number(now)),
    )


def _cells(each: Given, key: str, names: Mapping[int, str]) -> list[str | Number]:
    now, before = each.points[key], each.before.get(key)
    return [names[each.juror], _number(now), _number(now if before is None else before)]


def _scale(criterion: Criterion) -> list[Number]:
    ends = (Fraction(criterion.minimum), Fraction(criterion.maximum))
    return [_number(value) for value in scale(*ends)]


def _number(value: Fraction) -> Number:
    return Number(value, _written(value))


def _written(value: Fraction) -> str:
    """As it was given where a decimal text exists, else rounded for the eye."""
    try:
        text = queries.decimal_text(value)
    except ValueError:
        return wording.places(value)
    return wording.decimal(text)
