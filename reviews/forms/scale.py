"""The widget for points: half points to choose from, and a field to type them into."""

from typing import Any

from django import forms

from competition import wording
from competition.errors import Refusal
from reviews.models import Criterion
from reviews.review import entries

# More values than this are typed only: nobody chooses among a hundred buttons.
MAX_CHOICES = 21
TYPED = "-typed"


class Scale(forms.Widget):
    """Radio buttons for each value of a criterion, its level texts, and a field for typing.

    What is typed comes before what is chosen: the field is empty unless somebody has typed into it.
    Without script both work; with it the two follow each other.
    """

    template_name = "jury/widgets/scale.html"
    is_group = True
    first_part = TYPED

    def __init__(self, criterion: Criterion) -> None:
        super().__init__()
        self.criterion = criterion

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        steps = self._steps(value)
        choices = self._choices()
        context["widget"] |= {
            "criterion": self.criterion,
            "choices": [each | {"is_chosen": each["steps"] == steps} for each in choices],
            "levels": self._levels(),
            "typed_name": name + TYPED if choices else name,
            "typed": "" if choices and (steps is not None or not value) else value or "",
            "is_none": not value,
        }
        return context

    def _steps(self, value: Any) -> int | None:
        """The steps of a value; None of what is empty or not on the grid."""
        try:
            return entries.steps_of(self.criterion, value) if value else None
        except Refusal:
            return None

    def _choices(self) -> list[dict[str, Any]]:
        count = entries.steps_count(self.criterion)
        if count > MAX_CHOICES:
            return []
        meaning = {level["points"]: level["id"] for level in self._levels()}
        points = [wording.decimal(entries.decimal(self.criterion, at)) for at in range(count)]
        return [
            {"steps": at, "points": text, "level": meaning.get(text, "")}
            for at, text in enumerate(points)
        ]

    def _levels(self) -> list[dict[str, Any]]:
        return [
            {"id": f"level{at}", "points": wording.decimal(level["score"])} | level
            for at, level in enumerate(self.criterion.levels)
        ]

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> str:
        typed = str(data.get(name + TYPED) or "").strip()
        return typed or str(data.get(name) or "")

    def value_omitted_from_data(self, data: Any, _files: Any, name: str) -> bool:
        return name not in data and name + TYPED not in data
