"""How a question is shown in a form: its widget, its field, and the condition it hangs on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import formats
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _

from competition import answers
from competition.answers import perspectives
from competition.errors import Refusal
from competition.forms.budget import BudgetInput
from competition.forms.files import FilesFrame
from competition.models import Question
from competition.models.call import QuestionKind
from kern.forms import DateInput, KernBoundField
from kern.widgets import ChoicesWithTexts

GERMAN = "de"


@dataclass(frozen=True, slots=True)
class Condition:
    """When a question is to be filled in.

    ``key``, ``values``: the question it hangs on and what its inputs send ("on": ticked, "": not).
    ``is_met``: by what is saved; None while that question is open: without script the field is
    shown then, with its condition in words.
    """

    key: str
    values: tuple[str, ...]
    label: str
    words: str
    is_met: bool | None


class AnswerBoundField(KernBoundField):
    """Leads to the very input that is wrong, where a question has several."""

    @property
    def focus_id(self) -> str:
        question: Question | None = getattr(self.field, "question", None)
        if self.errors and question is not None:
            part = fault_of(question, self.data)
            if part:
                return f"{self.auto_id}{part}"
        return super().focus_id


class AnswerField(forms.Field):
    """Shows a question. Takes whatever was typed: a draft may be incomplete."""

    bound_field_class = AnswerBoundField
    lang = GERMAN

    condition: Condition | None = None

    def __init__(self, question: Question, widget: forms.Widget) -> None:
        super().__init__(
            label=question.label,
            help_text=conditional_escape(question.hint),
            required=question.is_required,
            widget=widget,
            template_name="portal/question.html",
        )
        self.question = question
        self.max_length = question.max_chars

    def clean(self, value: Any) -> Any:
        return value


def field_of(question: Question, upload_url: str) -> AnswerField:
    """The field of a question. ``upload_url``: where files are added, for a question of files."""
    chosen = widget(question, upload_url)
    chosen.attrs.setdefault("lang", GERMAN)
    return AnswerField(question, chosen)


def widget(question: Question, upload_url: str) -> forms.Widget:
    """What takes an answer of the question's kind."""
    choices = [(choice["value"], choice["label"]) for choice in question.choices]
    match question.kind:
        case QuestionKind.TEXT:
            return forms.Textarea(attrs={"rows": 10, "data-kern-breaks": "one"})
        case QuestionKind.CHOICE:
            return forms.RadioSelect(choices=choices)
        case QuestionKind.CHOICES:
            return forms.CheckboxSelectMultiple(choices=choices)
        case QuestionKind.PERSPECTIVES:
            return _explained(question, choices)
        case QuestionKind.DECLARATION:
            return forms.CheckboxInput()
        case QuestionKind.NUMBER | QuestionKind.MONEY:
            return forms.TextInput(attrs={"inputmode": "decimal", "data-width": "20"})
        case QuestionKind.DATE:
            return DateInput()
        case QuestionKind.BUDGET:
            return BudgetInput(award_cents=question.call.award_cents)
        case QuestionKind.FILES:
            return FilesFrame(upload_url=upload_url, until=question.deadline_at)
    return forms.TextInput()


def _explained(question: Question, choices: list[tuple[str, str]]) -> ChoicesWithTexts:
    hint = ""
    if question.max_chars is not None:
        number = formats.number_format(question.max_chars, force_grouping=True)
        hint = _("Höchstens %(number)s Zeichen.") % {"number": number}
    return ChoicesWithTexts(
        choices=choices,
        text_label=_("Kurze Erläuterung"),
        limit=question.max_chars,
        limit_hint=hint,
    )


def typed_form(question: Question, value: Any) -> Any:
    """A stored answer as a person types it: sums in the notation of the active language."""
    if question.kind == QuestionKind.MONEY:
        return typed_sum(value)
    if question.kind == QuestionKind.BUDGET:
        return {
            table: [{**row, "cents": typed_sum(row["cents"])} for row in rows]
            for table, rows in value.items()
        }
    return "" if value is None else value


def typed_sum(cents: int | None) -> str:
    """Cents as they are typed: 50.000,00; in English 50,000.00. "" for none."""
    if cents is None:
        return ""
    euros, rest = divmod(cents, 100)
    group, point = answers.separators()
    return f"{euros:,}".replace(",", group) + f"{point}{rest:02d}"


def fault_of(question: Question, typed: Any) -> str:
    """Which input of a question is refused: the end of its id, "" where it has but one."""
    try:
        answers.clean(question, typed)
    except Refusal as refusal:
        return str(refusal.details.get("part", ""))
    return ""


def condition_of(
    question: Question, earlier: Mapping[str, Question], given: Mapping[str, Any]
) -> Condition | None:
    """The condition of a question, by what is saved; None where it is always asked.

    ``earlier``: the form's questions before it. ``given``: answers to those that are asked.
    """
    if not question.condition or question.condition["question"] not in earlier:
        return None
    other, values = earlier[question.condition["question"]], question.condition["values"]
    is_open = other.key in given and answers.is_empty(given[other.key])
    is_met = answers.is_asked(question, given)
    return Condition(
        key=other.key,
        values=tuple(_sent(value) for value in values),
        label=question.label,
        words=_in_words(other, values),
        is_met=None if is_open and not is_met else is_met,
    )


def _sent(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else ""
    return str(value)


def _in_words(other: Question, values: list[Any]) -> str:
    """„Nur auszufüllen, wenn …“, without the beginning."""
    names = {"label": other.label}
    if other.kind == QuestionKind.DECLARATION:
        if False in values:
            return _("Sie „%(label)s“ nicht ankreuzen") % names
        return _("Sie „%(label)s“ ankreuzen") % names
    labels = perspectives.labels(other)
    quoted = [_("„%(label)s“") % {"label": labels[value]} for value in values]
    names["values"] = _(" oder ").join(quoted)
    return _("Sie bei „%(label)s“ %(values)s wählen") % names
