"""Screening (formale Prüfung): admitting and excluding."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.office.operations import screening as does
from api.office.rows import person
from api.office.views.applications import ApplicationEndpoint
from competition.services import screening


class Admit(ApplicationEndpoint):
    operations = {"POST": does.ADMIT}

    def post(self, request: Request, slug: str, public_id: str) -> Response:
        application, body = self.application(slug, public_id), self.body()

        def act() -> Response:
            screening.admit(application=application, read=body["sha256"], by=person(request))
            return self.told(slug, public_id)

        return self.once(act)


class Exclude(ApplicationEndpoint):
    operations = {"POST": does.EXCLUDE}

    def post(self, request: Request, slug: str, public_id: str) -> Response:
        application, body = self.application(slug, public_id), self.body()

        def act() -> Response:
            screening.exclude(
                application=application,
                read=body["sha256"],
                reason=body["reason"],
                by=person(request),
            )
            return self.told(slug, public_id)

        return self.once(act)
