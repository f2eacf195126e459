"""Release, submission, withdrawal, receipts: scope, body, answer and refusals."""

from api.bodies import Nothing
from api.operations import Operation
from api.portal import examples
from api.portal.bodies import DraftRead
from api.portal.scopes import READ, SUBMIT
from api.portal.serializers.applications import OwnApplicationDetailSerializer
from api.portal.serializers.sealing import (
    IssuedReceiptSerializer,
    ReceiptFileSerializer,
    ReceiptSerializer,
    SealedContentSerializer,
)

IN_TIME = ("deadline_passed", "call_not_open", "reviewing_open")
NAMED = ("precondition_required", "malformed")

RELEASE = Operation(
    "releaseApplication",
    "Release exactly the draft that was read, as signatory; any change of it voids that",
    OwnApplicationDetailSerializer,
    examples.RELEASED,
    scope=SUBMIT,
    body=DraftRead,
    body_example=examples.READ,
    refusals=(*IN_TIME, *NAMED, "draft_changed"),
)
SUBMIT_ONE = Operation(
    "submitApplication",
    "Seal the draft as the next version: 201, or 200 where it is submitted already as it stands",
    ReceiptSerializer,
    examples.RECEIPT,
    scope=SUBMIT,
    body=DraftRead,
    body_example=examples.READ,
    status=201,
    also=(200,),
    refusals=(
        *(*IN_TIME, *NAMED),
        *("incomplete", "partner_unconfirmed", "not_released", "draft_changed", "unknown_move"),
    ),
)
WITHDRAW = Operation(
    "withdrawApplication",
    "Take the submitted application back until the deadline; the draft stays",
    OwnApplicationDetailSerializer,
    examples.WITHDRAWN,
    scope=SUBMIT,
    body=Nothing,
    refusals=(*IN_TIME, "unknown_move"),
)
LIST_RECEIPTS = Operation(
    "listReceipts",
    "The receipts of all sealed versions, the latest first",
    IssuedReceiptSerializer,
    examples.ISSUED,
    scope=READ,
    many=True,
)
READ_RECEIPT = Operation(
    "readReceipt",
    "One receipt as a file to keep; verify_receipt.py checks it without a network",
    ReceiptFileSerializer,
    examples.RECEIPT_FILE,
    scope=READ,
)
READ_VERSION = Operation(
    "readVersion",
    "The content of one sealed version; the receipt's digest is of its canonical form",
    SealedContentSerializer,
    examples.CONTENT,
    scope=READ,
    refusals=("application_erased",),
)
