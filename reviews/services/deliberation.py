"""What the jury does with one application: calls it, talks, changes points, votes, closes it.

Whoever is befangen at it is out (§§ 20, 21 VwVfG) and takes part in nothing of this. Every act is
a line of the minutes and an entry of the internal log.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from competition import answers, clock
from competition.errors import Refusal
from competition.models import Call, User
from reviews import policies
from reviews.models import (
    MinutesEntry,
    Rubric,
    Session,
    SessionItem,
)
from reviews.models.session import EntryKind
from reviews.services.minutes import log, own, put_out, require_runner, running, write
from reviews.session import minutes, room
from reviews.spread import Spread, spreads

MAX_TEXT_CHARS = 4_000
MAX_MOTION_CHARS = 500


def open_item(*, item: SessionItem, by: User) -> SessionItem:
    """Call an application, also once more; who is befangen goes out, on record.

    The minutes hold the points as they stand now. Raises ``item_open`` while another one is
    discussed, ``decision_standing``, ``not_allowed``, ``conflicted``, ``session_closed``.
    """
    with transaction.atomic():
        session = running(item.session)
        require_runner(session, by, item)
        policies.require_undecided(session.call)
        if room.open_item(session):
            raise Refusal("item_open")
        item = SessionItem.objects.select_related("application").get(pk=item.pk)
        item.opened_at, item.closed_at, item.session = clock.now(session.call), None, session
        item.save(update_fields=["opened_at", "closed_at"])
        entries = [write(session, EntryKind.ITEM_OPENED, by, item=item, text=_points(item))]
        out = room.out_of(item)
        entries += [
            put_out(item, member, out[member.pk], by)
            for member in room.present(session)
            if member.pk in out
        ]
        log("session.item_opened", session, by, entries)
        return item


def _points(item: SessionItem) -> str:
    rubric = Rubric.objects.get(call=item.session.call_id)
    criteria = list(rubric.criteria.all())
    spread = spread_of(rubric, item)
    members = item.session.call.jury_members.select_related("user").order_by("pk")
    names = {member.pk: member.user.name for member in members}
    return minutes.item_opened(spread, [criterion.label for criterion in criteria], names)


def close_item(*, item: SessionItem, by: User) -> SessionItem:
    """End the discussion of an application; who was out may come back.

    Raises ``item_not_open``, ``not_allowed``, ``conflicted``, ``session_closed``.
    """
    with transaction.atomic():
        item, entries = _discussed(item, by)
        session = item.session
        item.closed_at = clock.now(session.call)
        item.save(update_fields=["closed_at"])
        entries.append(write(session, EntryKind.ITEM_CLOSED, by, item=item))
        log("session.item_closed", session, by, entries)
        return item


def _discussed(item: SessionItem, by: User) -> tuple[SessionItem, list[MinutesEntry]]:
    """The application if it is discussed now, for whoever runs the session.

    With the lines about members who have become befangen since it was called.
    """
    session = running(item.session)
    require_runner(session, by, item)
    found = require_open(session, item)
    return found, _put_out_new(found, by)


def require_open(session: Session, item: SessionItem) -> SessionItem:
    """The application if it is discussed now. Raises ``item_not_open``."""
    found = room.open_item(session)
    if found is None or found.pk != item.pk:
        raise Refusal("item_not_open")
    return found


def _put_out_new(item: SessionItem, by: User) -> list[MinutesEntry]:
    """Lines for members who are present and befangen, but in the minutes not yet out."""
    noted = set(_since_called(item, EntryKind.OUT).values_list("jury_member_id", flat=True))
    out = room.out_of(item)
    return [
        put_out(item, member, out[member.pk], by)
        for member in room.present(item.session)
        if member.pk in out and member.pk not in noted
    ]


def _since_called(item: SessionItem, kind: EntryKind) -> QuerySet[MinutesEntry]:
    """The lines of one kind about an item since it was called, the last time if more than once."""
    lines = item.session.entries.filter(item=item)
    called = lines.filter(kind=EntryKind.ITEM_OPENED).latest("sequence").sequence
    return lines.filter(kind=kind, sequence__gt=called)


def note(*, session: Session, text: str, by: User, over: int | None = None) -> MinutesEntry:
    """Add a note to the minutes: to the application that is discussed, whose result it becomes, or
    to the session. The same words twice in a row are one note.

    ``over``: the key of the application's item that was discussed when it was written, 0 for none.
    Then it goes nowhere else: what is said of one application is not for those who are befangen
    there, and a note to the session is read by all. Raises ``item_not_open``, ``item_open``
    (another is discussed by now), ``required``, ``too_long``, ``not_allowed``, ``conflicted``,
    ``session_closed``.
    """
    words = answers.text(text, field="text", max_chars=MAX_TEXT_CHARS)
    if not words:
        raise Refusal("required", field="text")
    with transaction.atomic():
        session = running(session)
        item = room.open_item(session)
        require_runner(session, by, item)
        if over is not None and over != (item.pk if item else 0):
            raise Refusal("item_not_open" if over else "item_open", field="text")
        last = session.entries.latest("sequence")
        if (last.kind, last.text, last.item_id) == (EntryKind.NOTED, words, item and item.pk):
            return last
        entries = _put_out_new(item, by) if item else []
        if item:
            item.note = words
            item.save(update_fields=["note"])
        entries.append(write(session, EntryKind.NOTED, by, item=item, text=words))
        log("session.noted", session, by, entries)
        return entries[-1]


@dataclass(frozen=True, slots=True)
class Votes:
    """How many were for, against, neither."""

    yes: int
    no: int
    abstained: int = 0

    @property
    def count(self) -> int:
        """All that were cast."""
        return self.yes + self.no + self.abstained


def vote(*, item: SessionItem, motion: str, votes: Votes, by: User) -> SessionItem:
    """Record a vote of those in the room: present and not befangen at this application.

    A further vote on the same application is added; the row keeps the latest. The same vote sent
    twice is one, unless the application was called once more in between. Raises ``required``,
    ``too_long``, ``out_of_range`` (no vote at all, or a number below zero), ``too_many_votes``,
    ``session_quorum_missing`` (§ 90 VwVfG), ``item_not_open``, ``not_allowed``, ``conflicted``,
    ``session_closed``.
    """
    words = answers.text(motion, field="motion", max_chars=MAX_MOTION_CHARS)
    if not words:
        raise Refusal("required", field="motion")
    with transaction.atomic():
        item, entries = _discussed(item, by)
        _require_votes(item, votes)
        given = (words, votes.yes, votes.no, votes.abstained)
        latest = (item.motion, item.yes_count, item.no_count, item.abstained_count)
        if given == latest and _since_called(item, EntryKind.VOTED).exists():
            return item
        item.motion, item.yes_count, item.no_count, item.abstained_count = given
        item.save(update_fields=["motion", "yes_count", "no_count", "abstained_count"])
        text = minutes.voted(motion=words, yes=votes.yes, no=votes.no, abstained=votes.abstained)
        entries.append(write(item.session, EntryKind.VOTED, by, item=item, text=text))
        log("session.voted", item.session, by, entries)
        return item


def _require_votes(item: SessionItem, votes: Votes) -> None:
    present = len(room.in_room(item))
    if present < item.session.quorum:
        raise Refusal("session_quorum_missing", present=present, quorum=item.session.quorum)
    for field, number in (("yes", votes.yes), ("no", votes.no), ("abstained", votes.abstained)):
        if number < 0:
            raise Refusal("out_of_range", field=field, minimum=0, maximum=present)
    if not votes.count:
        raise Refusal("out_of_range", field="yes", minimum=1, maximum=present)
    if votes.count > present:
        raise Refusal("too_many_votes", field="yes", count=votes.count, present=present)


def spread_of(rubric: Rubric, item: SessionItem) -> Spread:
    """What the counting reviews of the item's application give now."""
    criteria = list(rubric.criteria.all())
    return spreads(rubric, criteria, [item.application_id])[item.application_id]


def recused(*, call: Call, by: User) -> None:
    """A conflict came up: who is present and befangen at what is discussed is out from now on.

    Needs the transaction in which the conflict is entered, with the call's lock, shared or owned;
    call it before the log. Without a session it does nothing.
    """
    session = Session.objects.filter(call=call, closed_at__isnull=True).first()
    if session is None:
        return
    item = room.open_item(own(session.pk, call_id=call.pk))
    entries = _put_out_new(item, by) if item else []
    if entries:
        log("session.member_out", session, by, entries)
