"""What the office can do with the announcement."""

from dataclasses import replace

from api.office import examples
from api.office.bodies import Confirmation, Moment
from api.office.scopes import ANNOUNCE, READ
from api.office.serializers.announcement import AnnouncementSerializer
from api.operations import Operation

READ_ANNOUNCEMENT = Operation(
    "readAnnouncement",
    "The announcement as it is prepared, with what it will announce",
    AnnouncementSerializer,
    examples.ANNOUNCEMENT,
    scope=READ,
)
PREPARE = replace(
    READ_ANNOUNCEMENT,
    name="prepareAnnouncement",
    summary="Set the instant at which the results become public; until confirmed, also anew",
    scope=ANNOUNCE,
    kind="decide",
    body=Moment,
    body_example=examples.MOMENT,
    refusals=(
        *("required", "offset_required", "instant_invalid", "decision_missing"),
        *("public_at_past", "announcement_standing", "precondition_required"),
        "announcement_moved",
    ),
)
CONFIRM_ANNOUNCEMENT = replace(
    READ_ANNOUNCEMENT,
    name="confirmAnnouncement",
    summary="Confirm what was read, as the second person: every applicant is owed the own letter",
    example={
        **examples.ANNOUNCEMENT,
        "confirmed_at": "2027-05-17T09:30:00+02:00",
        "confirmed_by": "Emil Beispiel",
    },
    scope=ANNOUNCE,
    kind="decide",
    body=Confirmation,
    body_example=examples.CONFIRMATION,
    refusals=(
        *("precondition_required", "offset_required", "instant_invalid", "announcement_missing"),
        *("same_person", "public_at_past", "announcement_moved", "announcement_changed"),
        *("letter_texts_changed", "announcement_standing"),
    ),
)
