"""What the office can do with selection runs."""

from api.bodies import Nothing
from api.office import examples
from api.office.scopes import READ, RUN
from api.office.serializers.selection import RunDetailSerializer, RunSerializer
from api.operations import Operation

LIST_RUNS = Operation(
    "listSelectionRuns",
    "The selection runs of a call, the latest first",
    RunSerializer,
    examples.RUN,
    scope=READ,
    many=True,
)
START_RUN = Operation(
    "startSelectionRun",
    "Queue a selection run; poll the address in Location until it is no longer queued",
    RunDetailSerializer,
    {**examples.RUN, "result": None},
    scope=RUN,
    body=Nothing,
    status=202,
    refusals=("scores_unlocked", "lot_value_missing"),
)
READ_RUN = Operation(
    "readSelectionRun",
    "One selection run with its whole result",
    RunDetailSerializer,
    examples.RUN_DETAIL,
    scope=READ,
)
