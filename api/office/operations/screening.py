"""What the office can decide in the screening."""

from api.examples import SHA256
from api.office import examples
from api.office.bodies import Exclusion, Read
from api.office.scopes import RUN
from api.office.serializers.applications import ApplicationDetailSerializer
from api.operations import Operation

ADMIT = Operation(
    "admitApplication",
    "Formally admit the version of an application that was read",
    ApplicationDetailSerializer,
    examples.APPLICATION_DETAIL,
    scope=RUN,
    body=Read,
    body_example={"sha256": SHA256},
    refusals=("call_not_closed", "reviewing_open", "unknown_move", "version_changed"),
)
EXCLUDE = Operation(
    "excludeApplication",
    "Formally exclude what was read; the reason goes into its letter",
    ApplicationDetailSerializer,
    {
        **examples.APPLICATION_DETAIL,
        "state": "excluded",
        "screening_reason": examples.REASON["reason"],
        "available_moves": ["admit"],
    },
    scope=RUN,
    body=Exclusion,
    body_example={"sha256": SHA256, **examples.REASON},
    refusals=("call_not_closed", "reviewing_open", "unknown_move", "version_changed"),
)
