"""`{% load points %}`: exact points for display, rounded, with the exact value in reach."""

from fractions import Fraction
from functools import lru_cache

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from competition import wording
from reviews import queries
from reviews.review.matrix import Spread

register = Library()


@register.filter
def points(value: Fraction | None) -> SafeString | str:
    """Two places, half rounded up; the exact fraction stands in the abbreviation's title."""
    return "–" if value is None else _points(value, get_language())


@lru_cache(maxsize=4_096)
def _points(value: Fraction, _language: str | None) -> SafeString | str:
    """The same few points stand in a table thousands of times."""
    shown = wording.places(value)
    if value.denominator == 1:
        return shown
    return format_html('<abbr title="{}">{}</abbr>', _("genau %s") % value, shown)


@register.filter
def exact_points(value: Fraction | None) -> str:
    """Points as they were given, "3,5": a decimal text exists, so nothing is rounded."""
    return "–" if value is None else wording.decimal(queries.decimal_text(value))


@register.filter
def deviation(spread: Spread) -> SafeString | str:
    """A standard deviation, two places; the exact root stands in the abbreviation's title."""
    if spread.variance is None or spread.deviation is None:
        return "–"
    shown = wording.places(spread.deviation)
    if spread.deviation**2 == spread.variance:
        return shown
    return format_html(
        '<abbr title="{}">{}</abbr>', _("genau die Wurzel aus %s") % spread.variance, shown
    )
