"""What the office can do with calls."""

from api.bodies import Nothing
from api.office import examples
from api.office.scopes import READ, RUN
from api.office.serializers.calls import OfficeCallSerializer
from api.operations import Operation

LIST_CALLS = Operation(
    "listOfficeCalls",
    "All calls, drafts included, with what is counted of them",
    OfficeCallSerializer,
    examples.CALL,
    scope=READ,
    many=True,
)
READ_CALL = Operation("readOfficeCall", "One call", OfficeCallSerializer, examples.CALL, scope=READ)
OPEN_REVIEWING = Operation(
    "openReviewing",
    "Freeze and publish rubric and rules, derive conflicts, assign the jury",
    OfficeCallSerializer,
    examples.CALL,
    scope=RUN,
    body=Nothing,
    refusals=(
        *("call_not_closed", "frozen", "rubric_invalid", "screening_unfinished"),
        *("nothing_admitted", "jury_missing", "roles_collide"),
    ),
)
LOCK_SCORES = Operation(
    "lockScores",
    "Lock the scores: from now on the selection may run",
    OfficeCallSerializer,
    examples.CALL,
    scope=RUN,
    body=Nothing,
    refusals=("reviewing_closed", "scoring_closed"),
)
