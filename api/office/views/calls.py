"""Calls: what the office sees of them, and the acts on a whole round."""

from django.db.models import Count, Q, QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import OfficeEndpoint
from api.office.operations import calls as does
from api.office.rows import call_named, found, person
from competition.models import Call
from reviews.services import rubric


def counted_calls() -> QuerySet[Call]:
    """Calls with what the office sees of them at a glance."""
    counts = {
        "applications_count": Count("applications"),
        "sealed_count": Count("applications", filter=Q(applications__valid_version__isnull=False)),
    }
    calls = Call.objects.select_related("announcement", "rubric").annotate(**counts)
    return calls.order_by("-deadline_at", "slug")


class Calls(OfficeEndpoint):
    queryset = Call.objects.none()
    operations = {"GET": does.LIST_CALLS}

    def get(self, request: Request) -> Response:
        return self.rows(self.within(counted_calls(), "pk"))


class CallDetail(OfficeEndpoint):
    queryset = Call.objects.none()
    operations = {"GET": does.READ_CALL}

    def get(self, request: Request, slug: str) -> Response:
        return self.row(found(counted_calls(), slug=slug))


class OpenReviewing(OfficeEndpoint):
    queryset = Call.objects.none()
    operations = {"POST": does.OPEN_REVIEWING}

    def post(self, request: Request, slug: str) -> Response:
        call, _ = call_named(slug), self.body()

        def act() -> Response:
            rubric.open_reviewing(call=call, by=person(request))
            return self.row(found(counted_calls(), slug=slug))

        return self.once(act)


class LockScores(OfficeEndpoint):
    queryset = Call.objects.none()
    operations = {"POST": does.LOCK_SCORES}

    def post(self, request: Request, slug: str) -> Response:
        call, _ = call_named(slug), self.body()

        def act() -> Response:
            rubric.lock_scores(call=call, by=person(request))
            return self.row(found(counted_calls(), slug=slug))

        return self.once(act)
