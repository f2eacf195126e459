"""A review: points per criterion with a reason, three texts, and the version typed over."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition import wording
from reviews.forms.scale import TYPED, Scale
from reviews.models import Criterion
from reviews.review import entries
from reviews.review.entries import MAX_COMMENT_CHARS, MAX_REASON_CHARS, REASON, Content, Entered

if TYPE_CHECKING:
    from reviews.queries import KeptReview

POINTS = "points-"


class Paragraphs(forms.CharField):
    """A text whose line breaks count as one character, as they do when it is stored."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class NeededToFinish:
    """What a draft may still lack: finishing asks for it, saving does not."""

    def validate(self, value: Any) -> None:
        """Nothing is wrong with what is not there yet; the rest is judged by the service."""


class PointsField(NeededToFinish, forms.CharField):
    """Points as typed or chosen."""


class NeededParagraphs(NeededToFinish, Paragraphs):
    """A reason that the rubric asks for."""


class ReviewForm(forms.Form):
    """Points are typed ("3,5") or chosen; what is right is decided by the service alone."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        *,
        criteria: Iterable[Criterion],
        review: "KeptReview | None",
        content: Content | None = None,
        data: Any = None,
        may_abstain: bool = False,
    ) -> None:
        """``content``: shown in place of what is stored of ``review`` (an older version)."""
        if content is None:
            content = entries.content_of(review) if review else entries.empty()
        initial = {"version": review.version if review else 0, **_named(content)}
        super().__init__(data, initial=initial)
        self.criteria = list(criteria)
        for criterion in self.criteria:
            self.fields[POINTS + criterion.key] = points_field(criterion, Scale(criterion))
            self.fields[REASON + criterion.key] = _reason_field(criterion)
        for name, field in _texts().items():
            self.fields[name] = field
        if may_abstain:
            self.fields["abstention_reason"] = _abstention_field()

    def rows(self) -> list[tuple[Criterion, BoundField, BoundField]]:
        """Per criterion the fields of its points and of their reason, in the rubric's order."""
        return [
            (criterion, self[POINTS + criterion.key], self[REASON + criterion.key])
            for criterion in self.criteria
        ]

    def texts(self) -> list[BoundField]:
        """The texts about the whole application."""
        return [self[name] for name in entries.TEXTS]

    def entered(self) -> Entered:
        """What was sent, as the service takes it; what was not sent stays as it is stored."""
        sent = {name: value for name, value in self.cleaned_data.items() if self._is_sent(name)}
        typed = Entered(
            scores={c.key: sent[POINTS + c.key] for c in self.criteria if POINTS + c.key in sent},
            reasons={c.key: sent[REASON + c.key] for c in self.criteria if REASON + c.key in sent},
        )
        for name in entries.TEXTS:
            if name in sent:
                typed[name] = sent[name]
        return typed

    def _is_sent(self, name: str) -> bool:
        return name in self.data or name + TYPED in self.data

    @property
    def names(self) -> dict[str, str]:
        """The form's field by criterion key, for refusals."""
        return {criterion.key: POINTS + criterion.key for criterion in self.criteria}

    def over(self, version: int) -> "ReviewForm":
        """The same typed texts, now over another stored version."""
        self.data = {**dict(self.data.items()), "version": str(version)}
        return self


def _named(content: Content) -> dict[str, str]:
    """A review's content by the names of the form's fields."""
    points = {POINTS + key: wording.decimal(text) for key, text in content["scores"].items()}
    reasons = {REASON + key: text for key, text in content["reasons"].items()}
    return {**points, **reasons, **{name: content[name] for name in entries.TEXTS}}


def points_field(criterion: Criterion, widget: forms.Widget | None = None) -> forms.CharField:
    """Points to type in, or with a ``widget`` of their own."""
    plain = {"data-width": "4", "inputmode": "decimal", "autocomplete": "off"}
    return PointsField(
        label=criterion.label,
        help_text=_("%(minimum)s bis %(maximum)s Punkte in Schritten von %(step)s")
        % {
            "minimum": wording.decimal(criterion.minimum),
            "maximum": wording.decimal(criterion.maximum),
            "step": wording.decimal(criterion.step),
        },
        widget=widget or forms.TextInput(attrs=plain),
    )


def _reason_field(criterion: Criterion) -> forms.CharField:
    made = NeededParagraphs if criterion.reason_required else Paragraphs
    return made(
        label=_("Begründung zu „%s“") % criterion.label,
        max_length=MAX_REASON_CHARS,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=criterion.reason_required,
    )


def _texts() -> dict[str, forms.CharField]:
    return {
        "comment": _text(
            gettext_lazy("Kommentar für die Jury"),
            gettext_lazy("Lesen die anderen Jurymitglieder, sobald die Bewertungen offen liegen."),
        ),
        "comment_for_applicant": _text(
            gettext_lazy("Hinweis an die Kommune"),
            gettext_lazy("Steht im Schreiben an die Kommune. Bitte ohne Namen von Personen."),
        ),
        "private_note": _text(
            gettext_lazy("Eigene Notiz"),
            gettext_lazy("Liest niemand außer Ihnen: Sie steht in keiner Ausgabe und keiner Akte."),
        ),
    }


def _text(label: Any, hint: Any) -> Paragraphs:
    return Paragraphs(
        label=label,
        help_text=hint,
        max_length=MAX_COMMENT_CHARS,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )


def _abstention_field() -> Paragraphs:
    field = Paragraphs(
        label=_("Grund der Enthaltung"),
        max_length=MAX_REASON_CHARS,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    # Only who abstains must give it, but it stands beside that button and is not optional there.
    field.widget.is_required = True
    return field
