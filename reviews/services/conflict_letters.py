"""Letters about conflicts: titles and municipalities, never what an application says."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from competition import clock, receipts
from competition.letters import kinds, outbox
from competition.letters.kinds import Letter
from competition.models import Application, Notice, OfficeMember, User
from competition.models.people import OfficeRole
from reviews.models import Conflict, Decision, JuryMember
from reviews.models.decision import DecisionState


def tell_of_contest(conflict: Conflict, *, chair: JuryMember | None) -> None:
    """To the chair; to the office (``chair`` None) if there is none or the chair is concerned."""
    to_office = chair is None
    people = [chair.user] if chair else office()
    outbox.owe(*_letters(kinds.CONFLICT_CONTESTED, [conflict], people, to_office=to_office))


def tell_juror(letter: Letter, conflicts: Iterable[Conflict]) -> None:
    """To each juror, about the own conflicts that were settled or entered by somebody else."""
    outbox.owe(
        *(
            each
            for conflict in conflicts
            for each in _letters(letter, [conflict], [conflict.jury_member.user])
        )
    )


def tell_of_late_conflicts(conflicts: Collection[Conflict]) -> None:
    """To the office, once the decision is confirmed: what it rests on has changed since."""
    if not conflicts:
        return
    calls = {conflict.jury_member.call_id for conflict in conflicts}
    if Decision.objects.filter(call__in=calls, state=DecisionState.CONFIRMED).exists():
        outbox.owe(*_letters(kinds.CONFLICT_AFTER_DECISION, conflicts, office()))


def office() -> list[User]:
    """Everybody who acts for the office: these letters ask for an act."""
    clerks = OfficeMember.objects.filter(role=OfficeRole.CLERK)
    return [member.user for member in clerks.select_related("user").order_by("pk")]


def _letters(
    letter: Letter, conflicts: Iterable[Conflict], people: Iterable[User], **more: Any
) -> Iterator[Notice]:
    readers, at = list(people), clock.now()
    for conflict in conflicts:
        application = _titled(conflict)
        for person in readers:
            yield outbox.written(
                letter,
                call=application.call,
                application=application,
                recipient=person,
                # A row may be contested and settled more than once.
                occasion=f"{conflict.pk}-{receipts.timestamp(at)}",
                context={"conflict": conflict, "juror": conflict.jury_member, **more},
                written_at=at,
            )


def _titled(conflict: Conflict) -> Application:
    """The application with its title and its municipality, and nothing of its content."""
    return (
        Application.objects.select_related("call", "municipality", "valid_version")
        .defer("valid_version__content")
        .get(pk=conflict.application_id)
    )
