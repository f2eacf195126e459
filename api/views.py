"""The description of the API itself."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import PublicEndpoint
from api.schema import description


class Schema(PublicEndpoint):
    schema: Any = None

    def get(self, request: Request) -> Response:
        return Response(description(), content_type="application/vnd.oai.openapi+json")
