"""The questions of a form as its builder lists them: what each asks for, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from competition import attachments, drafts, questionnaire, wording
from competition.forms.questions import condition_of
from competition.models import Question
from competition.models.call import QuestionKind
from competition.questionnaire import Fault


@dataclass(frozen=True, slots=True)
class Row:
    """One question. ``settings``: what its kind limits; ``condition``: when the question is put.

    ``faults``: why it can no longer be used, for instance since the deadline was moved.
    """

    number: int
    question: Question
    settings: tuple[str, ...]
    condition: str
    faults: tuple[Fault, ...]
    is_title: bool
    is_first: bool
    is_last: bool


def rows_of(questions: Sequence[Question]) -> list[Row]:
    """All rows in the form's order."""
    faults = list(questionnaire.faults(questions))
    earlier: dict[str, Question] = {}
    rows = []
    for at, question in enumerate(questions):
        condition = None if _has(faults, question) else condition_of(question, earlier, {})
        rows.append(
            Row(
                number=at + 1,
                question=question,
                settings=tuple(_settings(question)),
                condition=condition.words if condition else "",
                faults=tuple(fault for fault in faults if fault.key == question.key),
                is_title=question.key == drafts.TITLE_KEY,
                is_first=at == 0,
                is_last=at == len(questions) - 1,
            )
        )
        earlier[question.key] = question
    return rows


def _has(faults: Sequence[Fault], question: Question) -> bool:
    """Whether its condition is one of those that cannot be put in words."""
    return any(each.key == question.key and each.part == "condition" for each in faults)


def _settings(question: Question) -> list[str]:
    found = []
    if question.max_chars is not None:
        limit = wording.grouped(question.max_chars)
        found.append(_("höchstens %(limit)s Zeichen") % {"limit": limit})
    if bounds := _bounds(question):
        found.append(bounds)
    if question.deadline_at is not None:
        until = wording.moment(question.deadline_at)
        found.append(_("kann folgen bis %(until)s") % {"until": until})
    return found


def _bounds(question: Question) -> str:
    low, high = question.minimum, question.maximum
    if question.kind == QuestionKind.FILES:
        high = attachments.most(question)
    show = wording.euros if question.kind == QuestionKind.MONEY else wording.grouped
    if low is not None and high is not None:
        return _("%(low)s bis %(high)s") % {"low": show(low), "high": show(high)}
    if low is not None:
        return _("mindestens %(low)s") % {"low": show(low)}
    return _("höchstens %(high)s") % {"high": show(high)} if high is not None else ""
