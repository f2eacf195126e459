"""Corrections: scope, body, answer and refusals of each operation."""

from api.operations import Operation
from api.portal import examples
from api.portal.bodies import Answers, DraftRead
from api.portal.operations.applications import CHANGES
from api.portal.scopes import READ, SUBMIT, WRITE
from api.portal.serializers.corrections import OwnCorrectionSerializer
from api.portal.serializers.sealing import ReceiptSerializer

RUNNING = ("correction_settled", "correction_overdue", "application_erased")

READ_ONE = Operation(
    "readCorrection",
    "The latest correction that the office has asked for; nothing but its answers may change",
    OwnCorrectionSerializer,
    examples.CORRECTION,
    scope=READ,
    refusals=("application_erased",),
)
SAVE = Operation(
    "saveCorrection",
    "Save the asked answers over the versions that were read; nothing is submitted",
    OwnCorrectionSerializer,
    examples.CORRECTION,
    scope=WRITE,
    body=Answers,
    body_example=examples.CORRECTED,
    refusals=(*RUNNING, *CHANGES),
)
SUBMIT_ONE = Operation(
    "submitCorrection",
    "Seal the valid version with the asked answers replaced, as signatory; with its own receipt",
    ReceiptSerializer,
    examples.RECEIPT,
    scope=SUBMIT,
    status=201,
    also=(200,),
    body=DraftRead,
    body_example=examples.READ,
    refusals=(
        *(*RUNNING, "precondition_required", "malformed", "draft_changed"),
        *("incomplete", "reviewing_open", "unknown_move"),
    ),
)
