"""Trial applications: the only writer of ``TrialApplication``.

A trial is nobody's application and of no consequence: no lock, no audit entry, no letter, and it
may be made before and after the call is published, whatever the time.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from competition import answers, clock, policies
from competition.errors import Refusal
from competition.models import Call, TrialApplication, User


def save(*, call: Call, values: Mapping[str, Any], by: User) -> TrialApplication:
    """Save typed answers into the person's own trial; what is not named stays as it is.

    All or nothing. Raises ``unknown_question``, ``files_apart`` for files, which no trial takes,
    and what ``answers.clean`` refuses (together, by field).
    """
    policies.require_office(by)
    questions = {question.key: question for question in call.questions.all()}
    cleaned: dict[str, Any] = {}
    refused = []
    for key, value in values.items():
        try:
            if key not in questions:
                raise Refusal("unknown_question", field=key)
            cleaned[key] = answers.clean(questions[key], value)
        except Refusal as refusal:
            refused.append(refusal)
    if refused:
        first = refused[0]
        raise Refusal(first.code, field=first.field, causes=tuple(refused), **first.details)
    at = clock.now(call)
    with transaction.atomic():
        rows = TrialApplication.objects.select_for_update()
        trial, _created = rows.get_or_create(call=call, saved_by=by, defaults={"saved_at": at})
        kept = {key: value for key, value in trial.answers.items() if key in questions}
        trial.answers, trial.saved_at = {**kept, **cleaned}, at
        trial.save(update_fields=["answers", "saved_at"])
        return trial


def delete(*, call: Call, by: User) -> None:
    """Delete the person's own trial; without one nothing happens."""
    policies.require_office(by)
    TrialApplication.objects.filter(call=call, saved_by=by).delete()
