"""What the office can read of letters."""

from api.office import examples
from api.office.scopes import READ
from api.office.serializers.notices import NoticeSerializer
from api.operations import Operation

LIST_NOTICES = Operation(
    "listNotices",
    "The letters of a call with their state",
    NoticeSerializer,
    examples.NOTICE,
    scope=READ,
    many=True,
)
