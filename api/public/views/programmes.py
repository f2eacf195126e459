"""The funded years of calls whose awards are announced."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import PublicEndpoint
from api.operations import Operation
from api.pagination import Keyset
from api.public import programme_examples as examples
from api.public.filters import ProgrammeFilter
from api.public.serializers.programmes import ProgrammeSerializer
from competition.errors import Refusal
from programme.models import Programme


class Programmes(PublicEndpoint):
    queryset = Programme.objects.none()
    filterset_class = ProgrammeFilter
    pagination_class = Keyset
    operations = {
        "GET": Operation(
            "listProgrammes",
            "The funded periods of all announced calls, the latest first",
            ProgrammeSerializer,
            examples.PROGRAMME,
            many=True,
        )
    }

    def get(self, request: Request) -> Response:
        found = Programme.objects.public(self.at).select_related("call")
        return self.rows(found.order_by("-starts_on", "call__slug"))


class ProgrammeDetail(PublicEndpoint):
    queryset = Programme.objects.none()
    operations = {
        "GET": Operation(
            "readProgramme",
            "The funded period of one call",
            ProgrammeSerializer,
            examples.PROGRAMME,
        )
    }

    def get(self, request: Request, slug: str) -> Response:
        found = Programme.objects.public(self.at).select_related("call").filter(call__slug=slug)
        programme = found.first()
        if programme is None:
            raise Refusal("not_found")
        return self.row(programme)
