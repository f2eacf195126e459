"""What the office can do with events."""

from dataclasses import replace
from typing import Any

from api.office.event_bodies import EventCancellation, EventChange, EventDraft, ReadVersion
from api.office.scopes import DECIDE, READ, RUN
from api.office.serializers.events import (
    ProgrammeEventDetailSerializer,
    ProgrammeEventSerializer,
    RegistrationSerializer,
)
from api.operations import Operation

EVENT: dict[str, Any] = {
    "slug": "abschlusskonferenz",
    "kind": "conference",
    "title": "Abschlusskonferenz",
    "summary": "Was die geförderten Kommunen erreicht haben.",
    "starts_at": "2029-09-05T09:00:00+02:00",
    "ends_at": "2029-09-06T16:00:00+02:00",
    "place": "Beispielstadt, Rathaus",
    "directions": "Rathausplatz 1",
    "accessibility": "Stufenloser Zugang.",
    "link": "",
    "capacity": 100,
    "taken_count": 58,
    "registration_opens_at": "2029-06-01T00:00:00+02:00",
    "registration_ends_at": "2029-09-02T00:00:00+02:00",
    "erase_after_days": 30,
    "version": 1,
    "stage": "open",
    "published_at": "2029-05-20T10:00:00+02:00",
    "cancelled_at": None,
    "cancel_reason": "",
    "erased_at": None,
}
REGISTRATION: dict[str, Any] = {
    "number": "7QX4-M2ZC-09HD",
    "state": "confirmed",
    "name": "Ida Beispiel",
    "address": "ida@beispiel.example",
    "organisation": "Beispielverein",
    "access_needs": "Induktionsschleife",
    "received_at": "2029-06-02T10:00:00+02:00",
    "hold_until_at": "2029-06-04T10:00:00+02:00",
    "address_confirmed_at": "2029-06-02T10:05:00+02:00",
    "confirmed_at": "2029-06-02T10:05:00+02:00",
    "ended_at": None,
}


AGENDA: list[dict[str, Any]] = [
    {
        "starts_at": "2029-09-05T09:00:00+02:00",
        "ends_at": "2029-09-05T09:30:00+02:00",
        "title": "Begrüßung",
        "text": "",
        "room": "Saal 1",
        "speakers": [{"name": "Ada Muster", "role": "Beispielministerium"}],
    }
]
EVENT_DETAIL: dict[str, Any] = {**EVENT, "agenda": AGENDA}
DRAFT: dict[str, Any] = {
    **{name: EVENT[name] for name in ("slug", "kind", "title", "summary", "starts_at", "ends_at")},
    **{name: EVENT[name] for name in ("place", "capacity")},
    **{name: EVENT[name] for name in ("registration_opens_at", "registration_ends_at")},
    "agenda": AGENDA,
}
UNSOUND = (
    *("event_slug_invalid", "event_slug_taken", "event_link_invalid", "out_of_range"),
    *("period_reversed", "registration_incomplete", "registration_reversed"),
    *("registration_after_start", "agenda_reversed", "agenda_outside_event"),
    *("event_archived", "office_reads_only"),
)

LIST = Operation(
    "listProgrammeEvents",
    "The events of a call's funded years, those in preparation too",
    ProgrammeEventSerializer,
    EVENT,
    scope=READ,
    many=True,
)
READ_ONE = Operation(
    "readProgrammeEvent",
    "One event with its agenda, as the office sees it",
    ProgrammeEventDetailSerializer,
    EVENT_DETAIL,
    scope=READ,
)
CREATE = replace(
    READ_ONE,
    name="createEvent",
    summary="Prepare an event with its agenda; nobody outside the office sees it",
    scope=RUN,
    kind="write",
    status=201,
    body=EventDraft,
    body_example=DRAFT,
    refusals=UNSOUND,
)
CHANGE = replace(
    CREATE,
    name="changeEvent",
    summary="Change the version that was read; guests are told of another time, place or link",
    status=200,
    body=EventChange,
    body_example={"version": 1, "place": "Beispielstadt, Stadthalle", "agenda": AGENDA},
    refusals=(
        *UNSOUND,
        *("version_conflict", "event_cancelled", "event_over", "event_fixed"),
        "capacity_below_taken",
    ),
)
PUBLISH = replace(
    READ_ONE,
    name="publishEvent",
    summary="Publish what was read; done again, nothing changes",
    scope=DECIDE,
    kind="decide",
    body=ReadVersion,
    body_example={"version": 1},
    refusals=(
        "version_conflict",
        "event_cancelled",
        "event_over",
        "event_archived",
        "office_reads_only",
    ),
)
CANCEL = replace(
    PUBLISH,
    name="cancelEvent",
    summary="Call an event off; everybody who has registered is told why",
    body=EventCancellation,
    body_example={"reason": "Hochwasser."},
    refusals=(
        "reason_required",
        "event_not_published",
        "event_cancelled",
        "event_over",
        "event_archived",
        "office_reads_only",
    ),
)
LIST_REGISTRATIONS = Operation(
    "listRegistrations",
    "Who has registered for an event, in the order of arrival",
    RegistrationSerializer,
    REGISTRATION,
    scope=READ,
    many=True,
)
