"""Saving the answers of a draft: the only writer of ``Answer``."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from competition import answers, clock, policies
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


def save(*, application: Application, by: User, changes: Iterable[Change]) -> dict[str, int]:
    """Save changed answers of a draft; returns the new version by key. All or nothing.

    Light: one conditional UPDATE by version for each change, no lock, no audit entry. After a
    submission it writes the next version's draft; the submitted one stays valid. Raises
    ``deadline_passed``, ``unknown_question``, the refusals of ``answers.clean`` (together, by
    field) and ``version_conflict`` with the text saved by somebody else.
    """
    policies.require_actor(by, application, Actor.EDITOR)
    at = clock.now(application.call)
    require_open(application.call, at)
    wanted = list(changes)
    questions = {question.key: question for question in application.call.questions.all()}
    cleaned = _cleaned(wanted, questions)
    with transaction.atomic():
        versions = {}
        refused = []
        for change, value in zip(wanted, cleaned, strict=True):
            try:
                versions[change.key] = _write(
                    application, questions[change.key], change, value, by, at
                )
            except Refusal as refusal:
                refused.append(refusal)
        _raise_together(refused)
    return versions


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


def _write(
    application: Application,
    question: Question,
    change: Change,
    value: Any,
    by: User,
    at: datetime,
) -> int:
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
