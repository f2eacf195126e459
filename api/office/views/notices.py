"""Letters of a call with their state."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import OfficeEndpoint
from api.office.filters import NoticeFilter
from api.office.operations import notices as does
from api.office.rows import call_named
from competition import policies
from competition.models import Notice


class Notices(OfficeEndpoint):
    queryset = Notice.objects.none()
    filterset_class = NoticeFilter
    operations = {"GET": does.LIST_NOTICES}

    def get(self, request: Request, slug: str) -> Response:
        call = call_named(slug)
        opened = policies.may_open_content(call, self.at + call.clock_shift).allowed
        order = ("due_at", "id") if opened else ("application__municipality__name", "id")
        letters = Notice.objects.filter(call=call).defer("body").order_by(*order)
        return self.rows(letters.select_related("application__municipality"), opened=opened)
