"""Agreements: proposed by one of the office, confirmed by another, accepted on paper."""

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from api.office.funded import Funded
from api.office.operations import agreements as does
from api.office.rows import call_named, found, person
from api.pagination import Keyset
from competition.models import Award
from programme.queries import agreements as queries
from programme.services import acceptance
from programme.services import agreements as service


class AgreementEndpoint(Funded):
    queryset = Award.objects.none()

    def told(self, slug: str, ags: str) -> Response:
        awards = queries.funded(call_named(slug), self.at)
        return self.row(found(awards, municipality__ags=ags))


class Agreements(AgreementEndpoint):
    operations = {"GET": does.LIST}
    pagination_class = Keyset

    def get(self, request: Request, slug: str) -> Response:
        rows = queries.funded(call_named(slug), self.at)
        return self.rows(rows.defer("agreement__content"))


class AgreementDetail(AgreementEndpoint):
    operations = {"GET": does.READ_ONE, "POST": does.PROPOSE}

    def get(self, request: Request, slug: str, ags: str) -> Response:
        return self.told(slug, ags)

    def post(self, request: Request, slug: str, ags: str) -> Response:
        programme, award = self.programme(slug), self.line(slug, ags).award
        body = self.body()

        def act() -> Response:
            service.propose(programme=programme, award=award, by=person(request), **body)
            response = self.told(slug, ags)
            response["Location"] = reverse("api-office-agreement", args=[slug, ags])
            return response

        return self.once(act)


class ConfirmAgreement(AgreementEndpoint):
    operations = {"POST": does.CONFIRM}

    def post(self, request: Request, slug: str, ags: str) -> Response:
        agreement, body = self.agreement(slug, ags), self.body()

        def act() -> Response:
            service.confirm(agreement=agreement, by=person(request), read=body["sha256"])
            return self.told(slug, ags)

        return self.once(act)


class RejectAgreement(AgreementEndpoint):
    operations = {"POST": does.REJECT}

    def post(self, request: Request, slug: str, ags: str) -> Response:
        agreement, body = self.agreement(slug, ags), self.body()

        def act() -> Response:
            service.reject(agreement=agreement, by=person(request), read=body["sha256"])
            return self.told(slug, ags)

        return self.once(act)


class RecordAcceptance(AgreementEndpoint):
    operations = {"POST": does.RECORD}

    def post(self, request: Request, slug: str, ags: str) -> Response:
        agreement, body = self.agreement(slug, ags), self.body()

        def act() -> Response:
            acceptance.record(
                agreement=agreement,
                by=person(request),
                read=body["sha256"],
                basis=acceptance.Basis(body["basis"]),
                evidence=body["evidence"],
            )
            return self.told(slug, ags)

        return self.once(act)
