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
from django.urls import reverse

from competition import answers, attachments
from competition.errors import Refusal
from competition.forms.questions import AnswerField, condition_of, field_of, typed_form
from competition.models import Answer, Application, Question
from competition.models.call import QuestionKind
from competition.services.answers import Change


def _or_empty(question: Question, value: Any) -> Any:
    """What is saved, or what an unanswered question holds: none was asked before, or none saved."""
    return answers.empty(question) if value is None else value


def _upload_url(question: Question, application: Application | None) -> str:
    if application is None or question.kind != QuestionKind.FILES:
        return ""
    return reverse("attachments", args=[application.public_id, question.key])


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
        *,
        application: Application | None = None,
        files: Mapping[str, Any] | None = None,
    ) -> None:
        """``application``: whose files are shown where the call asks for files; ``files``: those,
        where they are known already."""
        super().__init__(data.copy() if data is not None else None)
        self.questions = questions
        values = {key: answer.value for key, answer in stored.items()}
        if application and any(each.kind == QuestionKind.FILES for each in questions):
            values |= attachments.values(application, questions) if files is None else files
        for question in questions:
            value = _or_empty(question, values.get(question.key))
            self.fields[question.key] = field_of(question, _upload_url(question, application))
            self.initial[question.key] = typed_form(question, value)
            name = f"version-{question.key}"
            version = stored[question.key].version if question.key in stored else 0
            self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput)
            self.initial[name] = _token(version, value)
        self._hang_up(values)

    def _hang_up(self, values: Mapping[str, Any]) -> None:
        """Say of each conditional question whether it is asked, by what is typed and saved."""
        given = {each.key: self._given(each, values) for each in self.questions}
        asked = {each.key: given[each.key] for each in answers.asked(self.questions, given)}
        earlier: dict[str, Question] = {}
        for question in self.questions:
            field = self.fields[question.key]
            if isinstance(field, AnswerField):
                field.condition = condition_of(question, earlier, asked)
            earlier[question.key] = question

    def _given(self, question: Question, values: Mapping[str, Any]) -> Any:
        """What is typed, where it is sent and can be read; else what is saved."""
        saved = _or_empty(question, values.get(question.key))
        if not self.is_bound or f"version-{question.key}" not in self.data:
            return saved
        try:
            return answers.clean(question, self[question.key].data)
        except Refusal:
            return saved

    def changes(self) -> Iterator[Change]:
        """The answers that differ from what was shown.

        Raises ``malformed``, and ``version_required`` for an answer that does not say over which
        version it was typed.
        """
        for question in self._typed():
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
        return [each for each in self._typed() if self.data.get(f"version-{each.key}")]

    def _typed(self) -> list[Question]:
        """The questions whose answers this form takes; files come by a page of their own."""
        return [each for each in self.questions if each.kind != QuestionKind.FILES]

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
