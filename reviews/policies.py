"""Who may do what in the jury's rooms. Strangers learn nothing: they get ``not_found``."""

from datetime import datetime
from typing import Protocol

from django.contrib.auth.models import AnonymousUser

from competition.errors import Refusal
from competition.models import Call, User
from competition.policies import YES, Verdict, is_person
from reviews.models import Decision, JuryMember, Rubric
from reviews.models.decision import DecisionState


class Standing(Protocol):
    """An application as it stands to one juror (``queries.assigned``)."""

    is_conflicted: bool
    is_declared: bool


def sits_in_a_jury(user: User) -> bool:
    """Whether the person has a seat in the jury of a call that is not announced yet."""
    decided = {"call__announcement__confirmed_at__isnull": False}
    return JuryMember.objects.filter(user=user).exclude(**decided).exists()


def require_seat(user: User | AnonymousUser) -> User:
    """A person who sits in any jury. Raises ``not_found`` for everybody else."""
    if is_person(user) and JuryMember.objects.filter(user=user).exists():
        return user
    raise Refusal("not_found")


def require_juror(user: User | AnonymousUser, slug: str) -> JuryMember:
    """The person's seat in the jury of the call. Raises ``not_found`` for everybody else."""
    if is_person(user):
        member = (
            JuryMember.objects.filter(call__slug=slug, user=user)
            .select_related("call", "user")
            .first()
        )
        if member:
            return member
    raise Refusal("not_found")


def require_chair(user: User | AnonymousUser, slug: str) -> JuryMember:
    """The person's seat as chair of the call's jury. Raises ``not_found`` for everybody else."""
    member = require_juror(user, slug)
    if member.is_chair:
        return member
    raise Refusal("not_found")


def may_evaluate(rubric: Rubric | None) -> Verdict:
    """Whether the jury's scores may be looked at as a whole: not before they are locked."""
    return YES if rubric is not None and rubric.locked_at else Verdict(False, "scores_unlocked")


def may_read(standing: Standing | None, *, rubric: Rubric | None, at: datetime) -> Verdict:
    """Whether a juror may open an application's text: assigned, no conflict, declared, opened.

    ``standing``: None where it is not assigned. A conflict outweighs everything (§§ 20, 21 VwVfG).
    """
    if standing is None:
        return Verdict(False, "not_assigned")
    if standing.is_conflicted:
        return Verdict(False, "conflicted")
    if rubric is None or rubric.frozen_at is None or rubric.frozen_at > at:
        return Verdict(False, "reviewing_closed")
    if not standing.is_declared:
        return Verdict(False, "undeclared")
    return YES


def may_confirm(user: User, decision: Decision) -> Verdict:
    """Whether the person may confirm: a proposal is open, and somebody else made it."""
    if decision.state != DecisionState.PROPOSED:
        return Verdict(False, "decision_settled")
    if decision.proposed_by_id == user.pk:
        return Verdict(False, "same_person")
    return YES


def may_run_session(seat: JuryMember | None, *, is_out: bool) -> Verdict:
    """Whether a member of the jury may run its session: the chair, while not befangen.

    ``is_out``: befangen at what is discussed or to be called; then the office alone may, as it
    always may.
    """
    if seat is None or not seat.is_chair:
        return Verdict(False, "not_allowed")
    return Verdict(False, "conflicted") if is_out else YES


def require_undecided(call: Call) -> None:
    """Raise ``decision_standing`` once a decision is proposed or confirmed."""
    if Decision.objects.filter(call=call).exclude(state=DecisionState.REJECTED).exists():
        raise Refusal("decision_standing")
