"""Letters to the person's municipalities: that they are there, not what they say."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import PortalEndpoint
from api.pagination import Keyset
from api.portal.operations import notices as does
from competition.letters.portal import readable
from competition.models import Notice


class Notices(PortalEndpoint):
    """Opening a letter is put on record (§ 41 VwVfG), so its text is read on its page alone."""

    queryset = Notice.objects.none()
    operations = {"GET": does.LIST}
    pagination_class = Keyset

    def get(self, request: Request) -> Response:
        visible = self.within(readable(self.visit.person, self.at))
        return self.rows(visible.order_by("-due_at", "message_id"))
