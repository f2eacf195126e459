"""What a correction says: the valid version, with nothing but the asked answers replaced."""

from typing import Any

from competition import drafts
from competition.answers import Gap
from competition.models import Answer, Application, Call, Correction, Question
from competition.models.call import QuestionKind


def correctable(application: Application) -> list[Question]:
    """The questions that may be named: sealed, no files, and none that others hang on.

    A question that others hang on would change what is asked at all; files have their own ways.
    """
    version = application.valid_version
    sealed = drafts.answer_values(version.content) if version else {}
    return [each for each in offered(application.call) if each.key in sealed]


def offered(call: Call) -> list[Question]:
    """The questions of a call that may be named wherever they were asked."""
    questions = list(call.questions.all())
    decisive = {each.condition["question"] for each in questions if each.condition}
    return [
        each for each in questions if each.kind != QuestionKind.FILES and each.key not in decisive
    ]


def questions_of(correction: Correction) -> list[Question]:
    """The questions that are asked again, in the form's order."""
    return list(correction.application.call.questions.filter(key__in=correction.keys))


def typed(correction: Correction) -> dict[str, Answer]:
    """What was typed so far, by key, beside its version; nothing of it is saved as an answer.

    What was not typed yet stands at version 0 with the value of the valid version.
    """
    version = correction.application.valid_version
    sealed = drafts.answer_values(version.content) if version else {}
    kept = {key: {"value": sealed.get(key), "version": 0} for key in correction.keys}
    return {
        key: Answer(value=row["value"], version=row["version"])
        for key, row in (kept | correction.answers).items()
    }


def content(correction: Correction) -> dict[str, Any]:
    """The document that submitting the correction would seal.

    Raises ``ValueError`` where there is no valid version to correct.
    """
    version = correction.application.valid_version
    if version is None:
        raise ValueError("no valid version")
    given = typed(correction)
    return {
        **version.content,
        "answers": [
            {**answer, "value": given[answer["key"]].value} if answer["key"] in given else answer
            for answer in version.content["answers"]
        ],
    }


def missing(correction: Correction) -> list[Gap]:
    """What the asked answers lack; the others are sealed as they are."""
    return drafts.missing(content(correction), questions_of(correction))
