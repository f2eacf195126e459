"""Workshops of a funded period, who took part, and the profiles that are watched."""

from datetime import datetime

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import OfficeEndpoint
from api.handles import handle_of, row_of
from api.office.operations import workshops as does
from api.office.rows import call_named, found, person
from api.pagination import Keyset
from competition import clock
from competition.models import Award
from programme.models import Programme, Workshop
from programme.queries import profiles as profile_queries
from programme.queries import workshops as queries
from programme.services import attendances
from programme.services import profiles as profile_service
from programme.services import workshops as service


class WorkshopEndpoint(OfficeEndpoint):
    queryset = Workshop.objects.none()

    def workshop(self, slug: str, handle: str) -> Workshop:
        """One workshop of a call's funded period. Raises ``not_found``."""
        rows = Workshop.objects.filter(programme__call__slug=slug)
        return row_of(rows.select_related("programme__call"), handle)

    def told(self, workshop: Workshop) -> Response:
        """As it stands after an act."""
        now = found(Workshop.objects.select_related("programme__call"), pk=workshop.pk)
        return self.told_at(now, clock.now(now.programme.call))

    def told_at(self, workshop: Workshop, at: datetime) -> Response:
        return self.row(workshop, takings=queries.takings(workshop, at))


class Workshops(WorkshopEndpoint):
    operations = {"GET": does.LIST, "POST": does.CREATE}
    pagination_class = Keyset

    def get(self, request: Request, slug: str) -> Response:
        call = call_named(slug)
        return self.rows(
            Workshop.objects.filter(programme__call=call).order_by("starts_at", "title")
        )

    def post(self, request: Request, slug: str) -> Response:
        programme, body = found(Programme.objects.all(), call__slug=slug), self.body()

        def act() -> Response:
            made = service.create(programme=programme, by=person(request), fields=_fields(body))
            response = self.told(made)
            response["Location"] = reverse("api-office-workshop", args=[slug, handle_of(made)])
            return response

        return self.once(act)


class WorkshopDetail(WorkshopEndpoint):
    operations = {"GET": does.READ_ONE, "PATCH": does.CHANGE}

    def get(self, request: Request, slug: str, workshop: str) -> Response:
        read = self.workshop(slug, workshop)
        return self.told_at(read, self.at + read.programme.call.clock_shift)

    def patch(self, request: Request, slug: str, workshop: str) -> Response:
        planned, body = self.workshop(slug, workshop), self.body()
        read = body.pop("version")

        def act() -> Response:
            changed = service.change(
                workshop=planned, by=person(request), read=read, fields=_fields(body)
            )
            return self.told(changed)

        return self.once(act)


class AnnounceWorkshop(WorkshopEndpoint):
    operations = {"POST": does.PUBLISH}

    def post(self, request: Request, slug: str, workshop: str) -> Response:
        planned, body = self.workshop(slug, workshop), self.body()

        def act() -> Response:
            read = body["version"]
            return self.told(service.publish(workshop=planned, by=person(request), read=read))

        return self.once(act)


class CancelWorkshop(WorkshopEndpoint):
    operations = {"POST": does.CANCEL}

    def post(self, request: Request, slug: str, workshop: str) -> Response:
        planned, body = self.workshop(slug, workshop), self.body()

        def act() -> Response:
            return self.told(service.cancel(workshop=planned, by=person(request), **body))

        return self.once(act)


class RecordAttendance(WorkshopEndpoint):
    operations = {"PUT": does.RECORD}

    def put(self, request: Request, slug: str, workshop: str) -> Response:
        planned, body = self.workshop(slug, workshop), self.body()

        def act() -> Response:
            attendances.record(
                workshop=planned,
                by=person(request),
                read=body["attendance_sha256"],
                rows=body["rows"],
            )
            return self.told(planned)

        return self.once(act)


class WatchedProfiles(OfficeEndpoint):
    queryset = Award.objects.none()
    operations = {"GET": does.PROFILES}
    pagination_class = Keyset

    def get(self, request: Request, slug: str) -> Response:
        return self.rows(profile_queries.watched(call_named(slug)))


class TakeProfileDown(OfficeEndpoint):
    queryset = Award.objects.none()
    operations = {"POST": does.TAKE_DOWN}

    def post(self, request: Request, slug: str, ags: str) -> Response:
        watched = profile_queries.watched(call_named(slug))
        award, body = found(watched, municipality__ags=ags), self.body()

        def act() -> Response:
            profile_service.take_down(
                award=award, by=person(request), read=body["version"], reason=body["reason"]
            )
            return self.row(found(watched, pk=award.pk))

        return self.once(act)


def _fields(body: dict[str, object]) -> dict[str, object]:
    """The service's names."""
    fields = dict(body)
    if "duty" in fields:
        fields["is_duty"] = fields.pop("duty")
    return fields
