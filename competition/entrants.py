"""Who entered a round with an application that counts, and as what: for what is told of everybody.

For the public doors alone, and only once the round's results are announced: the callers see to it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, JSONField, Q, QuerySet, When

from competition.models import Application, Call, Municipality, Participant, Question
from competition.models.application import ParticipantRole


@dataclass(frozen=True, slots=True)
class Entry:
    """One municipality in one sealed application. ``place``: its facts at the moment it entered.

    ``chosen``: the perspectives that the application names, of a lead alone.
    """

    application_id: int
    state: str
    is_erased: bool
    is_lead: bool
    municipality: Municipality
    place: dict[str, Any]
    chosen: frozenset[str] = frozenset()


def of(call: Call, question: Question | None, named: Collection[int]) -> list[Entry]:
    """Every lead of a sealed application, and the confirmed partners of those ``named``.

    ``question``: that of the perspectives, or None where they are not to be read. One query.
    """
    sealed = Participant.objects.filter(call=call, application__in=Application.objects.sealed())
    found = sealed.filter(Q(role=ParticipantRole.LEAD) | _partners(named))
    return list(_entries(_with_answers(found, question), question))


def partners(named: Collection[int]) -> list[Entry]:
    """The confirmed partners of the applications ``named``. One query."""
    return list(_entries(_with_answers(Participant.objects.filter(_partners(named)), None), None))


def _partners(named: Collection[int]) -> Q:
    confirmed = Q(role=ParticipantRole.PARTNER, confirmed_at__isnull=False)
    return confirmed & Q(application__in=list(named))


def _with_answers(found: "QuerySet[Participant]", question: Question | None) -> "QuerySet[Any]":
    rows = found.select_related("municipality", "application")
    rows = rows.order_by("application", "role", "municipality__name", "pk")
    if question is None:
        return rows
    path = "application__valid_version__content__answers"
    lead = When(role=ParticipantRole.LEAD, then=F(path))
    return rows.annotate(sealed_answers=Case(lead, output_field=JSONField()))


def _entries(rows: "QuerySet[Any]", question: Question | None) -> Iterator[Entry]:
    for row in rows.iterator(chunk_size=200):
        is_erased = row.application.erased_at is not None
        given = () if question is None or is_erased else row.sealed_answers
        yield Entry(
            application_id=row.application_id,
            state=row.application.state,
            is_erased=is_erased,
            is_lead=row.role == ParticipantRole.LEAD,
            municipality=row.municipality,
            place=row.place,
            chosen=_chosen(given or (), question.key if question else ""),
        )


def _chosen(answers: Iterable[dict[str, Any]], key: str) -> frozenset[str]:
    value = next((each["value"] for each in answers if each["key"] == key), None)
    return frozenset(value or ())
