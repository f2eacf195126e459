"""What the office can read of the audit chains, and of what happens."""

from api.office import examples
from api.office.scopes import READ
from api.office.serializers.audit import EntrySerializer, EventSerializer
from api.operations import Operation

INSTANTS = ("offset_required", "instant_invalid")
READ_CALL_CHAIN = Operation(
    "listCallAudit",
    "The chain of what arrived in a call, with its digests",
    EntrySerializer,
    examples.ENTRY,
    scope=READ,
    many=True,
    refusals=INSTANTS,
)
READ_INTERNAL_CHAIN = Operation(
    "listAudit",
    "The internal log, with its digests; a token for one call sees what is about that call",
    EntrySerializer,
    {**examples.ENTRY, "call": None},
    scope=READ,
    many=True,
    refusals=INSTANTS,
)
LIST_EVENTS = Operation(
    "listEvents",
    "What happened since, for programs that ask again and again",
    EventSerializer,
    examples.EVENT,
    scope=READ,
    many=True,
)
