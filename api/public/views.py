"""Public addresses: calls and awards, as far as their time has come."""

from datetime import datetime

from django.db.models import DateTimeField, ExpressionWrapper, F, QuerySet, Value
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import PublicEndpoint
from api.operations import Operation
from api.public import examples
from api.public.filters import AwardFilter
from api.public.serializers import AwardSerializer, CallDetailSerializer
from api.shapes import CallSerializer
from competition import outcomes, queries
from competition.errors import Refusal
from competition.models import Award, Call, Publication


class Calls(PublicEndpoint):
    queryset = Call.objects.none()
    operations = {
        "GET": Operation(
            "listCalls", "All published calls", CallSerializer, examples.CALL, many=True
        )
    }

    def get(self, request: Request) -> Response:
        return self.rows(published(self.at).select_related("announcement"))


def published(at: datetime) -> QuerySet[Call]:
    """Published by the round's own clock, which may run apart from ``at`` in example rounds."""
    own = ExpressionWrapper(
        Value(at, output_field=DateTimeField()) + F("clock_shift"), output_field=DateTimeField()
    )
    return Call.objects.published().alias(own_time=own).filter(published_at__lte=F("own_time"))


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


class Awards(PublicEndpoint):
    queryset = Award.objects.none()
    filterset_class = AwardFilter
    operations = {
        "GET": Operation(
            "listAwards", "All announced awards", AwardSerializer, examples.AWARD, many=True
        )
    }

    def get(self, request: Request) -> Response:
        awards = Award.objects.public(self.at).select_related("call", "municipality")
        return self.rows(awards)
