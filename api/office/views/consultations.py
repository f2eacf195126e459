"""Consultations: written, published, extended and closed by the office."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from api.office.funded import Funded
from api.office.operations import consultations as does
from api.office.rows import call_named, found, person
from api.pagination import Keyset
from programme.models import Consultation
from programme.queries import consultations as queries
from programme.services import consultations as service


class ConsultationEndpoint(Funded):
    queryset: Any = Consultation.objects.none()

    def consultations(self, slug: str) -> "QuerySet[Consultation]":
        return queries.of_call(call_named(slug))

    def consultation(self, slug: str, name: str) -> Consultation:
        """Raises ``not_found``."""
        return found(self.consultations(slug), slug=name)

    def done(self, act: Callable[[], Consultation], slug: str) -> Response:
        """The act, once, and how the consultation stands after it."""
        return self.once(lambda: self.row(found(self.consultations(slug), pk=act().pk)))


class Consultations(ConsultationEndpoint):
    operations = {"GET": does.LIST, "POST": does.CREATE}
    pagination_class = Keyset

    def get(self, request: Request, slug: str) -> Response:
        return self.rows(self.consultations(slug))

    def post(self, request: Request, slug: str) -> Response:
        programme, fields = self.programme(slug), self.body()

        def act() -> Response:
            begun = service.create(programme=programme, by=person(request), fields=fields)
            response = self.row(self.consultation(slug, begun.slug))
            response["Location"] = reverse("api-office-consultation", args=[slug, begun.slug])
            return response

        return self.once(act)


class ConsultationDetail(ConsultationEndpoint):
    operations = {"GET": does.READ_ONE, "PUT": does.CHANGE}

    def get(self, request: Request, slug: str, consultation: str) -> Response:
        return self.row(self.consultation(slug, consultation))

    def put(self, request: Request, slug: str, consultation: str) -> Response:
        draft, by = self.consultation(slug, consultation), person(request)
        fields = self.body()
        read = fields.pop("version")
        return self.done(
            lambda: service.change(consultation=draft, by=by, read=read, fields=fields), slug
        )


class PublishConsultation(ConsultationEndpoint):
    operations = {"POST": does.PUBLISH}

    def post(self, request: Request, slug: str, consultation: str) -> Response:
        draft, by = self.consultation(slug, consultation), person(request)
        read = self.body()["version"]
        return self.done(lambda: service.publish(consultation=draft, by=by, read=read), slug)


class ExtendConsultation(ConsultationEndpoint):
    operations = {"POST": does.EXTEND}

    def post(self, request: Request, slug: str, consultation: str) -> Response:
        running, by = self.consultation(slug, consultation), person(request)
        body = self.body()
        read = body.pop("version")
        return self.done(
            lambda: service.extend(consultation=running, by=by, read=read, **body), slug
        )


class CloseConsultation(ConsultationEndpoint):
    operations = {"POST": does.CLOSE}

    def post(self, request: Request, slug: str, consultation: str) -> Response:
        over, by = self.consultation(slug, consultation), person(request)
        body = self.body()
        return self.done(lambda: service.close(consultation=over, by=by, **body), slug)
