"""Who may do what in the jury's rooms. Strangers learn nothing: they get ``not_found``."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.contrib.auth.models import AnonymousUser

from competition.errors import Refusal
from competition.models import Call, User
from competition.policies import YES, Verdict, is_person
from reviews.models import Conflict, Decision, JuryMember, Rubric
from reviews.models.decision import DecisionState
from reviews.models.jury import LIFTING, ConflictSource, Settlement, Severity


class Standing(Protocol):
    """An application as it stands to one juror (``queries.assigned``)."""

    @property
    def is_conflicted(self) -> bool: ...
    @property
    def is_declared(self) -> bool: ...


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


def require_head(user: User | AnonymousUser, slug: str) -> JuryMember:
    """The person's seat as chair or deputy chair; ``not_found`` for everybody else. Which of them
    decides in a case is said by ``Settler.competent`` and ``may_run_session``."""
    member = require_juror(user, slug)
    if member.is_chair or member.is_deputy_chair:
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


def may_run_session(
    seat: JuryMember | None, *, is_out: bool, is_chair_out: bool = False
) -> Verdict:
    """Whether a member of the jury may run its session: the chair, while not befangen; the deputy
    while the chair is out.

    ``is_out``: befangen at what is discussed or to be called; then the next may, at last the office
    alone, as it always may. ``is_chair_out``: the chair is befangen there, or not in the room.
    """
    if seat is None or not (seat.is_chair or seat.is_deputy_chair):
        return Verdict(False, "not_allowed")
    if seat.is_deputy_chair and not is_chair_out:
        return Verdict(False, "chair_present")
    return Verdict(False, "conflicted") if is_out else YES


def is_decided(call: Call) -> bool:
    """Whether a decision is proposed or confirmed."""
    return Decision.objects.filter(call=call).exclude(state=DecisionState.REJECTED).exists()


def require_undecided(call: Call) -> None:
    """Raise ``decision_standing`` once a decision is proposed or confirmed."""
    if is_decided(call):
        raise Refusal("decision_standing")


@dataclass(frozen=True, slots=True)
class Settler:
    """Who settles conflicts, and what stands in the way.

    ``person``: the key of the account; ``chair``, ``deputy``: of the jury; ``closed``,
    ``deputy_closed``: ids of the applications with which each is in conflict; ``is_chair_absent``:
    a session runs, and the chair is not in the room. ``stands_in``: the office says that whoever
    would decide is unable to act. ``discussed``: ids of the applications that the session
    discusses now.
    """

    person: int
    is_office: bool
    chair: JuryMember | None
    closed: Collection[int] = ()
    deputy: JuryMember | None = None
    deputy_closed: Collection[int] = ()
    is_chair_absent: bool = False
    stands_in: bool = False
    is_decided: bool = False
    discussed: Collection[int] = ()

    def concerns_chair(self, conflict: Conflict) -> bool:
        """Whether the chair has a stake in it."""
        return _concerns(self.chair, self.closed, conflict)

    def competent(self, conflict: Conflict) -> JuryMember | None:
        """Who of the jury decides: the chair; the deputy where the chair has a stake, is missing or
        absent; None where the deputy cannot either: then the office does."""
        if self.chair and not self.is_chair_absent and not self.concerns_chair(conflict):
            return self.chair
        if self.deputy and not _concerns(self.deputy, self.deputy_closed, conflict):
            return self.deputy
        return None

    def decides(self, conflict: Conflict) -> bool:
        """Whether this person is the one of the jury who decides."""
        seat = self.competent(conflict)
        return seat is not None and seat.user_id == self.person


def _concerns(seat: JuryMember | None, closed: Collection[int], conflict: Conflict) -> bool:
    """Whether a member has a stake in a conflict: the own one, one that the member has found (who
    takes a score out does not uphold it alone), or an application that is closed to the member (who
    scores it is not for that member to say)."""
    if seat is None:
        return False
    has_found = conflict.source == ConflictSource.CHAIR and (
        conflict.declared_by_id is None or conflict.declared_by_id == seat.user_id
    )
    is_own = conflict.jury_member_id == seat.pk
    return is_own or has_found or conflict.application_id in closed


def may_settle(conflict: Conflict, settlement: str, settler: Settler) -> Verdict:
    """Whether a conflict may be settled in this way by this person.

    The chair settles (§ 20 IV, § 21 II VwVfG: the committee decides, without the one concerned;
    here the chair for it); where the chair has a stake, is missing or absent, the deputy does;
    where neither can, the office, as the head of the procedure (§ 21 I VwVfG). A soft one may be
    waived; one that excludes by law may not, it is dismissed only where its juror contested it as a
    mistake. While the jury discusses the application nobody comes back into the room. Once the
    decision is confirmed nothing is lifted: a score must not come back into a finished count.
    """
    who = _may_settle_at_all(conflict, settler)
    if not who.allowed:
        return who
    if conflict.settlement:
        return Verdict(False, "conflict_settled")
    is_hard = conflict.severity == Severity.HARD
    if is_hard and settlement == Settlement.WAIVED:
        return Verdict(False, "hard_conflict")
    if is_hard and conflict.contested_at is None:
        return Verdict(False, "not_contested")
    if settlement in LIFTING and conflict.application_id in settler.discussed:
        return Verdict(False, "item_open")
    if settler.is_decided and settlement in LIFTING:
        return Verdict(False, "decision_confirmed")
    return YES


def _may_settle_at_all(conflict: Conflict, settler: Settler) -> Verdict:
    seat = settler.competent(conflict)
    if not settler.is_office:
        if seat is not None and seat.user_id == settler.person:
            return YES
        is_deputy = settler.deputy is not None and settler.deputy.user_id == settler.person
        chair_could = seat is not None and seat == settler.chair
        if is_deputy and chair_could:
            return Verdict(False, "chair_present")
        return Verdict(False, "deputy_decides" if seat is not None else "own_conflict")
    if conflict.source == ConflictSource.OFFICE and conflict.declared_by_id == settler.person:
        return Verdict(False, "same_person")  # who finds a conflict does not judge the objection
    if seat is None or settler.stands_in:
        return YES
    return Verdict(False, "chair_decides")
