"""A trial application for the eye: what its answers say to the form as it stands now.

It has no application, no version and no municipality. Its document has a format of its own, so
that nothing that reads applications can take it for one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from competition import answers, drafts
from competition.answers import Gap
from competition.errors import Refusal
from competition.models import Call, Question, TrialApplication, User
from competition.models.call import QuestionKind

FORMAT = "modellkommune-trial-1"


@dataclass(frozen=True, slots=True)
class Trial:
    """``held``: answers that still fit their questions. ``unfit``: labels of those that do not.

    ``gaps``: what a submission would refuse, but for files, which no trial takes. ``files``: the
    questions that ask for some.
    """

    stored: TrialApplication | None
    document: dict[str, Any]
    held: dict[str, Any]
    unfit: list[str]
    gaps: list[Gap]
    files: list[Question]
    answered_count: int
    required_count: int


def own(call: Call, person: User) -> TrialApplication | None:
    """The person's own trial of a call; nobody reads another's."""
    rows = TrialApplication.objects.filter(call=call, saved_by=person)
    return rows.select_related("saved_by").first()


def read(call: Call, questions: Sequence[Question], stored: TrialApplication | None) -> Trial:
    """The trial as the form stands now: a question may have changed since it was filled in."""
    held, unfit = _fitting(questions, stored.answers if stored else {})
    document = {
        "format": FORMAT,
        "call": call.slug,
        "answers": drafts.answered(questions, held),
    }
    asked = drafts.answer_values(document)
    typed = [each for each in questions if each.kind != QuestionKind.FILES]
    answered_count, required_count = drafts.progress(document, typed)
    return Trial(
        stored=stored,
        document=document,
        held=held,
        unfit=unfit,
        gaps=drafts.missing(document, typed),
        files=[each for each in questions if each not in typed and each.key in asked],
        answered_count=answered_count,
        required_count=required_count,
    )


def _fitting(
    questions: Sequence[Question], given: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    held: dict[str, Any] = {}
    unfit = []
    for question in questions:
        if question.key not in given or question.kind == QuestionKind.FILES:
            continue
        try:
            held[question.key] = answers.clean(question, given[question.key])
        except Refusal:
            unfit.append(question.label)
    return held, unfit
