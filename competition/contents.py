"""A sealed or drafted document as people read it: sections of questions with answers in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from competition import wording
from competition.models import Question
from competition.models.call import QuestionKind


@dataclass(frozen=True, slots=True)
class Entry:
    """One question as it was shown, and its answer: ``texts`` are several in a multiple choice.

    No text at all means that the question was left open.
    """

    key: str
    kind: str
    label: str
    texts: list[str]


@dataclass(frozen=True, slots=True)
class Section:
    """Questions under one heading, "" without one."""

    title: str
    entries: list[Entry] = field(default_factory=list)


def sections(document: Mapping[str, Any], questions: Sequence[Question]) -> list[Section]:
    """The answers of a document in its own order, under the headings of the call's form.

    Labels come from the document, as they were sealed; only headings and the names of choices are
    the form's, which is fixed once a call is published.
    """
    known = {question.key: question for question in questions}
    found: list[Section] = []
    for answer in document["answers"]:
        question = known.get(answer["key"])
        title = question.section if question else ""
        if not found or found[-1].title != title:
            found.append(Section(title))
        found[-1].entries.append(
            Entry(answer["key"], answer["kind"], answer["label"], _texts(answer, question))
        )
    return found


def _texts(answer: Mapping[str, Any], question: Question | None) -> list[str]:
    value, kind = answer["value"], answer["kind"]
    if kind == QuestionKind.DECLARATION:
        return [_("Erklärt.") if value else _("Nicht erklärt.")]
    if value in ("", None, []):
        return []
    if kind == QuestionKind.MONEY:
        return [wording.euros(value)]
    if kind == QuestionKind.NUMBER:
        return [wording.grouped(value)]
    if kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        names = {each["value"]: each["label"] for each in question.choices} if question else {}
        chosen = value if isinstance(value, list) else [value]
        return [names.get(each, each) for each in chosen]
    return [value]
