"""Saving the answers of a draft: the only writer of ``Answer``."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from competition import answers, drafts, policies
from competition.errors import Refusal
from competition.models import Answer, Application, Question, User
from competition.moves import Actor
from competition.services.applications import require_open


@dataclass(frozen=True, slots=True)
class Change:
    """One typed answer, and the version it was typed over (0: there was none)."""

    key: str
    value: Any
    version: int


@dataclass(frozen=True, slots=True)
class Writing:
    """Somebody who may write in a draft now, the instant of it, and what may be answered."""

    application: Application
    by: User
    at: datetime
    questions: Sequence[Question]


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of changes that were saved each for itself: versions by key, and the refusals."""

    at: datetime
    versions: dict[str, int]
    refused: tuple[Refusal, ...]


def begin(*, application: Application, by: User) -> Writing:
    """What saving needs, read in one statement. Raises ``not_found``, ``call_not_open`` and
    ``deadline_passed``."""
    ground = drafts.ground(application, by)
    policies.require_among(ground.acts_as, Actor.EDITOR)
    require_open(application.call, ground.at)
    return Writing(application, by, ground.at, ground.questions)


def save(*, application: Application, by: User, changes: Iterable[Change]) -> dict[str, int]:
    """Save changed answers of a draft; returns the new version by key. All or nothing.

    Light: one conditional UPDATE by version for each change, no lock, no audit entry. After a
    submission it writes the next version's draft; the submitted one stays valid. Raises
    ``deadline_passed``, ``unknown_question``, the refusals of ``answers.clean`` (together, by
    field) and ``version_conflict`` with the text saved by somebody else.
    """
    writing = begin(application=application, by=by)
    questions = {question.key: question for question in writing.questions}
    wanted = list(changes)
    cleaned = _cleaned(wanted, questions)
    with _unless_discarded(), transaction.atomic():
        versions = {}
        refused = []
        for change, value in zip(wanted, cleaned, strict=True):
            try:
                versions[change.key] = _write(writing, questions[change.key], change, value)
            except Refusal as refusal:
                refused.append(refusal)
        _raise_together(refused)
    return versions


def save_each(*, writing: Writing, changes: Iterable[Change]) -> Saved:
    """Save what is being typed, each answer for itself: a refused one holds up no other.

    Light like ``save``. What ``save`` refuses by field is handed back in ``Saved.refused``; raises
    ``not_found`` where the draft was discarded meanwhile.
    """
    questions = {question.key: question for question in writing.questions}
    versions, refused = {}, []
    for change in changes:
        try:
            (value,) = _cleaned([change], questions)
            with _unless_discarded():
                versions[change.key] = _write(writing, questions[change.key], change, value)
        except Refusal as refusal:
            if refusal.code == "not_found":
                raise
            refused.append(refusal)
    return Saved(writing.at, versions, tuple(refused))


@contextmanager
def _unless_discarded() -> Iterator[None]:
    """A draft that a colleague discards at this moment takes no more answers."""
    try:
        yield
    except IntegrityError as error:
        raise Refusal("not_found") from error


def _cleaned(changes: list[Change], questions: dict[str, Question]) -> list[Any]:
    values, refused = [], []
    for change in changes:
        try:
            if change.key not in questions:
                raise Refusal("unknown_question", field=change.key)
            values.append(answers.clean(questions[change.key], change.value))
        except Refusal as refusal:
            refused.append(refusal)
    _raise_together(refused)
    return values


def _raise_together(refused: list[Refusal]) -> None:
    if refused:
        first = refused[0]
        raise Refusal(first.code, field=first.field, causes=tuple(refused), **first.details)


def _write(writing: Writing, question: Question, change: Change, value: Any) -> int:
    application, by, at = writing.application, writing.by, writing.at
    mine = Answer.objects.filter(application=application, question=question)
    if change.version:
        updated = mine.filter(version=change.version).update(
            value=value, version=F("version") + 1, saved_at=at, saved_by=by
        )
        if updated:
            return change.version + 1
    else:
        answer, created = mine.get_or_create(
            application=application,
            question=question,
            defaults={"value": value, "saved_at": at, "saved_by": by},
        )
        if created:
            return answer.version
    theirs = mine.select_related("saved_by").first()
    if theirs is None:
        if not Application.objects.filter(pk=application.pk).exists():
            raise Refusal("not_found")
        raise Refusal(
            "version_conflict",
            field=question.key,
            theirs=answers.empty(question),
            mine=value,
            version=0,
        )
    if theirs.value == value:
        return theirs.version
    raise Refusal(
        "version_conflict",
        field=question.key,
        theirs=theirs.value,
        mine=value,
        version=theirs.version,
        saved_by=theirs.saved_by.name,
        saved_at=theirs.saved_at,
    )
