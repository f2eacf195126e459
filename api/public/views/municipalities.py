"""The register of municipalities."""

from django.conf import settings
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import PublicEndpoint
from api.operations import Operation
from api.pagination import Keyset
from api.public import examples
from api.public.filters import MunicipalityFilter
from api.public.serializers.municipalities import (
    MunicipalityDetailSerializer,
    MunicipalitySerializer,
)
from competition.errors import Refusal
from competition.models import Municipality


class Municipalities(PublicEndpoint):
    queryset = Municipality.objects.none()
    filterset_class = MunicipalityFilter
    pagination_class = Keyset
    operations = {
        "GET": Operation(
            "listMunicipalities",
            "The register of municipalities, by key",
            MunicipalitySerializer,
            examples.MUNICIPALITY,
            many=True,
        )
    }

    def get(self, request: Request) -> Response:
        return licensed(self.rows(Municipality.objects.order_by("ags")))


class MunicipalityDetail(PublicEndpoint):
    queryset = Municipality.objects.none()
    operations = {
        "GET": Operation(
            "readMunicipality",
            "One municipality of the register",
            MunicipalityDetailSerializer,
            examples.MUNICIPALITY_DETAIL,
        )
    }

    def get(self, request: Request, ags: str) -> Response:
        found = Municipality.objects.filter(ags=ags).first()
        if found is None:
            raise Refusal("not_found")
        return licensed(self.row(found))


def licensed(response: Response) -> Response:
    """With the page that names the source of the register's data and how they may be used."""
    beside = f'<{settings.SITE_ORIGIN}{reverse("imprint")}>; rel="license"'
    response["Link"] = ", ".join([*filter(None, [response.get("Link")]), beside])
    return response
