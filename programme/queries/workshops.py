"""Workshops: who sees them, who is expected, and how a municipality stands to one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competition import receipts
from competition.due import Due, Who
from competition.models import User
from programme.models import Agreement, Attendance, Programme, Workshop
from programme.models.workshop import AttendanceState


class Standing(StrEnum):
    """How one municipality stands to one workshop."""

    CANCELLED = "cancelled"
    OPEN = "open"
    ANNOUNCED = "announced"
    EXCUSES_ITSELF = "excuses_itself"
    UNRECORDED = "unrecorded"
    ATTENDED = "attended"
    EXCUSED = "excused"
    ABSENT = "absent"


# What a page says, and how it looks (kern's badge).
WORDS = {
    Standing.CANCELLED: (gettext_lazy("abgesagt"), "neutral"),
    Standing.OPEN: (gettext_lazy("Anmeldung fehlt"), "warning"),
    Standing.ANNOUNCED: (gettext_lazy("angemeldet"), "success"),
    Standing.EXCUSES_ITSELF: (gettext_lazy("kommt nicht"), "info"),
    Standing.UNRECORDED: (gettext_lazy("noch nicht eingetragen"), "info"),
    Standing.ATTENDED: (gettext_lazy("teilgenommen"), "success"),
    Standing.EXCUSED: (gettext_lazy("entschuldigt"), "neutral"),
    Standing.ABSENT: (gettext_lazy("unentschuldigt gefehlt"), "danger"),
}


@dataclass(frozen=True, slots=True)
class Taking:
    """One municipality and one workshop at one instant of the call's clock."""

    workshop: Workshop
    agreement: Agreement
    attendance: Attendance | None
    at: datetime

    @property
    def standing(self) -> Standing:
        found, workshop = self.attendance, self.workshop
        if workshop.cancelled_at:
            return Standing.CANCELLED
        if found and found.state:
            return Standing(found.state)
        if self.at >= workshop.ends_at:
            return Standing.UNRECORDED
        if found is None or found.announced_at is None:
            return Standing.OPEN
        return Standing.ANNOUNCED if found.announced_count else Standing.EXCUSES_ITSELF

    @property
    def words(self) -> str:
        return str(WORDS[self.standing][0])

    @property
    def kind(self) -> str:
        return WORDS[self.standing][1]

    @property
    def may_announce(self) -> bool:
        """Whether people can be announced: before the beginning."""
        return self.may_excuse and self.at < self.workshop.starts_at

    @property
    def may_excuse(self) -> bool:
        """Whether the municipality can say why it stays away: also afterwards, until the office has
        noted that it was there or is excused."""
        return self.agreement.is_in_force and self.standing in (
            *(Standing.OPEN, Standing.ANNOUNCED, Standing.EXCUSES_ITSELF),
            *(Standing.UNRECORDED, Standing.ABSENT),
        )

    @property
    def is_missed(self) -> bool:
        """Whether a duty was missed without an excuse."""
        return self.workshop.is_duty and self.standing == Standing.ABSENT

    @property
    def is_asked(self) -> bool:
        """Whether the municipality has something to do."""
        return self.agreement.is_in_force and (self.standing == Standing.OPEN or self.is_missed)

    @property
    def digest(self) -> str:
        """What was read before writing: the workshop as it stands, and what was announced."""
        found = self.attendance
        return receipts.digest(
            {
                "version": self.workshop.version,
                "cancelled": self.workshop.cancelled_at is not None,
                "count": found.announced_count if found else None,
                "message": found.message if found else "",
            }
        )


def public(at: datetime) -> QuerySet[Workshop]:
    """What anybody may read: announced, of a public programme; cancelled ones stay."""
    return Workshop.objects.filter(
        published_at__isnull=False, programme__in=Programme.objects.public(at)
    ).order_by("starts_at", "title", "place")


def counted(programme: Programme) -> QuerySet[Workshop]:
    """The office's list with how many have announced themselves, attended, and missed it."""
    rows = Workshop.objects.filter(programme=programme).order_by("starts_at", "pk")
    return rows.annotate(
        announced=Count("attendances", filter=Q(attendances__announced_count__gt=0)),
        attended=Count("attendances", filter=Q(attendances__state=AttendanceState.ATTENDED)),
        absent=Count("attendances", filter=Q(attendances__state=AttendanceState.ABSENT)),
    )


def expected(workshop: Workshop) -> QuerySet[Agreement]:
    """Whose agreement was in force when it began: they are expected, and recorded."""
    return (
        Agreement.objects.in_force()
        .filter(programme=workshop.programme_id, accepted_at__lt=workshop.starts_at)
        .select_related("award__municipality", "award__application__contact")
        .order_by("award__municipality__name", "award__municipality__ags")
    )


def takings(workshop: Workshop, at: datetime) -> list[Taking]:
    """Every expected municipality of a workshop, by name."""
    found = {each.agreement_id: each for each in workshop.attendances.all()}
    return [
        Taking(workshop, agreement, found.get(agreement.pk), at) for agreement in expected(workshop)
    ]


def takings_of(agreement: Agreement, at: datetime) -> list[Taking]:
    """Every announced workshop as one municipality sees it, the earliest first. Workshops that had
    begun before its agreement was in force ask nothing of it and are left out."""
    found = {each.workshop_id: each for each in agreement.attendances.all()}
    return [Taking(each, agreement, found.get(each.pk), at) for each in shown_to(agreement, at)]


def shown_to(agreement: Agreement, at: datetime) -> QuerySet[Workshop]:
    """The announced workshops that concern a municipality; before acceptance, those ahead."""
    shown = Workshop.objects.filter(programme=agreement.programme_id, published_at__isnull=False)
    return shown.exclude(starts_at__lte=agreement.accepted_at or at)


def recorded_digest(rows: Iterable[Taking]) -> str:
    """What the office has read of the attendance before it writes over it."""
    return receipts.digest(
        {
            each.agreement.award.municipality.ags: [
                each.attendance.state,
                each.attendance.attended_count,
                each.attendance.remark,
            ]
            for each in rows
            if each.attendance is not None and each.attendance.state
        }
    )


def due(
    programme: Programme,
    at: datetime,
    user: User,  # noqa: ARG001  # every room is asked alike
) -> Iterator[Due]:
    """What waits in the workshops of a programme; ``at`` by the call's clock."""
    rows = list(_counted(Workshop.objects.filter(programme=programme, cancelled_at__isnull=True)))
    drafts = sum(each.published_at is None for each in rows)
    if drafts:
        text = ngettext(
            "Workshop ankündigen oder verwerfen",
            "%(count)s Workshops ankündigen oder verwerfen",
            drafts,
        )
        yield Due(text % {"count": drafts}, "office-workshops")
    over = [each for each in rows if each.published_at and each.ends_at <= at]
    if any(each.recorded_count < each.expected_count for each in over):
        yield Due(_("Teilnahme am Workshop eintragen"), "office-workshops")
    duties = [each for each in rows if each.is_duty]
    if any(each.explained_count for each in duties):
        yield Due(_("Nachträgliche Entschuldigung prüfen"), "office-workshops")
    elif any(each.absent_count for each in duties):
        text = _("Eine Kommune fehlte unentschuldigt bei einem Workshop")
        yield Due(text, "office-workshops", Who.APPLICANTS)


def _counted(rows: QuerySet[Workshop]) -> "QuerySet[Any]":
    """Workshops with how many municipalities are expected and noted, how many were absent, and how
    many of these have explained it since."""
    accepted = Q(
        programme__agreements__accepted_at__lt=F("starts_at"),
        programme__agreements__confirmed_at__isnull=False,
        programme__agreements__award__state="granted",
    )
    noted = ~Q(attendances__state="") & Q(attendances__agreement__award__state="granted")
    absent = Q(attendances__state=AttendanceState.ABSENT)
    explained = absent & Q(attendances__announced_at__gt=F("attendances__recorded_at"))
    return rows.annotate(
        expected_count=Count("programme__agreements", filter=accepted, distinct=True),
        recorded_count=Count("attendances", filter=noted, distinct=True),
        absent_count=Count("attendances", filter=absent, distinct=True),
        explained_count=Count("attendances", filter=explained, distinct=True),
    )
