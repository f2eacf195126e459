"""The writer of the minutes: a line per act, never changed, only added to."""

from collections.abc import Sequence

from django.db.models import Max

from competition import audit, clock, locks, policies, receipts
from competition.errors import Refusal
from competition.models import User
from reviews import queries
from reviews.models import Conflict, JuryMember, MinutesEntry, Session, SessionItem
from reviews.models.session import EntryKind
from reviews.policies import may_run_session
from reviews.session import minutes, room


def running(session: Session) -> Session:
    """The session, its call and itself locked. Raises ``session_closed``. Needs a transaction."""
    call = locks.own_call(session.call_id)
    return own(session.pk, call_id=call.pk)


def own(session_id: int, *, call_id: int) -> Session:
    """The session's row, locked: who holds it writes the next line. Raises ``session_closed``.

    Needs the call's lock, shared or owned.
    """
    Session.objects.select_for_update().order_by("pk").get(pk=session_id, call=call_id)
    found = Session.objects.select_related("call").get(pk=session_id)
    if found.closed_at is not None:
        raise Refusal("session_closed")
    return found


def require_runner(session: Session, by: User, item: SessionItem | None) -> None:
    """The office, the chair who is not befangen at ``item``, or the deputy while the chair is out.

    Raises ``not_allowed``, ``conflicted``, ``chair_present``, ``office_reads_only``.
    """
    if policies.is_office(by):
        policies.require_office(by)
        return
    seat = queries.jury_member(session.call, by)
    is_out = seat is not None and item is not None and room.is_out(item, seat)
    may_run_session(
        seat, is_out=is_out, is_chair_out=room.is_chair_out(session, seat, item)
    ).enforce()


def write(
    session: Session,
    kind: EntryKind,
    by: User,
    *,
    item: SessionItem | None = None,
    member: JuryMember | None = None,
    text: str = "",
) -> MinutesEntry:
    """Add a line. Needs the session's row."""
    last = session.entries.aggregate(last=Max("sequence"))["last"] or 0
    return MinutesEntry.objects.create(
        session=session,
        sequence=last + 1,
        at=clock.now(session.call),
        kind=kind,
        item=item,
        jury_member=member,
        text=text,
        by=by,
    )


def put_out(item: SessionItem, member: JuryMember, conflict: Conflict, by: User) -> MinutesEntry:
    """The line that a befangen member is out; of the reason only its class."""
    text = minutes.reason(conflict)
    return write(item.session, EntryKind.OUT, by, item=item, member=member, text=text)


def log(
    act: str, session: Session, by: User, entries: Sequence[MinutesEntry], **payload: str
) -> str:
    """Anchor new lines in the internal log, and return its head. Call it last."""
    documents = [minutes.entry_document(entry) for entry in entries]
    logged = audit.log(
        act=act,
        by=by,
        subject=session.call.slug,
        payload={
            "session": session.pk,
            "sequence": entries[-1].sequence,
            "lines_sha256": receipts.digest({"entries": documents}),
            **payload,
        },
    )
    return logged.digest
