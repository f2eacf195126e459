"""What a municipality can do by API: scope, body, answer and refusals of each operation."""

from api.bodies import Nothing
from api.models import PortalScope
from api.operations import Operation
from api.portal import examples
from api.portal.bodies import Answers, Submission
from api.portal.serializers import (
    OwnApplicationDetailSerializer,
    OwnApplicationSerializer,
    ReceiptSerializer,
    SavedSerializer,
)

READ, WRITE, SUBMIT = (scope.value for scope in PortalScope)
# What an answer may be refused for, by its kind.
ANSWER = (
    *("too_long", "control_characters", "malformed", "unknown_choice", "not_a_number"),
    *("not_an_amount", "not_a_date", "budget_amounts", "explanation_unticked", "files_apart"),
    *("too_many_rows", "unknown_question"),
)

LIST_APPLICATIONS = Operation(
    "listOwnApplications",
    "The applications of the municipalities that the token's person acts for",
    OwnApplicationSerializer,
    examples.APPLICATION,
    scope=READ,
    many=True,
)
READ_APPLICATION = Operation(
    "readOwnApplication",
    "One application: its draft with the version of each answer, and what may be done now",
    OwnApplicationDetailSerializer,
    examples.APPLICATION_DETAIL,
    scope=READ,
)
SAVE_ANSWERS = Operation(
    "saveAnswers",
    "Save changed answers over the versions that were read; all or none",
    SavedSerializer,
    examples.SAVED,
    scope=WRITE,
    body=Answers,
    body_example=examples.CHANGES,
    refusals=(
        *("required", "out_of_range", "precondition_required", "version_conflict"),
        *("deadline_passed", "call_not_open", *ANSWER),
    ),
)
SUBMIT_APPLICATION = Operation(
    "submitApplication",
    "Seal the draft as the next version: 201, or 200 where it is submitted already as it stands",
    ReceiptSerializer,
    examples.RECEIPT,
    scope=SUBMIT,
    body=Submission,
    body_example=examples.SUBMISSION,
    status=201,
    also=(200,),
    refusals=(
        *("deadline_passed", "call_not_open", "incomplete", "partner_unconfirmed"),
        *("not_released", "unknown_move"),
    ),
)
WITHDRAW_APPLICATION = Operation(
    "withdrawApplication",
    "Take the submitted application back until the deadline; the draft stays",
    OwnApplicationDetailSerializer,
    examples.WITHDRAWN,
    scope=SUBMIT,
    body=Nothing,
    refusals=("deadline_passed", "call_not_open", "unknown_move"),
)
READ_RECEIPT = Operation(
    "readReceipt",
    "The receipt of the valid version",
    ReceiptSerializer,
    examples.RECEIPT,
    scope=READ,
)
