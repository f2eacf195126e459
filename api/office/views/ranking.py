"""The ranking: what the selection is computed from."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import OfficeEndpoint
from api.office.operations import ranking as does
from api.office.rows import call_named
from competition.models import Application
from reviews import standings


class Ranking(OfficeEndpoint):
    queryset = Application.objects.none()
    operations = {"GET": does.READ_RANKING}

    def get(self, request: Request, slug: str) -> Response:
        call = call_named(slug)
        return self.row({"call": call.slug, "applications": standings.of(call)})
