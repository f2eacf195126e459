"""The site's own record of availability, minute by minute."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import OfficeEndpoint
from api.office.filters import AvailabilityFilter
from api.office.operations import availability as does
from api.pagination import Keyset
from competition.models import AvailabilityMinute


class Availability(OfficeEndpoint):
    """It belongs to no call: a token for one opens none of it."""

    queryset = AvailabilityMinute.objects.none()
    filterset_class = AvailabilityFilter
    pagination_class = Keyset
    operations = {"GET": does.LIST_AVAILABILITY}

    def get(self, request: Request) -> Response:
        rows = AvailabilityMinute.objects.order_by("-minute")
        return self.rows(rows if self.bound_to is None else rows.none())
