"""Documents that follow: files of a question with a date of its own, handed in after the deadline.

The valid version stays as it was released but for this one answer (docs/decisions/).
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from competition import attachments, clock, locks, policies, receipts
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Application, Call, Notice, Question, Receipt, User
from competition.models.application import Occasion
from competition.models.call import QuestionKind
from competition.moves import Actor
from competition.phases import in_time
from competition.services import sealing

# Distance to the document's date → the reminder's occasion, nearest first.
REMINDERS = ((timedelta(hours=48), "48h"), (timedelta(days=7), "7d"))


def hand_in(
    *,
    application: Application,
    question: Question,
    by: User,
    received_at: datetime,
    read: str | None = None,
) -> Receipt:
    """Seal the valid version anew with the files that the draft now holds for the question.

    The release stands while every file that the valid version holds for the question stays. Where
    one is replaced or removed, only who may sign hands in, and so releases the new version. Handing
    in the same files again returns the same receipt. Raises ``unknown_move`` while the call is open
    (then it is part of the submission) and where nothing takes part, ``document_deadline_passed``,
    ``nothing_to_hand_in``, ``files_changed``, ``not_released``. ``read`` is the digest of the files
    that a page has shown, if one has.
    """
    policies.require_actor(by, application, Actor.EDITOR)
    with transaction.atomic():
        locks.share_call(application.call_id)
        application = locks.own_application(application.pk)
        version = application.valid_version
        if version is None or in_time(
            received_at=received_at, deadline_at=application.call.deadline_at
        ):
            raise Refusal("unknown_move")
        content = _with_files(application, question, read)
        if receipts.digest(content) == version.digest:
            return version.receipt
        if refusal := attachments.refusal(application, question, received_at):
            raise refusal
        released_by, released_at = version.released_by, version.released_at
        if not _digests(version.content, question) <= _digests(content, question):
            if Actor.SIGNATORY not in policies.actors(by, application.municipality):
                raise Refusal("not_released", field="file")
            released_by, released_at = by, received_at
        return sealing.seal(
            application,
            content=content,
            occasion=Occasion.DOCUMENT,
            by=by,
            received_at=received_at,
            released_by=released_by,
            released_at=released_at,
        )


def read_digest(files: list[dict[str, Any]]) -> str:
    """What names the files that a person has read on a page."""
    return receipts.digest({"files": files})


def _with_files(application: Application, question: Question, read: str | None) -> dict[str, Any]:
    """The valid version's document with one answer replaced by the draft's files."""
    version = application.valid_version
    files = attachments.values(application, [question]).get(question.key)
    if not files:
        raise Refusal("nothing_to_hand_in", field="file")
    if read is not None and read != read_digest(files):
        raise Refusal("files_changed", field="file")
    if version is None or question.key not in {a["key"] for a in version.content["answers"]}:
        raise Refusal("unknown_question")
    answers = [
        {**answer, "value": files} if answer["key"] == question.key else answer
        for answer in version.content["answers"]
    ]
    return {**version.content, "answers": answers}


def _digests(content: dict[str, Any], question: Question) -> set[str]:
    """The files that a document names for the question, by digest."""
    answers = {answer["key"]: answer["value"] for answer in content["answers"]}
    return {file["sha256"] for file in answers[question.key]}


def remind() -> int:
    """Owe the reminders of documents that are not there yet, 7 days and 48 hours before their date.

    Each distance once: the unique key of the outbox holds it. Returns how many letters were due.
    """
    open_questions = Question.objects.filter(
        kind=QuestionKind.FILES, deadline_at__isnull=False, call__published_at__isnull=False
    )
    with transaction.atomic():
        return sum(_remind(each) for each in open_questions.select_related("call").order_by("pk"))


def _remind(question: Question) -> int:
    call, due_at = question.call, attachments.until(question)
    left = due_at - clock.now(call)
    name = next((name for distance, name in REMINDERS if left <= distance), None)
    if name is None or left <= timedelta(0) or clock.now(call) < call.deadline_at:
        return 0
    occasion = f"{question.key} {name}"
    letters = [_reminder(call, each, question, occasion) for each in _owing(question, occasion)]
    if letters:
        outbox.owe(*letters)
    return len(letters)


def _owing(question: Question, occasion: str) -> list[Application]:
    """Who takes part and has not handed the document in, nor been reminded of this distance."""
    reminded = Notice.objects.filter(kind=kinds.DOCUMENT_REMINDER.kind, occasion=occasion)
    applications = (
        Application.objects.filter(call=question.call, state__in=attachments.TAKING_PART)
        .exclude(pk__in=reminded.filter(application__isnull=False).values("application"))
        .select_related("municipality", "contact", "valid_version")
        .order_by("pk")
    )
    return [each for each in applications if attachments.still_due(each, [question])]


def _reminder(call: Call, application: Application, question: Question, occasion: str) -> Notice:
    return outbox.written(
        kinds.DOCUMENT_REMINDER,
        call=call,
        application=application,
        recipient=application.contact,
        occasion=occasion,
        context={"question": question, "due_at": attachments.until(question)},
    )
