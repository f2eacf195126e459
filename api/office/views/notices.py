"""Letters of a call with their state."""

from django.db.models import Value
from django.db.models.functions import Coalesce
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import OfficeEndpoint
from api.office.filters import NoticeFilter
from api.office.operations import notices as does
from api.office.rows import call_named
from api.pagination import Keyset
from competition import policies
from competition.models import Notice


class Notices(OfficeEndpoint):
    queryset = Notice.objects.none()
    filterset_class = NoticeFilter
    pagination_class = Keyset
    operations = {"GET": does.LIST_NOTICES}

    def get(self, request: Request, slug: str) -> Response:
        call = call_named(slug)
        opened = policies.may_open_content(call, self.at + call.clock_shift).allowed
        # Before the deadline an order by time would tell who submitted when.
        order = ("due_at", "message_id") if opened else ("place", "kind", "message_id")
        place = Coalesce("application__municipality__name", Value(""))
        letters = Notice.objects.filter(call=call).defer("body").annotate(place=place)
        placed = letters.select_related("application__municipality").order_by(*order)
        return self.rows(placed, opened=opened)
