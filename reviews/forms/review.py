"""A review: points per criterion as typed, a comment, and the version it was typed over."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition import wording
from reviews import queries
from reviews.entries import MAX_COMMENT_CHARS
from reviews.models import Criterion, Review

POINTS = "points-"


def typed_points(review: Review) -> dict[str, str]:
    """The stored points by criterion key, as they would be typed."""
    return {
        score.criterion.key: wording.decimal(
            queries.decimal_text(queries.points(score.criterion, score.steps))
        )
        for score in review.scores.all()
    }


class Paragraphs(forms.CharField):
    """A text whose line breaks count as one character, as they do when it is stored."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class ReviewForm(forms.Form):
    """Points are typed ("3,5"); whether they are on the grid is decided by the service alone."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, *, criteria: Iterable[Criterion], review: Review | None, data: Any = None
    ) -> None:
        super().__init__(data, initial=_stored(review) if review else {"version": 0})
        self.criteria = list(criteria)
        for criterion in self.criteria:
            self.fields[POINTS + criterion.key] = points_field(criterion)
        self.fields["comment"] = Paragraphs(
            label=gettext_lazy("Begründung"),
            max_length=MAX_COMMENT_CHARS,
            widget=forms.Textarea(attrs={"rows": 8}),
            required=False,
        )

    def rows(self) -> list[tuple[Criterion, BoundField]]:
        """Per criterion its field, in the order of the rubric."""
        return [(criterion, self[POINTS + criterion.key]) for criterion in self.criteria]

    def scores(self) -> dict[str, str]:
        """Criterion key → what was typed."""
        return {c.key: self.cleaned_data[POINTS + c.key] for c in self.criteria}

    @property
    def names(self) -> dict[str, str]:
        """The form's field by criterion key, for refusals."""
        return {criterion.key: POINTS + criterion.key for criterion in self.criteria}

    def over(self, version: int) -> "ReviewForm":
        """The same typed texts, now over another stored version."""
        self.data = {**dict(self.data.items()), "version": str(version)}
        return self


def _stored(review: Review) -> dict[str, str | int]:
    points = {POINTS + key: typed for key, typed in typed_points(review).items()}
    return {"version": review.version, "comment": review.comment, **points}


class PointsField(forms.CharField):
    """Points that a draft may still lack: finishing asks for them, saving does not."""

    def validate(self, value: Any) -> None:
        """Nothing is wrong with what is not there yet; the rest is judged by the service."""


def points_field(criterion: Criterion) -> forms.CharField:
    return PointsField(
        label=criterion.label,
        help_text=_("%(minimum)s bis %(maximum)s Punkte in Schritten von %(step)s")
        % {
            "minimum": wording.decimal(criterion.minimum),
            "maximum": wording.decimal(criterion.maximum),
            "step": wording.decimal(criterion.step),
        },
        widget=forms.TextInput(
            attrs={"data-width": "4", "inputmode": "decimal", "autocomplete": "off"}
        ),
    )
