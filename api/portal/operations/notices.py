"""Letters: scope and answer."""

from api.operations import Operation
from api.portal import examples
from api.portal.scopes import READ
from api.portal.serializers.notices import OwnNoticeSerializer

LIST = Operation(
    "listOwnNotices",
    "The letters to the municipalities that the person acts for, from their instant on",
    OwnNoticeSerializer,
    examples.NOTICE,
    scope=READ,
    many=True,
)
