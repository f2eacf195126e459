"""The form of a budget: a table of costs and one of funding, with their sums."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from competition import answers, wording
from competition.answers import budget
from competition.answers.budget import Source
from competition.forms.sum_rows import sent, table, total


class BudgetInput(forms.Widget):
    """Takes rows of texts and sums as they are typed, and gives them as ``answers.clean`` reads."""

    template_name = "portal/widgets/budget.html"
    is_group = True
    first_part = ".costs.0.label"

    def __init__(self, *, award_cents: int) -> None:
        super().__init__()
        self.award_cents = award_cents

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> dict[str, Any]:
        third = [
            {"source": Source.THIRD.value, **row}
            for row in sent(data, f"{name}.{Source.THIRD}", budget.MAX_ROWS)
        ]
        single = [
            {"source": source.value, "label": "", "cents": data.get(f"{name}.{source}.cents", "")}
            for source in (Source.GRANT, Source.OWN)
        ]
        return {
            "costs": list(sent(data, f"{name}.costs", budget.MAX_ROWS)),
            "funding": [*single, *third],
        }

    def value_omitted_from_data(self, _data: Any, _files: Any, _name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        typed = value or budget.empty()
        funding = typed["funding"]
        costs, all_funding = total(typed["costs"]), total(funding)
        group, point = answers.separators()
        context["widget"] |= {
            "costs": table(f"{name}.costs", typed["costs"], budget.MAX_ROWS),
            "third": table(f"{name}.{Source.THIRD}", _of(funding, Source.THIRD), budget.MAX_ROWS),
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


def _of(funding: list[dict[str, Any]], source: Source) -> list[dict[str, Any]]:
    return [row for row in funding if row["source"] == source]
