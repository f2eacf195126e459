"""Applications: scope, body, answer and refusals of each operation."""

from api.bodies import Nothing
from api.operations import Operation
from api.portal import examples
from api.portal.bodies import Answers, Start
from api.portal.scopes import READ, WRITE
from api.portal.serializers.applications import (
    OwnApplicationDetailSerializer,
    OwnApplicationSerializer,
    SavedSerializer,
)

# What an answer may be refused for, by its kind.
ANSWER = (
    *("too_long", "control_characters", "malformed", "unknown_choice", "not_a_number"),
    *("not_an_amount", "not_a_date", "budget_amounts", "explanation_unticked"),
    *("explanation_too_long", "files_apart", "too_many_rows", "unknown_question"),
)
CHANGES = ("required", "out_of_range", "precondition_required", "version_conflict", *ANSWER)

LIST = Operation(
    "listOwnApplications",
    "The applications of the municipalities that the token's person acts for",
    OwnApplicationSerializer,
    examples.APPLICATION,
    scope=READ,
    many=True,
    expands=("call",),
)
START = Operation(
    "startApplication",
    "Begin the municipality's application: 201, or 200 where it has begun already",
    OwnApplicationDetailSerializer,
    examples.STARTED,
    scope=WRITE,
    status=201,
    also=(200,),
    body=Start,
    body_example=examples.START,
    refusals=(
        *("required", "too_long", "control_characters", "malformed", "not_found"),
        *("call_not_open", "deadline_passed", "not_eligible", "already_applied"),
    ),
)
READ_ONE = Operation(
    "readOwnApplication",
    "One application: its draft with the version of each answer, and what may be done now",
    OwnApplicationDetailSerializer,
    examples.APPLICATION_DETAIL,
    scope=READ,
    expands=("call",),
)
SAVE = Operation(
    "saveAnswers",
    "Save changed answers over the versions that were read; all or none",
    SavedSerializer,
    examples.SAVED,
    scope=WRITE,
    body=Answers,
    body_example=examples.CHANGES,
    refusals=("deadline_passed", "call_not_open", *CHANGES),
)
DISCARD = Operation(
    "discardApplication",
    "Throw away a draft that was never submitted",
    None,
    None,
    scope=WRITE,
    status=204,
    body=Nothing,
    refusals=("deadline_passed", "call_not_open", "unknown_move"),
)
