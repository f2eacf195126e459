"""Selection runs: queued, then polled."""

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import OfficeEndpoint
from api.office.filters import RunFilter
from api.office.operations import selection as does
from api.office.rows import call_named, found, person
from api.pagination import Keyset
from competition.models import Call, User
from reviews.models import SelectionRun
from reviews.services import selection

QUEUE_SECONDS = 1


class SelectionRuns(OfficeEndpoint):
    queryset = SelectionRun.objects.none()
    filterset_class = RunFilter
    pagination_class = Keyset
    operations = {"GET": does.LIST_RUNS, "POST": does.START_RUN}

    def get(self, request: Request, slug: str) -> Response:
        runs = SelectionRun.objects.filter(call=call_named(slug))
        runs = runs.order_by("-requested_at", "public_id")
        return self.rows(runs.select_related("call", "requested_by").defer("input", "result"))

    def post(self, request: Request, slug: str) -> Response:
        call, _ = call_named(slug), self.body()
        response = self.once(lambda: self._queued(call, person(request)))
        response["Retry-After"] = str(QUEUE_SECONDS)
        return response

    def _queued(self, call: Call, by: User) -> Response:
        run = selection.request(call=call, by=by)
        response = self.row(run)
        response["Location"] = reverse("api-office-run", args=[run.public_id])
        return response


class SelectionRunDetail(OfficeEndpoint):
    queryset = SelectionRun.objects.none()
    operations = {"GET": does.READ_RUN}

    def get(self, request: Request, public_id: str) -> Response:
        runs = SelectionRun.objects.select_related("call", "requested_by").defer("input")
        return self.row(found(self.within(runs), public_id=public_id))
