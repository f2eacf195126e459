"""Attachments as drafts hold them and as sealed documents name them: by digest.

A sealed answer is ``[{"name", "media_type", "size", "sha256"}, …]`` in the order of name and
digest, so that the same files give the same digest of the document.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from competition import clock, inspection, storage
from competition.errors import Refusal
from competition.models import Application, Attachment, Question
from competition.models.application import ApplicationState
from competition.models.call import QuestionKind
from competition.phases import in_time

DEFAULT_COUNT = 5
# A document may follow while the application takes part: screened or not, but never excluded.
TAKING_PART = (ApplicationState.SUBMITTED, ApplicationState.ADMITTED)


@dataclass(frozen=True, slots=True)
class Filed:
    """One file of a sealed document. ``remarks``: codes of what a reader should know."""

    key: str
    label: str
    name: str
    media_type: str
    size: int
    sha256: str
    remarks: tuple[str, ...] = ()


def kinds_of(question: Question) -> list[inspection.Kind]:
    """The kinds of files that the question takes; without choices, all that we know."""
    return inspection.known([choice["value"] for choice in question.choices])


def most(question: Question) -> int:
    """How many files the question takes."""
    return DEFAULT_COUNT if question.maximum is None else question.maximum


def until(question: Question) -> datetime:
    """Until when files may come (exclusive): the question's own date, else the call's deadline."""
    deadline_at = question.call.deadline_at
    return deadline_at if question.deadline_at is None else max(question.deadline_at, deadline_at)


def refusal(application: Application, question: Question, at: datetime) -> Refusal | None:
    """Why files of the question may not be changed at ``at``, by the call's clock; None: they may.

    After the call's deadline only a document with its own later date, of an application that takes
    part.
    """
    call = application.call
    if call.published_at is None or at < call.opens_at:
        return Refusal("call_not_open")
    if in_time(received_at=at, deadline_at=call.deadline_at):
        return None
    told: dict[str, Any] = {"received": clock.spoken(at), "received_at": at}
    if question.deadline_at is None or application.valid_version_id is None:
        return Refusal("deadline_passed", **told)
    if not in_time(received_at=at, deadline_at=question.deadline_at):
        return Refusal("document_deadline_passed", **told)
    return None if application.state in TAKING_PART else Refusal("unknown_move")


def value(attachments: Iterable[Attachment]) -> list[dict[str, Any]]:
    """The files of one question as they are sealed."""
    rows = [
        {
            "name": each.name,
            "media_type": each.media_type,
            "size": each.size_bytes,
            "sha256": each.sha256,
        }
        for each in attachments
    ]
    return sorted(rows, key=lambda row: (str(row["name"]), str(row["sha256"])))


def values(application: Application, questions: Sequence[Question]) -> dict[str, Any]:
    """The draft's files by question key. Asks the database only where a question takes files."""
    keys = {each.pk: each.key for each in questions if each.kind == QuestionKind.FILES}
    if not keys:
        return {}
    found: dict[str, list[Attachment]] = defaultdict(list)
    for attachment in application.attachments.filter(question__in=keys):
        found[keys[attachment.question_id]].append(attachment)
    return {key: value(each) for key, each in found.items()}


def filed(document: Mapping[str, Any]) -> list[Filed]:
    """All files that a sealed document names, in its order, with what readers should know."""
    named = [
        (answer, file)
        for answer in document["answers"]
        if answer["kind"] == QuestionKind.FILES
        for file in answer["value"]
    ]
    remarks = _remarks({file["sha256"]: file for _answer, file in named}) if named else {}
    return [
        Filed(answer["key"], answer["label"], **file, remarks=remarks[file["sha256"]])
        for answer, file in named
    ]


def _remarks(files: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """What the inspection has found, by digest: the same bytes have the same remarks.

    Where the draft has let go of a file since, it is looked at again.
    """
    rows = Attachment.objects.filter(sha256__in=files).values_list("sha256", "remarks")
    known = {sha256: tuple(remarks) for sha256, remarks in rows.order_by("pk")}
    return {
        sha256: known[sha256] if sha256 in known else _looked_at(sha256, file["name"])
        for sha256, file in files.items()
    }


def _looked_at(sha256: str, name: str) -> tuple[str, ...]:
    try:
        return inspection.inspect(storage.path_of(sha256), name=name).remarks
    except (inspection.Unfit, OSError):
        return ()


def sealed_file(document: Mapping[str, Any], key: str, sha256: str) -> Filed:
    """One file that a sealed document names. Raises ``not_found``."""
    for answer in document["answers"]:
        if answer["key"] == key and answer["kind"] == QuestionKind.FILES:
            for file in answer["value"]:
                if file["sha256"] == sha256:
                    return Filed(key, answer["label"], **file)
    raise Refusal("not_found")


def own_file(application: Application, key: str, sha256: str) -> Filed:
    """One file of the draft or of any sealed version, for its own people. Raises ``not_found``."""
    drafted = application.attachments.filter(question__key=key, sha256=sha256)
    for each in drafted.select_related("question"):
        return Filed(key, each.question.label, **value([each])[0])
    for version in application.versions.order_by("-number"):
        with suppress(Refusal):
            return sealed_file(version.content, key, sha256)
    raise Refusal("not_found")


def still_due(application: Application, questions: Sequence[Question]) -> list[Question]:
    """Documents with a date of their own that the valid version does not hold yet."""
    version = application.valid_version
    if version is None or application.state not in TAKING_PART:
        return []
    given = {answer["key"]: answer["value"] for answer in version.content["answers"]}
    return [
        each
        for each in questions
        if each.deadline_at is not None and each.key in given and not given[each.key]
    ]
