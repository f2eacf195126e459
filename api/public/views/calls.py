"""Calls, as far as their time has come."""

from django.db.models import F
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import PublicEndpoint
from api.operations import Operation
from api.public import examples
from api.public.filters import CallFilter
from api.public.serializers.calls import CallDetailSerializer
from api.shapes import CallSerializer
from competition import listings, outcomes, queries
from competition.errors import Refusal
from competition.models import Call, Publication


class Calls(PublicEndpoint):
    queryset = Call.objects.none()
    filterset_class = CallFilter
    operations = {
        "GET": Operation(
            "listCalls", "All published calls", CallSerializer, examples.CALL, many=True
        )
    }

    def get(self, request: Request) -> Response:
        return self.rows(listings.published_calls(self.at).select_related("announcement"))


class CallDetail(PublicEndpoint):
    queryset = Call.objects.none()
    operations = {
        "GET": Operation(
            "readCall",
            "One call with its questions and its frozen documents",
            CallDetailSerializer,
            examples.CALL_DETAIL,
        )
    }

    def get(self, request: Request, slug: str) -> Response:
        at = self.at
        found = queries.published_round(slug, at)
        if found is None:
            raise Refusal("not_found")
        documents = (
            Publication.objects.public(at)
            .filter(call=found.call)
            .select_related("amendment")
            .order_by("kind", F("amendment__number").asc(nulls_first=True))
        )
        changes = outcomes.of(found.call, at).changes if found.is_announced else []
        return self.row(found.call, documents=documents, changes=changes)
