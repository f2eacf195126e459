"""A sealed or drafted document for the eye: every question with its answer in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from competition import answers, drafts, wording
from competition.models import Question
from competition.models.call import QuestionKind

# Answers whose words are ours; all others are as people or the call have put them, in German.
OF_THE_PAGE = (QuestionKind.NUMBER, QuestionKind.MONEY, QuestionKind.DECLARATION)


@dataclass(frozen=True, slots=True)
class Shown:
    """One question as asked and its answer in words; ``text`` is empty where there is none.

    ``lang``: the language of the answer, where it is not that of the page.
    """

    key: str
    section: str
    label: str
    text: str
    lang: str
    is_missing: bool


def shown(document: Mapping[str, Any], questions: Sequence[Question]) -> list[Shown]:
    """The document's answers in its own order, under the labels that were sealed with them.

    ``questions`` give the sections, the words of choices, and which answers may not be missing.
    """
    known = {question.key: question for question in questions}
    return [
        Shown(
            answer["key"],
            known[answer["key"]].section,
            answer["label"],
            words(known[answer["key"]], answer["value"]),
            "" if known[answer["key"]].kind in OF_THE_PAGE else "de",
            answers.is_missing(known[answer["key"]], answer["value"]),
        )
        for answer in document["answers"]
        if answer["key"] in known
    ]


def draft(document: dict[str, Any], questions: Sequence[Question]) -> tuple[list[Shown], int, int]:
    """A draft's answers, how many required questions there are, and how many of them are open."""
    required = sum(question.is_required for question in questions)
    return shown(document, questions), required, len(drafts.missing(document, questions))


def words(question: Question, value: Any) -> str:
    """One answer in words: labels of choices, sums with their sign, "Ja" for a declaration."""
    if value is None or value in ("", []):
        return ""
    if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        chosen = value if isinstance(value, list) else [value]
        labels = {choice["value"]: choice["label"] for choice in question.choices}
        return ", ".join(str(labels.get(each, each)) for each in chosen)
    if question.kind == QuestionKind.MONEY:
        return wording.euros(value)
    if question.kind == QuestionKind.NUMBER:
        return wording.grouped(value)
    if question.kind == QuestionKind.DECLARATION:
        return _("Ja, erklärt") if value else ""
    return str(value)
