"""Announced awards, and what became of them."""

from django.db.models import Q
from django.db.models.functions import Coalesce
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import PublicEndpoint
from api.operations import Operation
from api.pagination import Keyset
from api.public import examples
from api.public.filters import AwardFilter
from api.public.serializers.awards import AwardHistorySerializer, AwardSerializer
from competition import award_history, outcomes, queries
from competition.errors import Refusal
from competition.models import Award


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
