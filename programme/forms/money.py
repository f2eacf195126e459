"""The form of a statement in figures: a table of expenses and one of income, with their sums."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from competition import answers, wording
from competition.answers import written
from competition.errors import Refusal
from competition.forms.questions import typed_sum
from programme.reports import money

# Without script: so many blank rows follow the filled ones; saving brings new ones.
SPARE_ROWS = 3
BLANK = {"label": "", "cents": ""}


class MoneyInput(forms.Widget):
    """Takes rows of texts and sums as they are typed, and gives them as ``money.clean`` reads."""

    template_name = "portal/programme/money.html"
    is_group = True
    first_part = ".expenses.0.label"

    def __init__(self, *, received_cents: int) -> None:
        super().__init__()
        self.received_cents = received_cents

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> dict[str, Any]:
        tables = {table: list(_sent(data, f"{name}.{table}")) for table in money.TABLES}
        return {**tables, "grant_cents": data.get(f"{name}.grant.cents", "")}

    def value_omitted_from_data(self, _data: Any, _files: Any, _name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        typed = value or typed_form(None)
        spent = _sum([{"cents": typed["grant_cents"]}])
        expenses, income = _sum(typed["expenses"]), _sum(typed["income"]) + spent
        group, point = answers.separators()
        context["widget"] |= {
            "expenses": _table(f"{name}.expenses", typed["expenses"]),
            "income": _table(f"{name}.income", typed["income"]),
            "grant": {"name": f"{name}.grant.cents", "cents": typed["grant_cents"]},
            "received": wording.euros(self.received_cents),
            "unspent": wording.euros(max(self.received_cents - spent, 0)),
            "expenses_sum": wording.euros(expenses),
            "income_sum": wording.euros(income),
            "difference": wording.euros(abs(expenses - income)),
            "is_empty": expenses == income == 0,
            "is_even": expenses == income,
            "group": group,
            "point": point,
            "format": _("%(amount)s €") % {"amount": "{n}"},
            "max_rows": money.MAX_ROWS,
        }
        return context


def typed_form(stored: Mapping[str, Any] | None) -> dict[str, Any]:
    """A stored statement as a person types it: sums in the notation of the active language."""
    if stored is None:
        return {"expenses": [], "income": [], "grant_cents": ""}
    tables = {
        table: [{**row, "cents": typed_sum(row["cents"])} for row in stored[table]]
        for table in money.TABLES
    }
    return {**tables, "grant_cents": typed_sum(stored["grant_cents"])}


def _sent(data: Any, name: str) -> Iterator[dict[str, str]]:
    """The rows as they were sent, up to the last that holds anything, and one beyond the limit."""
    rows = [
        {part: data.get(f"{name}.{at}.{part}", "") for part in BLANK}
        for at in range(money.MAX_ROWS + 1)
    ]
    filled = [at for at, row in enumerate(rows) if any(text.strip() for text in row.values())]
    yield from rows[: filled[-1] + 1 if filled else 0]


def _table(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The rows that are shown, those that are filled and some to go on with; and one to copy."""
    count = min(len(rows) + SPARE_ROWS, money.MAX_ROWS)
    shown = [*rows, *[BLANK] * (count - len(rows))]
    return {
        "next": f"{name}.{min(len(rows), count - 1)}.label",
        "rows": [{**row, "name": f"{name}.{at}", "number": at + 1} for at, row in enumerate(shown)],
        "blank": {**BLANK, "name": f"{name}.__i__", "number": "__n__"},
    }


def _sum(rows: list[dict[str, Any]]) -> int:
    """The sum of what can be read; what cannot is refused when it is saved."""
    total = 0
    for row in rows:
        try:
            total += written.cents(row["cents"], field="") or 0
        except Refusal:
            continue
    return total
