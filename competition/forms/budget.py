"""The form of a budget: a table of costs and one of funding, with their sums."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from competition import answers, wording
from competition.answers import budget, written
from competition.answers.budget import Source
from competition.errors import Refusal

# Without script: so many blank rows follow the filled ones; saving brings new ones.
SPARE_ROWS = 3


class BudgetInput(forms.Widget):
    """Takes rows of texts and sums as they are typed, and gives them as ``answers.clean`` reads."""

    template_name = "portal/widgets/budget.html"
    is_group = True
    first_part = ".costs.0.label"

    def __init__(self, *, award_cents: int) -> None:
        super().__init__()
        self.award_cents = award_cents

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> dict[str, Any]:
        third = [{"source": Source.THIRD.value, **row} for row in _sent(data, name, Source.THIRD)]
        single = [
            {"source": source.value, "label": "", "cents": data.get(f"{name}.{source}.cents", "")}
            for source in (Source.GRANT, Source.OWN)
        ]
        return {"costs": list(_sent(data, name, "costs")), "funding": [*single, *third]}

    def value_omitted_from_data(self, _data: Any, _files: Any, _name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        typed = value or budget.empty()
        funding = typed["funding"]
        costs, all_funding = _sum(typed["costs"]), _sum(funding)
        group, point = answers.separators()
        context["widget"] |= {
            "costs": _table(name, "costs", typed["costs"]),
            "third": _table(name, Source.THIRD, _of(funding, Source.THIRD)),
            "single": [
                {
                    "name": f"{name}.{source}.cents",
                    "label": source.label,
                    "cents": next((row["cents"] for row in _of(funding, source)), ""),
                }
                for source in (Source.GRANT, Source.OWN)
            ],
            "award": wording.euros(self.award_cents),
            "costs_sum": wording.euros(costs),
            "funding_sum": wording.euros(all_funding),
            "difference": wording.euros(abs(costs - all_funding)),
            "is_empty": costs == all_funding == 0,
            "is_even": costs == all_funding,
            "group": group,
            "point": point,
            "format": _("%(amount)s €") % {"amount": "{n}"},
            "max_rows": budget.MAX_ROWS,
        }
        return context


def _sent(data: Any, name: str, table: str) -> Iterator[dict[str, str]]:
    """The rows as they were sent, up to the last that holds anything, and one beyond the limit."""
    rows = [
        {part: data.get(f"{name}.{table}.{at}.{part}", "") for part in ("label", "cents")}
        for at in range(budget.MAX_ROWS + 1)
    ]
    filled = [at for at, row in enumerate(rows) if any(text.strip() for text in row.values())]
    yield from rows[: filled[-1] + 1 if filled else 0]


def _table(name: str, table: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The rows that are shown, those that are filled and some to go on with; and one to copy."""
    count = min(len(rows) + SPARE_ROWS, budget.MAX_ROWS)
    blank = {"label": "", "cents": ""}
    shown = [*rows, *[blank] * (count - len(rows))]
    return {
        "next": f"{name}.{table}.{min(len(rows), count - 1)}.label",
        "rows": [_row(f"{name}.{table}.{at}", at + 1, row) for at, row in enumerate(shown)],
        "blank": _row(f"{name}.{table}.__i__", "__n__", blank),
    }


def _row(name: str, number: int | str, row: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "number": number, "label": row["label"], "cents": row["cents"]}


def _of(funding: list[dict[str, Any]], source: Source) -> list[dict[str, Any]]:
    return [row for row in funding if row["source"] == source]


def _sum(rows: list[dict[str, Any]]) -> int:
    """The sum of what can be read; what cannot is refused when it is saved."""
    total = 0
    for row in rows:
        try:
            total += written.cents(row["cents"], field="") or 0
        except Refusal:
            continue
    return total
