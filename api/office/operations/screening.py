"""What the office can decide in the screening."""

from api.bodies import Nothing
from api.office import examples
from api.office.bodies import Reason
from api.office.scopes import RUN
from api.office.serializers.applications import ApplicationDetailSerializer
from api.operations import Operation

ADMIT = Operation(
    "admitApplication",
    "Formally admit an application",
    ApplicationDetailSerializer,
    examples.APPLICATION_DETAIL,
    scope=RUN,
    body=Nothing,
    refusals=("call_not_closed", "reviewing_open", "unknown_move"),
)
EXCLUDE = Operation(
    "excludeApplication",
    "Formally exclude an application; the reason goes into its letter",
    ApplicationDetailSerializer,
    {
        **examples.APPLICATION_DETAIL,
        "state": "excluded",
        "screening_reason": examples.REASON["reason"],
        "available_moves": ["admit"],
    },
    scope=RUN,
    body=Reason,
    body_example=examples.REASON,
    refusals=(
        *("required", "too_long", "control_characters"),
        *("call_not_closed", "reviewing_open", "unknown_move"),
    ),
)
