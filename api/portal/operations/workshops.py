"""Workshops: scope, body, answer and refusals of each operation."""

from api.operations import Operation
from api.portal import programme_examples as examples
from api.portal.programme_bodies import WorkshopAnswer
from api.portal.scopes import READ, WRITE
from api.portal.serializers.workshops import OwnWorkshopSerializer

LIST = Operation(
    "listOwnWorkshops",
    "The announced workshops as the municipality stands to them, the earliest first",
    OwnWorkshopSerializer,
    examples.WORKSHOP,
    scope=READ,
    many=True,
)
READ_ONE = Operation(
    "readOwnWorkshop",
    "One announced workshop as the municipality stands to it",
    OwnWorkshopSerializer,
    examples.WORKSHOP,
    scope=READ,
)
ANSWER = Operation(
    "answerWorkshop",
    "Announce how many people come, or with 0 say why nobody does",
    OwnWorkshopSerializer,
    examples.WORKSHOP,
    scope=WRITE,
    body=WorkshopAnswer,
    body_example=examples.WORKSHOP_ANSWER,
    refusals=(
        *("version_conflict", "reason_required", "workshop_cancelled", "workshop_begun"),
        *("workshop_without_agreement", "attendance_settled"),
    ),
)
