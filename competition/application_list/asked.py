"""What somebody asks of the list: filters, order and columns, by address or by a saved view.

Nothing that is asked for is ignored: a parameter, a filter or a column that does not exist is
refused. In a saved view alone it is left out, and the page says so: views outlive the questions of
one round.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from competition.application_list import columns
from competition.application_list.columns import MOST, Shown
from competition.application_list.filters import BY_NAME, ApplicationFilter
from competition.application_list.rows import Moment, loaded
from competition.errors import Refusal
from competition.filters import FilterForm
from competition.models import Application, Call, Question, SavedView

PAGE, VIEW = "page", "view"
COLUMNS = tuple(f"column_{number}" for number in range(1, MOST + 1))
MOST_LABEL_CHARS = 60
MOST_TOLD_CHARS = 40


class _ColumnSelect(forms.Select):
    """Names of columns; those that a call has put are German whatever the page's language is."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if str(value).startswith(columns.ANSWER):
            option["attrs"]["lang"] = "de"
        return option


class ColumnForm(FilterForm):
    """Which columns are shown, in which order: one field per place in the table."""

    def __init__(self, data: Mapping[str, Any], offered: Mapping[str, Shown]) -> None:
        super().__init__(data)
        choices = [("", "–")] + [
            (key, Truncator(str(each.label)).chars(MOST_LABEL_CHARS))
            for key, each in offered.items()
        ]
        for number, name in enumerate(COLUMNS, start=1):
            self.fields[name] = forms.ChoiceField(
                label=_("%(number)s. Spalte") % {"number": number},
                choices=choices,
                required=False,
                widget=_ColumnSelect,
            )

    def chosen(self) -> list[str]:
        """The keys of the columns in their order, each once."""
        given = [self.cleaned_data.get(name, "") for name in COLUMNS]
        return list(dict.fromkeys(key for key in given if key))


@dataclass(frozen=True)
class Asked:
    """What was asked, understood: ``rows`` are the filtered ones, none where it was refused.

    ``query``: the filters alone as a query string; ``address``: with the columns, for links.
    ``left_out``: what a saved view names that does not exist here. ``is_asked``: filters or columns
    stand in the address.
    """

    filter: ApplicationFilter
    column_form: ColumnForm
    columns: Sequence[Shown]
    rows: QuerySet[Application]
    is_valid: bool
    query: str
    view: SavedView | None = None
    left_out: Sequence[str] = field(default_factory=list)
    is_asked: bool = False

    @property
    def is_changed(self) -> bool:
        """The view is open, but the address asks for something else."""
        return self.view is not None and self.is_asked

    @property
    def address(self) -> str:
        data = QueryDict(self.query, mutable=True)
        for name, column in zip(COLUMNS, self.columns, strict=False):
            data[name] = column.key
        return data.urlencode()

    def loaded(self) -> QuerySet[Application]:
        """The rows with all that the columns need."""
        needs = frozenset().union(*(column.needs for column in self.columns))
        return loaded(self.rows, self.filter.moment, needs)


def of(
    call: Call,
    moment: Moment,
    given: QueryDict,
    *,
    questions: Iterable[Question],
    views: Iterable[SavedView],
) -> Asked:
    """What ``given`` asks for. Raises ``not_found`` for a view that is not one of ``views``."""
    offered = columns.available(questions, opened=moment.opened)
    base = Application.objects.filter(call=call).order_by(*BY_NAME)
    view = _view(given, views)
    is_asked = bool(set(given) - {PAGE, VIEW})
    data, left_out = given, list[str]()
    if view and not is_asked:
        data, left_out = _restored(view, moment, offered)
    if not any(data.get(name) for name in COLUMNS):
        data = _with_columns(data, columns.default(opened=moment.opened))
    chosen, column_form = ApplicationFilter(data, base, moment=moment), ColumnForm(data, offered)
    _refuse_unknown(chosen, data)
    is_valid = chosen.form.is_valid() and column_form.is_valid()
    keys = column_form.chosen() if column_form.is_valid() else columns.default(opened=moment.opened)
    return Asked(
        filter=chosen,
        column_form=column_form,
        columns=[offered[key] for key in keys],
        rows=chosen.qs if is_valid else base.none(),
        is_valid=is_valid,
        query=_query(chosen) if is_valid else "",
        view=view,
        left_out=left_out,
        is_asked=is_asked,
    )


def _view(given: QueryDict, views: Iterable[SavedView]) -> SavedView | None:
    if VIEW not in given:
        return None
    for view in views:
        if str(view.pk) == given[VIEW]:
            return view
    raise Refusal("not_found")


def _restored(
    view: SavedView, moment: Moment, offered: Mapping[str, Shown]
) -> tuple[QueryDict, list[str]]:
    """What a saved view asks for, as far as it exists here and now; and what does not."""
    data, left_out = QueryDict(view.query, mutable=True), list[str]()
    known = ApplicationFilter(data, Application.objects.none(), moment=moment)
    for name in list(data):
        if name not in known.filters or name in known.form.errors:
            del data[name]
            left_out.append(_filter_name(name))
    stored = [key for key in view.columns if isinstance(key, str)]
    left_out += [_column_name(key) for key in stored if key not in offered]
    return _with_columns(data, [key for key in stored if key in offered]), left_out


def _filter_name(name: str) -> str:
    known = ApplicationFilter.base_filters.get(name)
    return str(known.label) if known else name


def _column_name(key: str) -> str:
    return next((str(each.label) for each in columns.EVERYWHERE if each.key == key), key)


def _with_columns(data: QueryDict, keys: Iterable[str]) -> QueryDict:
    data = data.copy()
    for name, key in zip(COLUMNS, keys, strict=False):
        data[name] = key
    return data


def _refuse_unknown(chosen: ApplicationFilter, data: QueryDict) -> None:
    """Refuse parameters that do not exist here, and those that come twice: none is ignored."""
    known = {*chosen.filters, *COLUMNS, PAGE, VIEW}
    for name in data:
        code = "unknown_filter" if name not in known else "duplicate_field"
        if name not in known or len(data.getlist(name)) > 1:
            told = Truncator(name).chars(MOST_TOLD_CHARS)
            chosen.form.add_error(None, f"{Refusal(code).sentence} „{told}“")


def _query(chosen: ApplicationFilter) -> str:
    """The filters that are set, as a query string that any language reads alike."""
    data = QueryDict(mutable=True)
    for name, value in chosen.form.cleaned_data.items():
        if value not in (None, ""):
            data[name] = chosen.form.data[name] if isinstance(value, datetime) else str(value)
    return data.urlencode()
