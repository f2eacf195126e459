"""Applications: listed, started, read, written, discarded."""

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from api.pagination import Keyset
from api.portal.filters import OwnApplicationFilter
from api.portal.operations import applications as does
from api.portal.own import OwnApplications
from competition import outcomes, pace, queries
from competition.errors import Refusal
from competition.models import Call, Municipality
from competition.services import answers, applications


class Applications(OwnApplications):
    operations = {"GET": does.LIST, "POST": does.START}
    filterset_class = OwnApplicationFilter
    pagination_class = Keyset

    def get(self, request: Request) -> Response:
        mine = self.within(queries.applications_of(self.visit.person))
        own = queries.as_told(mine, self.at).order_by("-started_at", "public_id")
        return self.rows(own, results=outcomes.results_of(own.values("pk"), self.at))

    def post(self, request: Request) -> Response:
        body = self.body()
        call, municipality = self._call(body["call"]), self._municipality(body["ags"])
        return self.once(lambda: self._started(call, municipality))

    def _started(self, call: Call, municipality: Municipality) -> Response:
        own = applications.start(call=call, municipality=municipality, by=self.visit.person)
        response = self.told(own.public_id)
        response.status_code = 201 if own.started_at >= self.visit.arrival(call) else 200
        response["Location"] = reverse("api-portal-application", args=[own.public_id])
        return response

    def _call(self, slug: str) -> Call:
        """A published call; of others nobody learns that they are there."""
        found = queries.published_round(slug, self.at)
        if found is None or found.call.is_archive or self.bound_to not in (None, found.call.pk):
            raise Refusal("not_found", field="call")
        return found.call

    def _municipality(self, ags: str) -> Municipality:
        """One that the person acts for; all others are not there."""
        mine = queries.memberships_of(self.visit.person).filter(municipality__ags=ags).first()
        if mine is None:
            raise Refusal("not_found", field="ags")
        return mine.municipality


class ApplicationDetail(OwnApplications):
    operations = {"GET": does.READ_ONE, "PATCH": does.SAVE, "DELETE": does.DISCARD}

    def get(self, request: Request, public_id: str) -> Response:
        return self.told(public_id)

    def patch(self, request: Request, public_id: str) -> Response:
        own, body = self.own(public_id), self.body()

        def save() -> Response:
            versions = answers.save(application=own, by=self.visit.person, changes=body["answers"])
            at = self.visit.arrival(own.call)
            pause = pace.next_save_in(own.call, at)
            return self.row({"versions": versions, "server_time": at, "next_save_in": pause})

        return self.once(save)

    def delete(self, request: Request, public_id: str) -> Response:
        self.body()

        def discard() -> Response:
            applications.discard(application=self.own(public_id), by=self.visit.person)
            return Response(status=204)

        return self.once(discard)
