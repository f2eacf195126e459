"""The jury's session as it stands: who is in the room, what is on the agenda, how the points lie.

A member who is befangen at an application, or has yet to declare, finds nothing of it here: no
number, no line of the minutes, no place that could be reckoned back from the others' places.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value

from competition.models import Call
from reviews import queries
from reviews.conflicts import gate
from reviews.models import (
    Attendance,
    Conflict,
    Criterion,
    JuryMember,
    MinutesEntry,
    Session,
    SessionItem,
)
from reviews.spread import Spread, spreads

SORTS = ("agenda", "range", "deviation", "place")


def present(session: Session) -> list[JuryMember]:
    """The members who are there, befangen or not."""
    there = Attendance.objects.filter(
        session=session, jury_member=OuterRef("pk"), left_at__isnull=True
    )
    return list(
        JuryMember.objects.filter(Exists(there), call=session.call_id)
        .select_related("user")
        .order_by("user__name", "pk")
    )


def out_of(item: SessionItem) -> dict[int, Conflict]:
    """The standing conflicts at an application, by member: these are out, present or not."""
    standing = Conflict.objects.standing().filter(application=item.application_id)
    return {conflict.jury_member_id: conflict for conflict in standing.order_by("pk")}


def is_out(item: SessionItem, member: JuryMember) -> bool:
    """Whether a member may have no part in it: by a row, or by the register as it is now (``gate``)
    although the row is entered a little later."""
    return item.application_id in queries.closed_to(member)


def is_chair_out(session: Session, seat: JuryMember | None, item: SessionItem | None) -> bool:
    """Whether the chair cannot run the session: not in the room, befangen at ``item``, or there is
    none. Asked for a deputy alone; nobody else's right depends on it."""
    if seat is None or not seat.is_deputy_chair or session.pk is None:
        return False
    chair, _deputy = queries.heads_of(session.call)
    if chair is None or queries.is_absent(chair):
        return True
    return item is not None and is_out(item, chair)


def befangen(call: Call) -> dict[int, set[int]]:
    """Who is befangen where: the members by application."""
    found: dict[int, set[int]] = {}
    standing = Conflict.objects.standing().filter(jury_member__call=call)
    for member, application in standing.values_list("jury_member_id", "application_id"):
        found.setdefault(application, set()).add(member)
    return found


def undeclared(call: Call) -> set[int]:
    """Ids of the applications for which some member of the jury has yet to declare."""
    declared = gate.is_declared(juror=F("pk"), application=OuterRef("pk"))
    silent = JuryMember.objects.filter(~declared, call=call)
    return set(queries.admitted(call).filter(Exists(silent)).values_list("pk", flat=True))


def in_room(item: SessionItem) -> list[JuryMember]:
    """Who discusses and votes on an application: present, not befangen, and free by declaration."""
    return [
        member
        for member in present(item.session)
        if not is_out(item, member) and item.application_id not in queries.undeclared_by(member)
    ]


def open_item(session: Session) -> SessionItem | None:
    """The application that is discussed now."""
    return (
        SessionItem.objects.filter(session=session, opened_at__isnull=False, closed_at__isnull=True)
        .select_related("application__municipality", "session__call")
        .first()
    )


@dataclass(frozen=True, slots=True)
class Seat:
    """A member in the session. ``is_out``: befangen at what is discussed now; ``is_undeclared``:
    has yet to declare for it, and until then neither counts nor votes."""

    member: JuryMember
    came_at: datetime | None
    is_out: bool
    is_undeclared: bool

    @property
    def is_present(self) -> bool:
        return self.came_at is not None


@dataclass(frozen=True, slots=True)
class Row:
    """An application on the agenda, to one viewer. ``hidden``: why it has no numbers here."""

    item: SessionItem
    out: list[JuryMember]
    hidden: str
    spread: Spread | None
    place: int | None

    @property
    def is_open(self) -> bool:
        return self.item.opened_at is not None and self.item.closed_at is None


class Room:
    """One session for one viewer; ``viewer``: None for the office, which sees everything."""

    def __init__(self, session: Session, viewer: JuryMember | None) -> None:
        self.session = session
        self.viewer = viewer
        self.rubric = session.call.rubric

    @cached_property
    def criteria(self) -> list[Criterion]:
        return list(self.rubric.criteria.all())

    @cached_property
    def items(self) -> list[Any]:
        """All applications in the order of the agenda, with ``is_closed`` and ``is_undeclared`` to
        the viewer."""
        own = F("application")
        due = ~gate.is_declared(juror=self.viewer, application=own)
        person = self.viewer.user_id if self.viewer else None
        closed = gate.is_conflicted(juror=self.viewer, person=person, application=own)
        return list(
            self.session.items.select_related("application__municipality")
            .select_related("application__valid_version")
            .defer("application__valid_version__content")
            .annotate(is_closed=closed, is_undeclared=due)
            .order_by("position")
        )

    @cached_property
    def seats(self) -> list[Seat]:
        there = Attendance.objects.filter(
            session=self.session, jury_member=OuterRef("pk"), left_at__isnull=True
        )
        members: QuerySet[Any] = (
            JuryMember.objects.filter(call=self.session.call_id)
            .select_related("user")
            .annotate(came_at=Subquery(there.values("came_at")[:1]), is_undeclared=self._due)
            .order_by("user__name", "pk")
        )
        return [
            Seat(
                member,
                member.came_at,
                self._is_out(member.pk, self._open_id),
                bool(member.is_undeclared),
            )
            for member in members
        ]

    @property
    def _due(self) -> Any:
        """Whether a member still has to declare for what is discussed now."""
        if self._open_id is None:
            return Value(False)
        return ~gate.is_declared(juror=F("pk"), application=self._open_id)

    @cached_property
    def _befangen(self) -> dict[int, set[int]]:
        return befangen(self.session.call)

    def _is_out(self, member: int, application: int | None) -> bool:
        return application is not None and member in self._befangen.get(application, ())

    @cached_property
    def current_item(self) -> Any | None:
        return next((i for i in self.items if i.opened_at and not i.closed_at), None)

    @property
    def _open_id(self) -> int | None:
        return self.current_item.application_id if self.current_item else None

    def hidden(self, item: Any) -> str:
        """Why the viewer may not know about an application: "conflicted", "undeclared" or ""."""
        if self.viewer is None:
            return ""
        if item.is_closed:
            return "conflicted"
        return "undeclared" if item.is_undeclared else ""

    @cached_property
    def hidden_items(self) -> frozenset[int]:
        """Ids of the items that the viewer may know nothing of."""
        return frozenset(item.pk for item in self.items if self.hidden(item))

    @cached_property
    def spreads(self) -> dict[int, Spread]:
        """By application, of those alone that the viewer may know."""
        known = [each.application_id for each in self.items if each.pk not in self.hidden_items]
        return spreads(self.rubric, self.criteria, known)

    @cached_property
    def _passed(self) -> list[Fraction]:
        """Ascending, of those that pass."""
        each = self.spreads.values()
        return sorted(s.total for s in each if s.total is not None and s.passes(self.rubric))

    @cached_property
    def rows(self) -> list[Row]:
        """The agenda in its order."""
        return [self._row(item) for item in self.items]

    def _row(self, item: Any) -> Row:
        out = [s.member for s in self.seats if self._is_out(s.member.pk, item.application_id)]
        spread = self.spreads.get(item.application_id)
        return Row(item, out, self.hidden(item), spread, self._place(spread))

    def _place(self, spread: Spread | None) -> int | None:
        """By score among those that the viewer may know and that pass; equals share it."""
        if spread is None or spread.total is None or not spread.passes(self.rubric):
            return None
        return 1 + len(self._passed) - bisect_right(self._passed, spread.total)

    @property
    def current(self) -> Row | None:
        """The application that is discussed now."""
        return next((row for row in self.rows if row.is_open), None)

    def sorted_rows(self, sort: str) -> list[Row]:
        """By one of ``SORTS``; what the viewer may not know stands last, in the agenda's order."""
        if sort == "agenda":
            return self.rows
        return sorted(self.rows, key=lambda row: _by(sort, row))

    @property
    def present_count(self) -> int:
        """How many are there and take part."""
        return sum(
            seat.is_present and not seat.is_out and not seat.is_undeclared for seat in self.seats
        )

    @property
    def has_quorum(self) -> bool:
        return self.present_count >= self.session.quorum

    @cached_property
    def entries(self) -> list[MinutesEntry]:
        """All lines of the minutes; who shows them leaves out what is hidden."""
        return list(
            self.session.entries.select_related("jury_member__user", "by").order_by("sequence")
        )

    @property
    def waiting_count(self) -> int:
        """How many applications have not been called."""
        return sum(item.opened_at is None for item in self.items)


def _by(sort: str, row: Row) -> tuple[bool, Fraction]:
    value: Fraction | None = None
    if row.spread is not None and sort in ("range", "deviation"):
        spread = row.spread.range if sort == "range" else row.spread.variance
        value = -spread if spread is not None else None
    elif row.place is not None:
        value = Fraction(row.place)
    return (value is None, value or Fraction(0))


def sessions_of(call_id: int) -> "QuerySet[Session]":
    """The call's sessions, the newest first."""
    return (
        Session.objects.filter(call=call_id)
        .select_related("call__rubric", "opened_by", "closed_by")
        .order_by("-opened_at", "-pk")
    )
