"""The money of a funded municipality: which tranches it has asked for, and asking for one."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.pagination import Keyset
from api.portal.funded import OwnFunded
from api.portal.operations import payments as does
from competition.errors import Refusal
from programme.models import Agreement, PaymentRequest, Tranche
from programme.queries import tranches as queries
from programme.services import tranches as service


class OwnPayments(OwnFunded):
    operations = {"GET": does.LIST, "POST": does.ASK}
    pagination_class = Keyset

    def get(self, request: Request, public_id: str) -> Response:
        agreement = self.agreed(public_id)
        asked = queries.requests_of(agreement) if agreement else PaymentRequest.objects.none()
        return self.rows(asked.order_by("-requested_at", "digest"))

    def post(self, request: Request, public_id: str) -> Response:
        agreement, body = self.agreement(public_id), self.body()
        tranche = self._tranche(agreement, body.pop("tranche"))
        return self.once(
            lambda: self.row(
                service.ask(agreement=agreement, tranche=tranche, by=self.visit.person, **body)
            )
        )

    def _tranche(self, agreement: Agreement, number: int) -> Tranche:
        """The agreement's tranche with this number."""
        rows = Tranche.objects.filter(programme=agreement.programme_id)
        found = next((each for each in rows if each.number == number), None)
        if found is None:
            raise Refusal("not_found", field="tranche")
        return found
