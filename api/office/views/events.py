"""Events of the funded years: prepared, published, called off, and who has registered."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import OfficeEndpoint
from api.office.filters import RegistrationFilter
from api.office.operations import events as does
from api.office.rows import call_named, found, person
from api.pagination import Keyset
from programme.models import Event, Programme, Registration
from programme.queries import events as queries
from programme.services import events


class ProgrammeEvent(OfficeEndpoint):
    """What all addresses of events share: how one is found."""

    queryset = Event.objects.none()

    def events_of(self, slug: str) -> QuerySet[Any]:
        return queries.of_call(call_named(slug))

    def event_named(self, slug: str, event: str) -> Event:
        named: Event = found(self.events_of(slug), slug=event)
        return named


class ProgrammeEvents(ProgrammeEvent):
    pagination_class = Keyset
    operations = {"GET": does.LIST, "POST": does.CREATE}

    def get(self, request: Request, slug: str) -> Response:
        return self.rows(self.events_of(slug).order_by("starts_at", "slug"))

    def post(self, request: Request, slug: str) -> Response:
        programme = found(Programme.objects.select_related("call"), call__slug=slug)
        fields = self.body()
        agenda = fields.pop("agenda", [])

        def act() -> Response:
            by = person(request)
            made = events.create(programme=programme, by=by, fields=fields, agenda=agenda)
            response = self.row(self.event_named(slug, made.slug))
            response["Location"] = reverse("api-office-held-event", args=[slug, made.slug])
            return response

        return self.once(act)


class ProgrammeEventDetail(ProgrammeEvent):
    operations = {"GET": does.READ_ONE, "PATCH": does.CHANGE}

    def get(self, request: Request, slug: str, event: str) -> Response:
        return self.row(self.event_named(slug, event))

    def patch(self, request: Request, slug: str, event: str) -> Response:
        named, fields = self.event_named(slug, event), self.body()
        agenda, read = fields.pop("agenda", None), fields.pop("version")

        def act() -> Response:
            by = person(request)
            changed = events.change(event=named, by=by, read=read, fields=fields, agenda=agenda)
            return self.row(found(self.events_of(slug), pk=changed.pk))

        return self.once(act)


class Publish(ProgrammeEvent):
    operations = {"POST": does.PUBLISH}

    def post(self, request: Request, slug: str, event: str) -> Response:
        named, body = self.event_named(slug, event), self.body()

        def act() -> Response:
            events.publish(event=named, by=person(request), read=body["version"])
            return self.row(self.event_named(slug, event))

        return self.once(act)


class Cancel(ProgrammeEvent):
    operations = {"POST": does.CANCEL}

    def post(self, request: Request, slug: str, event: str) -> Response:
        named, body = self.event_named(slug, event), self.body()

        def act() -> Response:
            events.cancel(event=named, by=person(request), **body)
            return self.row(self.event_named(slug, event))

        return self.once(act)


class Registrations(ProgrammeEvent):
    queryset = Registration.objects.none()  # type: ignore[assignment]  # its rows are another thing
    filterset_class = RegistrationFilter
    pagination_class = Keyset
    operations = {"GET": does.LIST_REGISTRATIONS}

    def get(self, request: Request, slug: str, event: str) -> Response:
        named = self.event_named(slug, event)
        return self.rows(queries.registrants(named).order_by("received_at", "number"))
