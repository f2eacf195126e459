"""Workshops and profiles: scope, body, answer and refusals of each operation of the office."""

from typing import Any

from api.examples import PLACE, SHA256
from api.office.scopes import READ, RUN
from api.office.serializers.workshops import (
    ProgrammeWorkshopRowSerializer,
    ProgrammeWorkshopSerializer,
    WatchedProfileSerializer,
)
from api.office.workshop_bodies import (
    AttendanceNoted,
    Cancellation,
    TakeDown,
    WorkshopChange,
    WorkshopPlan,
    WorkshopRead,
)
from api.operations import Operation

PLAN: dict[str, Any] = {
    "title": "Auftakt der geförderten Kommunen",
    "starts_at": "2027-09-14T10:00:00+02:00",
    "ends_at": "2027-09-14T18:00:00+02:00",
    "place": "Berlin",
    "agenda": "Kennenlernen, Ziele, offene Fragen.",
    "duty": True,
}
ROW: dict[str, Any] = {
    "id": "3f1c0a9be27d44c58a10",
    **PLAN,
    "version": 1,
    "published_at": "2027-07-10T09:00:00+02:00",
    "cancelled_at": None,
    "cancel_reason": "",
}
WORKSHOP: dict[str, Any] = {
    **ROW,
    "municipalities": [
        {
            "municipality": PLACE,
            "standing": "announced",
            "announced_count": 3,
            "message": "",
            "attended_count": None,
            "remark": "",
        }
    ],
    "attendance_sha256": SHA256,
}
PROFILE: dict[str, Any] = {
    "municipality": PLACE,
    "title": "Haushalt zum Mitreden",
    "draft_saved_at": "2027-12-01T08:55:00+01:00",
    "version": 2,
    "published_at": "2027-12-01T09:00:00+01:00",
    "taken_down_at": None,
}
PERIOD = ("period_reversed", "period_too_long", "workshop_twice")

LIST = Operation(
    "listProgrammeWorkshops",
    "All workshops of a funded period, prepared ones too, the earliest first",
    ProgrammeWorkshopRowSerializer,
    ROW,
    scope=READ,
    many=True,
)
CREATE = Operation(
    "createWorkshop",
    "Prepare a workshop; nobody outside the office sees it",
    ProgrammeWorkshopSerializer,
    WORKSHOP,
    scope=RUN,
    status=201,
    body=WorkshopPlan,
    body_example=PLAN,
    refusals=(*PERIOD, "office_reads_only"),
)
READ_ONE = Operation(
    "readProgrammeWorkshop",
    "One workshop with every expected municipality",
    ProgrammeWorkshopSerializer,
    WORKSHOP,
    scope=READ,
)
CHANGE = Operation(
    "changeWorkshop",
    "Change the version that was read; of an announced one every municipality is told",
    ProgrammeWorkshopSerializer,
    WORKSHOP,
    scope=RUN,
    body=WorkshopChange,
    body_example={"version": 1, "place": "Köln"},
    refusals=(
        *("version_conflict", "workshop_cancelled", "workshop_begun", "office_reads_only"),
        *PERIOD,
    ),
)
PUBLISH = Operation(
    "announceWorkshop",
    "Announce the version that was read to everybody, and invite by letter",
    ProgrammeWorkshopSerializer,
    WORKSHOP,
    scope=RUN,
    body=WorkshopRead,
    body_example={"version": 1},
    refusals=("version_conflict", "workshop_begun", "workshop_cancelled", "office_reads_only"),
)
CANCEL = Operation(
    "cancelWorkshop",
    "Call an announced workshop off before it begins, and tell every municipality why",
    ProgrammeWorkshopSerializer,
    {**WORKSHOP, "cancelled_at": "2027-09-01T09:00:00+02:00", "cancel_reason": "Krankheit."},
    scope=RUN,
    body=Cancellation,
    body_example={"reason": "Krankheit."},
    refusals=("reason_required", "workshop_not_published", "workshop_begun", "office_reads_only"),
)
RECORD = Operation(
    "recordAttendance",
    "Note who was there, over what was noted; who missed a duty is asked to explain it",
    ProgrammeWorkshopSerializer,
    WORKSHOP,
    scope=RUN,
    body=AttendanceNoted,
    body_example={
        "attendance_sha256": SHA256,
        "rows": [{"ags": "05315000", "state": "attended", "count": 3}],
    },
    refusals=(
        *("version_conflict", "workshop_not_published", "workshop_cancelled", "too_long"),
        *("workshop_not_begun", "unknown_choice", "people_needed", "control_characters"),
        "office_reads_only",
    ),
)
PROFILES = Operation(
    "listWatchedProfiles",
    "Every award that stands with the latest version of its profile",
    WatchedProfileSerializer,
    PROFILE,
    scope=READ,
    many=True,
)
TAKE_DOWN = Operation(
    "takeProfileDown",
    "Take the version that was read off the public page; the municipality is told why",
    WatchedProfileSerializer,
    {**PROFILE, "taken_down_at": "2027-12-02T10:00:00+01:00"},
    scope=RUN,
    body=TakeDown,
    body_example={"version": 2, "reason": "Das Foto gehört jemand anderem."},
    refusals=("reason_required", "version_conflict", "profile_taken_down", "office_reads_only"),
)
