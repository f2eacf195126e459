"""The jury of an example round beside its scores: hints settled by the chair, and one session."""

from competition.models import Call
from demo.people import CHAIR
from reviews.models import Conflict, JuryMember, Session, SessionItem
from reviews.models.jury import Settlement, Severity
from reviews.services import deliberation, revisions, session, settlements
from reviews.services.deliberation import Votes
from reviews.session import room

MANDATE = "Das Mandat im Verband betrifft alle Landkreise gleich; es begünstigt keinen."
REASON = "Nach der Aussprache: Die Übertragbarkeit ist besser belegt, als ich zuerst gelesen hatte."
MOTION = "Die Jury hält das Vorhaben für förderwürdig."


def settle_hints(call: Call) -> int:
    """The chair waives what is a hint alone, with a reason; returns how many."""
    hints = Conflict.objects.standing().filter(jury_member__call=call, severity=Severity.SOFT)
    chosen = list(hints.order_by("pk").values_list("pk", flat=True))
    if chosen:
        settlements.settle(
            call=call,
            chosen=chosen,
            settlement=Settlement.WAIVED,
            reason=MANDATE,
            by=CHAIR.user(),
        )
    return len(chosen)


def meet(call: Call) -> Session:
    """A session of the jury: one application is discussed, one score changes, the jury votes.

    The chair runs it; Conrad changes half a point, with his reason, and both values stay.
    """
    chair = CHAIR.user()
    members = list(call.jury_members.select_related("user").order_by("pk"))
    held = session.open(call=call, by=chair, quorum=4, place="Beispielhausen, Rathaus")
    for member in members:
        session.come(session=held, member=member, by=chair)
    conrad = next(member for member in members if member.user.email.startswith("conrad@"))
    item = next(each for each in held.items.order_by("position") if _is_for_all(each, conrad))
    deliberation.open_item(item=item, by=chair)
    score = conrad.reviews.get(application=item.application).scores.order_by("pk").first()
    if score is None:
        raise LookupError("a finished review has scores")
    steps = score.steps + (1 if score.steps < 10 else -1)
    revisions.revise(
        item=item,
        juror=conrad,
        criterion=score.criterion.key,
        points=f"{steps / 2:.1f}",
        reason=REASON,
        by=conrad.user,
    )
    deliberation.vote(item=item, motion=MOTION, votes=Votes(len(members) - 1, 0, 1), by=chair)
    deliberation.note(session=held, text="Die Jury dankt der Kommune.", by=chair)
    deliberation.close_item(item=item, by=chair)
    return session.close(session=held, by=chair)


def _is_for_all(item: SessionItem, member: JuryMember) -> bool:
    """Whether nobody goes out, and the member has points to change."""
    return not room.out_of(item) and member.reviews.filter(application=item.application).exists()
