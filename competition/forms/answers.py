"""The form of a draft, built from the questions of its call.

The rules of an answer live in ``competition.answers`` and speak through the service; this form only
shows fields, keeps what was typed and says which answers were changed. Beside each field travels
the version it was typed over and a digest of what was shown, so that an untouched field is never
written and never in conflict.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import rfc8785
from django import forms
from django.http import QueryDict
from django.utils.html import conditional_escape

from competition import answers
from competition.errors import Refusal
from competition.models import Answer, Question
from competition.models.call import QuestionKind
from competition.services.answers import Change


class AnswerField(forms.Field):
    """Shows a question. Takes whatever was typed: a draft may be incomplete."""

    max_length: int | None = None

    def clean(self, value: Any) -> Any:
        return value


def _widget(question: Question) -> forms.Widget:
    choices = [(choice["value"], choice["label"]) for choice in question.choices]
    match question.kind:
        case QuestionKind.TEXT:
            return forms.Textarea(attrs={"rows": 10})
        case QuestionKind.CHOICE:
            return forms.RadioSelect(choices=choices)
        case QuestionKind.CHOICES:
            return forms.CheckboxSelectMultiple(choices=choices)
        case QuestionKind.DECLARATION:
            return forms.CheckboxInput()
        case QuestionKind.NUMBER | QuestionKind.MONEY:
            return forms.TextInput(attrs={"inputmode": "decimal", "data-width": "20"})
    return forms.TextInput()


def _field(question: Question) -> AnswerField:
    field = AnswerField(
        label=question.label,
        help_text=conditional_escape(question.hint),
        required=question.is_required,
        widget=_widget(question),
    )
    field.max_length = question.max_chars
    return field


def typed_form(question: Question, value: Any) -> Any:
    """A stored answer as a person types it: sums in the notation of the active language."""
    if question.kind == QuestionKind.MONEY and value is not None:
        euros, cents = divmod(value, 100)
        group, point = answers.separators()
        return f"{euros:,}".replace(",", group) + f"{point}{cents:02d}"
    return "" if value is None else value


def _token(version: int, value: Any) -> str:
    return f"{version}.{hashlib.sha256(rfc8785.dumps(value)).hexdigest()[:16]}"


class AnswersForm(forms.Form):
    """All questions of a call. ``version-<key>`` beside each says what was typed over."""

    use_required_attribute = False

    def __init__(
        self,
        questions: Sequence[Question],
        stored: Mapping[str, Answer],
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data.copy() if data is not None else None)
        self.questions = questions
        for question in questions:
            answer = stored.get(question.key)
            value = answer.value if answer else answers.empty(question)
            self.fields[question.key] = _field(question)
            self.initial[question.key] = typed_form(question, value)
            name = f"version-{question.key}"
            self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput)
            self.initial[name] = _token(answer.version if answer else 0, value)

    def changes(self) -> Iterator[Change]:
        """The answers that differ from what was shown.

        Raises ``malformed``, and ``version_required`` for an answer that does not say over which
        version it was typed.
        """
        for question in self.questions:
            version, _dot, digest = str(self.data.get(f"version-{question.key}", "")).partition(".")
            if not version and question.key in self.data:
                raise Refusal("version_required", field=question.key)
            if not version:
                continue
            if not version.isascii() or not version.isdigit() or len(version) > 9:
                raise Refusal("malformed", field=question.key)
            value = self[question.key].data
            if not digest or _digest_of(question, value) != digest:
                yield Change(question.key, value, int(version))

    def sent(self) -> list[Question]:
        """The questions that came with a version: a page that saves sends only changed ones."""
        return [each for each in self.questions if self.data.get(f"version-{each.key}")]

    def renewed(self, versions: Mapping[str, int]) -> dict[str, str]:
        """What ``version-<key>`` must say from now on, for answers that were just saved so."""
        return {
            each.key: _token(versions[each.key], answers.clean(each, self[each.key].data))
            for each in self.questions
            if each.key in versions
        }

    def yield_to(self, conflict: Refusal) -> None:
        """After a conflict: the typed text stays, and saving again means to replace theirs."""
        data: Any = self.data  # the copy made above
        data[f"version-{conflict.field}"] = token_over(conflict)

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under the headings of their sections, in the form's order."""
        found: list[tuple[str, list[forms.BoundField]]] = []
        for question in self.questions:
            if not found or found[-1][0] != question.section:
                found.append((question.section, []))
            found[-1][1].append(self[question.key])
        return found


def token_over(conflict: Refusal) -> str:
    """What ``version-<key>`` says when an answer shall replace what somebody else has saved."""
    return _token(conflict.details["version"], conflict.details["theirs"])


def _digest_of(question: Question, typed: Any) -> str:
    """The digest of a typed value in its stored form; "" where the rules refuse it."""
    try:
        return _token(0, answers.clean(question, typed)).partition(".")[2]
    except Refusal:
        return ""
