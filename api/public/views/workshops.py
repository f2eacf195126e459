"""The announced workshops of the funded municipalities."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import PublicEndpoint
from api.operations import Operation
from api.pagination import Keyset
from api.public import programme_examples as examples
from api.public.filters import WorkshopFilter
from api.public.serializers.workshops import WorkshopSerializer
from programme.models import Workshop
from programme.queries import workshops


class Workshops(PublicEndpoint):
    queryset = Workshop.objects.none()
    filterset_class = WorkshopFilter
    pagination_class = Keyset
    operations = {
        "GET": Operation(
            "listWorkshops",
            "Announced workshops of the funded municipalities, the earliest first",
            WorkshopSerializer,
            examples.WORKSHOP,
            many=True,
        )
    }

    def get(self, request: Request) -> Response:
        found = workshops.public(self.at).select_related("programme__call")
        return self.rows(found.order_by("starts_at", "title", "programme__call__slug"))
