"""Points of invented reviews, to see what the rubric makes of them. Nothing of it is stored."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from reviews.forms.review import points_field
from reviews.models import Criterion
from reviews.rubric import trial


class TrialForm(forms.Form):
    """Up to three reviews; whether points are on the grid is decided as it is for jurors."""

    use_required_attribute = False

    def __init__(self, *, criteria: Sequence[Criterion], data: Any = None) -> None:
        super().__init__(data if data and trial.field(1, 0) in data else None)
        self.criteria = criteria
        for number in range(1, trial.REVIEWS_COUNT + 1):
            for at, criterion in enumerate(criteria):
                self.fields[trial.field(number, at)] = points_field(criterion)

    def reviews(self) -> list[tuple[int, list[BoundField]]]:
        """Per review its number and its fields, in the order of the rubric."""
        return [
            (number, [self[trial.field(number, at)] for at in range(len(self.criteria))])
            for number in range(1, trial.REVIEWS_COUNT + 1)
        ]

    def typed(self) -> list[dict[str, str]]:
        """Per review criterion key → what was typed."""
        return [
            {
                criterion.key: self.cleaned_data[trial.field(number, at)]
                for at, criterion in enumerate(self.criteria)
            }
            for number in range(1, trial.REVIEWS_COUNT + 1)
        ]
