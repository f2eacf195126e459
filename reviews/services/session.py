"""The jury's session: opened, who comes and goes, and its end.

Only after the scores are locked and before a decision stands. The chair runs it or the office;
while an application is discussed at which the chair is befangen, the office alone (§§ 20, 21
VwVfG). Every act is a line of the minutes and an entry of the internal log.
"""

from fractions import Fraction

from django.db import transaction

from competition import answers, clock, locks
from competition.errors import Refusal
from competition.models import Application, Call, User
from competition.models.application import ApplicationState
from reviews import policies
from reviews.models import Attendance, JuryMember, Revision, Rubric, Session, SessionItem
from reviews.models.session import EntryKind
from reviews.services.minutes import log, put_out, require_runner, running, write
from reviews.session import agenda, minutes, room
from reviews.spread import spreads

MAX_PLACE_CHARS = 200


def open(*, call: Call, by: User, quorum: int, place: str = "") -> Session:
    """Open a session, with all admitted applications on the agenda (``reviews/session/agenda.py``).

    ``quorum``: how many members must be in the room for a vote (§ 90 VwVfG); ``place``: where, for
    the minutes. Raises ``not_allowed``, ``scores_unlocked``, ``decision_standing``,
    ``session_standing``, ``nothing_admitted``, ``out_of_range``.
    """
    with transaction.atomic():
        call = locks.own_call(call.pk)
        session = Session(call=call, quorum=quorum, opened_by=by)
        require_runner(session, by, None)
        rubric = _require_time(call)
        members = call.jury_members.count()
        if not 1 <= quorum <= members:
            raise Refusal("out_of_range", field="quorum", minimum=1, maximum=members)
        where = answers.text(place, field="place", max_chars=MAX_PLACE_CHARS)
        session.opened_at = clock.now(call)
        session.save(force_insert=True)
        count = _enter_agenda(session, rubric)
        text = minutes.opened(quorum=quorum, count=count, place=where)
        log("session.opened", session, by, [write(session, EntryKind.OPENED, by, text=text)])
        return session


def _require_time(call: Call) -> Rubric:
    """After the scores are locked, before a decision, and no other session is open."""
    rubric = Rubric.objects.filter(call=call).first()
    if rubric is None or rubric.locked_at is None:
        raise Refusal("scores_unlocked")
    policies.require_undecided(call)
    if Session.objects.filter(call=call, closed_at__isnull=True).exists():
        raise Refusal("session_standing")
    return rubric


def _enter_agenda(session: Session, rubric: Rubric) -> int:
    admitted = dict(
        Application.objects.filter(call=session.call, state=ApplicationState.ADMITTED)
        .order_by("public_id")
        .values_list("public_id", "pk")
    )
    if not admitted:
        raise Refusal("nothing_admitted")
    found = spreads(rubric, list(rubric.criteria.all()), admitted.values())
    out = room.befangen(session.call)
    silent = room.undeclared(session.call)
    topics = [
        agenda.Topic(
            id=public_id,
            out=frozenset(str(each) for each in out.get(pk, ())),
            # Who has yet to declare would read from its place how an application stands.
            dispute=Fraction(0) if pk in silent else found[pk].range or Fraction(0),
        )
        for public_id, pk in admitted.items()
    ]
    SessionItem.objects.bulk_create(
        SessionItem(session=session, application_id=admitted[public_id], position=position)
        for position, public_id in enumerate(agenda.order(topics), 1)
    )
    return len(admitted)


def come(*, session: Session, member: JuryMember, by: User) -> Attendance:
    """A member comes into the room: entered by themself or by who runs the session.

    Whoever is befangen at what is discussed goes out again at once, on record. Raises
    ``already_present``, ``not_found`` for a member of another jury, ``not_allowed``,
    ``conflicted``, ``session_closed``.
    """
    with transaction.atomic():
        session, item = _for_member(session, member, by)
        if session.attendances.filter(jury_member=member, left_at__isnull=True).exists():
            raise Refusal("already_present")
        attendance = Attendance.objects.create(
            session=session, jury_member=member, came_at=clock.now(session.call)
        )
        entries = [write(session, EntryKind.CAME, by, member=member)]
        if item and (conflict := room.out_of(item).get(member.pk)):
            entries.append(put_out(item, member, conflict, by))
        log("session.member_came", session, by, entries)
        return attendance


def leave(*, session: Session, member: JuryMember, by: User) -> None:
    """A member leaves for good or for a while. Raises ``not_present``, and what ``come`` raises."""
    with transaction.atomic():
        session, _item = _for_member(session, member, by)
        there = session.attendances.filter(jury_member=member, left_at__isnull=True)
        if not there.update(left_at=clock.now(session.call)):
            raise Refusal("not_present")
        log("session.member_left", session, by, [write(session, EntryKind.LEFT, by, member=member)])


def _for_member(
    session: Session, member: JuryMember, by: User
) -> tuple[Session, SessionItem | None]:
    session = running(session)
    if member.call_id != session.call_id:
        raise Refusal("not_found")
    item = room.open_item(session)
    if member.user_id != by.pk:
        require_runner(session, by, item)
    return session, item


def close(*, session: Session, by: User) -> Session:
    """End the session and freeze its minutes: nothing of it changes any more.

    The digest covers every line; the log's head that stands on the minutes covers the digest. What
    was never called is named in the last line. Raises ``item_open``, ``not_allowed``,
    ``session_closed``.
    """
    with transaction.atomic():
        session = running(session)
        item = room.open_item(session)
        require_runner(session, by, item)
        if item:
            raise Refusal("item_open")
        entry = write(session, EntryKind.CLOSED, by, text=_last_words(session))
        session.closed_at, session.closed_by = entry.at, by
        session.minutes_digest = minutes.digest(session)
        session.log_head = log(
            "session.closed", session, by, [entry], sha256=session.minutes_digest
        )
        session.save(update_fields=["closed_at", "closed_by", "minutes_digest", "log_head"])
        return session


def _last_words(session: Session) -> str:
    rubric = Rubric.objects.get(call=session.call_id)
    items = list(session.items.order_by("position"))
    criteria = list(rubric.criteria.all())
    found = spreads(rubric, criteria, [item.application_id for item in items])
    changed = (
        Revision.objects.filter(
            item__session=session,
            score__review__in=[each.review for spread in found.values() for each in spread.given],
        )
        .order_by()
        .values("score")
        .distinct()
        .count()
    )
    return minutes.closed(
        changed=changed,
        count=len(criteria) * sum(len(spread.given) for spread in found.values()),
        waiting=sum(item.opened_at is None for item in items),
    )
