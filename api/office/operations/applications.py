"""What the office can read of applications."""

from api.office import examples
from api.office.scopes import READ
from api.office.serializers.applications import (
    ApplicationDetailSerializer,
    ListedApplicationSerializer,
)
from api.operations import Operation

LIST_APPLICATIONS = Operation(
    "listApplications",
    "The applications of a call; titles only after the deadline",
    ListedApplicationSerializer,
    examples.LISTED_APPLICATION,
    scope=READ,
    many=True,
    expands=("content", "receipt"),
)
READ_APPLICATION = Operation(
    "readApplication",
    "One application; its content only after the deadline",
    ApplicationDetailSerializer,
    examples.APPLICATION_DETAIL,
    scope=READ,
)
