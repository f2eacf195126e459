"""The form of a statement in figures: a table of expenses and one of income, with their sums."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from competition import answers, wording
from competition.forms.questions import typed_sum
from competition.forms.sum_rows import sent, table, total
from programme.reports import money


class MoneyInput(forms.Widget):
    """Takes rows of texts and sums as they are typed, and gives them as ``money.clean`` reads."""

    template_name = "portal/programme/money.html"
    is_group = True
    first_part = ".expenses.0.label"

    def __init__(self, *, received_cents: int) -> None:
        super().__init__()
        self.received_cents = received_cents

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> dict[str, Any]:
        tables = {each: list(sent(data, f"{name}.{each}", money.MAX_ROWS)) for each in money.TABLES}
        return {**tables, "grant_cents": data.get(f"{name}.grant.cents", "")}

    def value_omitted_from_data(self, _data: Any, _files: Any, _name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        typed = value or typed_form(None)
        spent = total([{"cents": typed["grant_cents"]}])
        expenses, income = total(typed["expenses"]), total(typed["income"]) + spent
        group, point = answers.separators()
        context["widget"] |= {
            "expenses": table(f"{name}.expenses", typed["expenses"], money.MAX_ROWS),
            "income": table(f"{name}.income", typed["income"], money.MAX_ROWS),
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
        each: [{**row, "cents": typed_sum(row["cents"])} for row in stored[each]]
        for each in money.TABLES
    }
    return {**tables, "grant_cents": typed_sum(stored["grant_cents"])}
