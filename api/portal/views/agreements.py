"""The agreement or notice about an award: read, and accepted."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.portal.funded import OwnFunded
from api.portal.operations import agreements as does
from programme.queries import tranches
from programme.services import agreements


class OwnAgreements(OwnFunded):
    def told_agreement(self, public_id: str) -> Response:
        found = self.agreement(public_id)
        return self.row(found, standings=tranches.standings(found))


class OwnAgreement(OwnAgreements):
    operations = {"GET": does.READ_ONE}

    def get(self, request: Request, public_id: str) -> Response:
        return self.told_agreement(public_id)


class OwnAgreementAcceptance(OwnAgreements):
    operations = {"POST": does.ACCEPT}

    def post(self, request: Request, public_id: str) -> Response:
        found, body = self.agreement(public_id), self.body()

        def accept() -> Response:
            agreements.accept(agreement=found, by=self.visit.person, read=body["sha256"])
            return self.told_agreement(public_id)

        return self.once(accept)
