"""Public addresses: calls and awards, as far as their time has come, and the register."""

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import PublicEndpoint
from api.operations import Operation
from api.pagination import Keyset
from api.public import examples
from api.public.filters import AwardFilter, CallFilter, MunicipalityFilter
from api.public.serializers import (
    AwardHistorySerializer,
    AwardSerializer,
    CallDetailSerializer,
    MunicipalityDetailSerializer,
    MunicipalitySerializer,
)
from api.shapes import CallSerializer
from competition import award_history, listings, outcomes, queries
from competition.errors import Refusal
from competition.models import Award, Call, Municipality, Publication


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


class Awards(PublicEndpoint):
    queryset = Award.objects.none()
    filterset_class = AwardFilter
    pagination_class = Keyset
    operations = {
        "GET": Operation(
            "listAwards",
            "All announced awards; those that stand no more with `result`",
            AwardSerializer,
            examples.AWARD,
            many=True,
            expands=("call",),
        )
    }

    def get(self, request: Request) -> Response:
        known = outcomes.known_among(Award.objects.all(), self.at).filter(
            Q(stands=True) | Q(fell=True)
        )
        # Which decision granted it: the first, or an amendment. No municipality is in one twice.
        numbered = known.annotate(decision_number=Coalesce("amendment__number", 0))
        return self.rows(
            numbered.select_related("call__announcement", "municipality").order_by(
                "-call__deadline_at",
                *("call__slug", "municipality__name", "municipality__ags", "decision_number"),
            )
        )


class AwardDetail(PublicEndpoint):
    queryset = Award.objects.none()
    operations = {
        "GET": Operation(
            "readAward",
            "What a municipality was awarded in a call, and all that became of it",
            AwardHistorySerializer,
            examples.AWARD_DETAIL,
        )
    }

    def get(self, request: Request, slug: str, ags: str) -> Response:
        found = queries.published_round(slug, self.at)
        history = award_history.of(found.call, ags, self.at) if found else None
        if history is None:
            raise Refusal("not_found")
        return self.row(history)


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
