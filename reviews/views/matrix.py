"""The juror's own matrix: every own score on one page, before anything is finished."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from competition import clock
from competition.accounts import second_factor
from competition.errors import Refusal
from reviews import policies
from reviews.forms.matrix import OrderForm
from reviews.models import Rubric
from reviews.review import distributions, matrix
from reviews.review.matrix import POINTS, Matrix, Row
from reviews.templatetags.points import exact_points
from reviews.views.desk_lines import Line, Writer, page_of

FIRST_ORDER = "municipality"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its name, the order that a press asks for, and how it stands now."""

    label: str
    order: str
    sort: str
    is_numeric: bool
    lang: str = ""


@login_required
@require_safe
def own(request: HttpRequest, slug: str) -> HttpResponse:
    juror = policies.require_juror(request.user, slug)
    second_factor.require(request)
    rubric = Rubric.objects.filter(call=juror.call, frozen_at__lte=clock.now(juror.call)).first()
    if rubric is None:
        raise Refusal("reviewing_closed")
    found, order = matrix.of(juror, rubric), _order(request)
    page = page_of(request, found.sorted_by(order))
    context = {
        "call": juror.call,
        "synthetic": juror.call.is_synthetic,
        "rubric": rubric,
        "matrix": found,
        "page": page,
        "rows": _lines(slug, page),
        "heads": _heads(found, order),
        "form": OrderForm(choices=_choices(found), order=order),
        "distributions": [distributions.of(column) for column in found.columns],
    }
    return render(request, "jury/matrix.html", context)


def _lines(slug: str, rows: Iterable[Row]) -> list[Line]:
    """The rows as they are written: the points, then their weighted sum."""
    writer, text = Writer(slug), cache(exact_points)
    return [
        writer.line(row.application, [text(each) for each in (*row.points, row.total)])
        for row in rows
    ]


def _order(request: HttpRequest) -> str:
    """The order asked for, at most once. Raises ``unknown_filter``."""
    asked = request.GET.getlist("order") or [FIRST_ORDER]
    if len(asked) > 1:
        raise Refusal("unknown_filter", field="order")
    return asked[0]


def _names(found: Matrix) -> dict[str, str]:
    return {
        "title": _("Vorhaben"),
        "municipality": _("Kommune"),
        **{POINTS + each.key: each.label for each in found.criteria},
        "total": _("Gewichtete Summe"),
        "stage": _("Stand"),
    }


def _heads(found: Matrix, order: str) -> list[Head]:
    names = _names(found)
    return [_head(name, names[name], order) for name in found.orders]


def _head(name: str, label: str, order: str) -> Head:
    """Numbers begin with the highest, names with A; a second press turns the order round."""
    is_numeric = name == "total" or name.startswith(POINTS)
    first, second = (f"-{name}", name) if is_numeric else (name, f"-{name}")
    sort = {name: "ascending", f"-{name}": "descending"}.get(order, "")
    lang = "de" if name.startswith(POINTS) else ""
    return Head(label, second if order == first else first, sort, is_numeric, lang)


def _choices(found: Matrix) -> list[tuple[str, str]]:
    """The same orders for a narrow screen, where the heads of the columns are not shown."""
    ways = {"": _("%(column)s, aufsteigend"), "-": _("%(column)s, absteigend")}
    return [
        (sign + name, way % {"column": label})
        for name, label in _names(found).items()
        for sign, way in ways.items()
    ]
