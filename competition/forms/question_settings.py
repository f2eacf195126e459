"""One question as the office types it: what all kinds have, and what the chosen kind has besides.

What the values mean is judged by the service alone. Choosing another kind is a submit button, which
keeps everything that was typed and stores nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition import drafts, perspectives, questionnaire, wording
from competition.forms.as_typed import Chosen, ChosenMany, Ticked, Written
from competition.forms.periods import PeriodForm
from competition.forms.question_parts import answer_words, settings, short
from competition.forms.questions import typed_sum
from competition.models import Question
from competition.models.call import QuestionKind
from competition.questionnaire import notation

Typed = dict[str, Any]
DEFAULT_KIND = QuestionKind.TEXT
# What the title's question leaves open; that it is asked, and how, is fixed.
OF_TITLE = ("over", "section", "label", "hint", "max_chars")
SINGLE = ("over", "after", "kind", "section", "label", "hint", "choices", "max_chars")
BOUNDS = ("minimum", "maximum", "day", "time")
MANY = ("file_kinds", "condition")


class QuestionForm(PeriodForm):
    """``over``: the digest of what was typed over; ``after``: whom a new question follows."""

    use_required_attribute = False

    over = Written(required=False, widget=forms.HiddenInput)
    after = Chosen(label=gettext_lazy("Platz im Formular"))
    kind = Chosen(label=gettext_lazy("Art der Antwort"), choices=QuestionKind.choices)
    section = Written(
        label=gettext_lazy("Abschnitt"),
        help_text=gettext_lazy(
            "Überschrift, unter der die Frage steht. Aufeinander folgende Fragen mit derselben "
            "Überschrift stehen zusammen."
        ),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "abschnitte"}),
    )
    label = Written(
        label=gettext_lazy("Frage"), widget=forms.Textarea(attrs={"rows": 3, "lang": "de"})
    )
    hint = Written(
        label=gettext_lazy("Erläuterung dazu"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "de"}),
    )
    is_required = Ticked(
        label=gettext_lazy("Muss beantwortet sein, sonst lässt sich nicht einreichen"),
    )

    field_order = (
        *("over", "kind", "after", "section", "label", "hint", "is_required", "choices"),
        *("max_chars", "minimum", "maximum", "file_kinds", "day", "time", "condition"),
    )

    def __init__(
        self,
        *,
        others: Sequence[Question],
        typed: Mapping[str, Any] | None = None,
        data: Any = None,
        is_new: bool = False,
        is_title: bool = False,
    ) -> None:
        """``others``: the questions before it, on whose answers it may hang; of a new one all,
        since it may be put behind any of them."""
        super().__init__(data, initial=dict(typed or {}))
        self._places(others if is_new else None)
        self.is_title = is_title
        self.kind_now = str((typed if data is None else data).get("kind", ""))  # type: ignore[union-attr]  # one of them is given
        if is_title:
            self.kind_now = QuestionKind.LINE
        for name, field in settings(self.kind_now).items():
            self.fields[name] = field
        self._condition(others)
        self._own_deadline()
        if is_title:
            for name in set(self.fields) - set(OF_TITLE):
                del self.fields[name]
        if self.kind_now == QuestionKind.DECLARATION:
            self.fields["label"].label = _("Text der Erklärung")
            self.fields["label"].help_text = _(
                "Mit der Bewerbung wird er so versiegelt, wie er hier steht, samt der Erläuterung."
            )
        self.order_fields(self.field_order)

    def _places(self, others: Sequence[Question] | None) -> None:
        if others is None:
            del self.fields["after"]
            return
        places = [
            (each.key, _("nach %(number)s. %(label)s") % {"number": at, "label": short(each)})
            for at, each in enumerate(others, 1)
        ]
        self.fields["after"].choices = places  # type: ignore[attr-defined]  # a choice field

    def _condition(self, others: Sequence[Question]) -> None:
        groups = [
            (question.label, [(box, answer_words(question, value)) for box, value in pairs])
            for question, pairs in notation.conditions(others)
        ]
        if groups:
            self.fields["condition"] = ChosenMany(
                label=_("Nur fragen, wenn"),
                help_text=_(
                    "Ohne Häkchen wird immer gefragt. Mehrere Häkchen bei derselben Frage heißen: "
                    "eine dieser Antworten genügt."
                ),
                choices=groups,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def _own_deadline(self) -> None:
        if self.kind_now != QuestionKind.FILES:
            del self.fields["day"], self.fields["time"]
            return
        day, at = self.fields["day"], self.fields["time"]
        day.required = False
        day.label = _("Eigene Frist: letzter Tag")
        day.help_text = _(
            "Für Anlagen, die nach dem Bewerbungsschluss folgen dürfen, etwa einen Ratsbeschluss. "
            "Leer heißt: bis zum Bewerbungsschluss."
        )
        at.label = _("Eigene Frist: Uhrzeit")

    def clean_day(self) -> date:
        if self.cleaned_data.get("day") is None:
            return None  # type: ignore[return-value]  # no date of its own
        return super().clean_day()

    def clean(self) -> Typed:
        cleaned = super().clean()
        if cleaned.get("time") and "day" in cleaned and cleaned["day"] is None:
            self.add_error("day", _("Zu der Uhrzeit fehlt der Tag."))
        return cleaned

    def typed(self) -> Typed:
        """What the service takes, as it was typed."""
        given = self.cleaned_data
        fixed = {"kind": QuestionKind.LINE.value, "is_required": True} if self.is_title else {}
        return {
            "condition": given.get("condition", []),
            "deadline_at": given.get("ends_at"),
            **{name: value for name, value in given.items() if name not in ("over", "after")},
            **fixed,
        }

    def now_over(self, digest: str) -> None:
        """The same typed texts, now over what is stored: whoever saves again has seen it."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a request's
        data["over"] = digest
        self.data = data


def blank(order: str, after: Question | None) -> Typed:
    """A question that nobody has written yet. ``order``: the digest of the order it comes into;
    ``after``: the question before it, in whose section it stands at first."""
    return {
        "over": order,
        "after": after.key if after else "",
        "section": after.section if after else "",
        "kind": DEFAULT_KIND.value,
        "is_required": True,
    }


def typed_of(question: Question) -> Typed:
    """What stands in the fields before anybody types: the stored question."""
    kinds = [each["value"] for each in question.choices]
    return {
        **{part: getattr(question, part) for part in ("kind", "section", "label", "hint")},
        "over": questionnaire.digest(question),
        "is_required": question.is_required,
        "max_chars": _plain(question.max_chars),
        "choices": notation.lines(question.choices),
        "minimum": _bound_as_typed(question, question.minimum),
        "maximum": _bound_as_typed(question, question.maximum),
        "file_kinds": kinds if question.kind == QuestionKind.FILES else [],
        "condition": notation.ticks(question.condition),
        **_last_day(question.deadline_at),
    }


def _plain(number: int | None) -> str:
    return "" if number is None else wording.grouped(number)


def _bound_as_typed(question: Question, value: int | None) -> str:
    return typed_sum(value) if question.kind == QuestionKind.MONEY else _plain(value)


def _last_day(until: datetime | None) -> dict[str, Any]:
    """The exclusive end as people say it: a midnight is the end of the day before."""
    if until is None:
        return {}
    local = timezone.localtime(until)
    if local.time() == time(0):
        return {"day": local.date() - timedelta(days=1), "time": None}
    return {"day": local.date(), "time": local.time()}


def rekinded(data: Any) -> Typed:
    """What was sent, for another kind: everything typed stays; perspectives begin with the seven.

    Nothing is stored by it. ``data``: the request's, with the kind that was chosen.
    """
    kept: Typed = {name: data.get(name, "") for name in (*SINGLE, *BOUNDS)}
    kept |= {name: data.getlist(name) for name in MANY} | {"is_required": "is_required" in data}
    if kept["kind"] == QuestionKind.PERSPECTIVES and not kept["choices"].strip():
        kept["choices"] = notation.lines(perspectives.choices())
    return kept


def is_title(question: Question | None) -> bool:
    """Whether it is the question for the title, whose kind is fixed."""
    return question is not None and question.key == drafts.TITLE_KEY
