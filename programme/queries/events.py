"""Events as they are shown: when, for whom, and whether somebody can register."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext

from competition import link_secrets
from competition.due import Due
from competition.models import Call, User
from programme.models import AgendaItem, Event, Programme, Registration
from programme.models.event import TAKES_A_PLACE, RegistrationState

# In the order in which the office reads them.
RANKED = ("confirmed", "held", "waiting", "cancelled", "lapsed")
MOMENT = timedelta(microseconds=1)
Agenda = list[tuple[date, list[AgendaItem]]]


@dataclass(frozen=True, slots=True)
class Shown:
    """An event at an instant. ``stage``: of the registration ("none", "before", "open", "closed")
    or, before all of it, "cancelled" and "over". ``free``: places nobody holds, None where nobody
    registers."""

    event: Event
    stage: str
    free: int | None = None

    @property
    def is_full(self) -> bool:
        """Whether one can still register, but only to wait."""
        return self.stage == "open" and self.free == 0

    @property
    def days_only(self) -> bool:
        """Whether only the days are known, as of events of the archive."""
        return bool(self.event.facts.get("days_only"))

    @property
    def first_day(self) -> date:
        return timezone.localdate(self.event.starts_at)

    @property
    def last_day(self) -> date:
        return timezone.localdate(self.event.ends_at - MOMENT)


def public_events(at: datetime) -> QuerySet[Any]:
    """All that anybody may read about, with their places taken, the latest first."""
    found = Event.objects.public(at).select_related("programme__call")
    return found.annotate(taken=Count("registrations", filter=_taking())).order_by(
        "-starts_at", "slug"
    )


def shown(event: Event, at: datetime, taken: int | None = None) -> Shown:
    """How it stands at the database's instant ``at``; ``taken``: how many places are not free."""
    own = at + event.programme.call.clock_shift
    free = None if event.capacity is None or taken is None else max(event.capacity - taken, 0)
    return Shown(event, stage(event, own), free)


def stage(event: Event, at: datetime) -> str:
    """What can be done at ``at`` by the call's clock; see ``Shown``."""
    if event.cancelled_at:
        return "cancelled"
    if at >= event.ends_at:
        return "over"
    if event.registration_opens_at is None or event.registration_ends_at is None:
        return "none"
    if at < event.registration_opens_at:
        return "before"
    return "open" if at < event.registration_ends_at else "closed"


def taken_count(event: Event) -> int:
    """How many places are held or confirmed."""
    return Registration.objects.filter(event=event, state__in=TAKES_A_PLACE).count()


def agenda_by_day(items: Iterable[AgendaItem]) -> Agenda:
    """The points of an agenda, in order, by their local day."""
    by_day = groupby(items, key=lambda each: timezone.localdate(each.starts_at))
    return [(day, list(points)) for day, points in by_day]


def registration_of(secret: str) -> Registration | None:
    """The registration that a link opens, with its event; None where it opens nothing (more)."""
    return (
        Registration.objects.filter(
            secret_digest=link_secrets.digest(secret), erased_at__isnull=True
        )
        .select_related("event__programme__call")
        .first()
    )


def counts(event: Event) -> dict[str, int]:
    """How many registrations stand how, every state named."""
    rows = Registration.objects.filter(event=event).order_by()
    found = Counter(dict(rows.values_list("state").annotate(count=Count("pk"))))
    return {state: found[state] for state in RegistrationState.values}


def registrants(event: Event) -> QuerySet[Registration]:
    """Everybody who has registered and is not erased, who comes first."""
    rank = Case(
        *(When(state=state, then=Value(place)) for place, state in enumerate(RANKED)),
        output_field=IntegerField(),
    )
    rows = Registration.objects.filter(event=event, erased_at__isnull=True)
    return rows.order_by(rank, "received_at", "pk")


def of_programme(programme: Programme) -> QuerySet[Any]:
    """All events of a programme for the office, prepared ones too, with their places taken."""
    return of_call(programme.call)


def of_call(call: Call) -> QuerySet[Any]:
    """The same, of a call's programme."""
    taken = Count("registrations", filter=_taking())
    found = Event.objects.filter(programme__call=call).select_related("programme__call")
    return found.annotate(taken=taken).order_by("starts_at", "pk")


def due(programme: Programme, at: datetime, _user: User) -> Iterator[Due]:
    """What waits for the office: events that nobody outside has heard of; ``at`` is by the call's
    clock."""
    for each in of_call(programme.call).filter(published_at__isnull=True, ends_at__gt=at):
        text = gettext("Veranstaltung „%(title)s“ veröffentlichen")
        yield Due(text % {"title": each.title}, "office-event", public_id=str(each.pk))


def _taking() -> Q:
    return Q(registrations__state__in=TAKES_A_PLACE)
