"""`{% load points %}`: exact points for display, rounded, with the exact value in reach."""

from fractions import Fraction

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from competition import wording

register = Library()


@register.filter
def points(value: Fraction | None) -> SafeString | str:
    """Two places, half rounded up; the exact fraction stands in the abbreviation's title."""
    if value is None:
        return "–"
    shown = wording.places(value)
    if value.denominator == 1:
        return shown
    return format_html('<abbr title="{}">{}</abbr>', _("genau %s") % value, shown)
