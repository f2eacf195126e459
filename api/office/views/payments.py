"""Payment requests: certified by one of the office, ordered by another, paid on a day."""

from collections.abc import Callable

from rest_framework.request import Request
from rest_framework.response import Response

from api.handles import row_of
from api.office.filters import PaymentFilter
from api.office.funded import Funded
from api.office.operations import payments as does
from api.office.rows import call_named, person
from api.pagination import Keyset
from programme.models import PaymentRequest
from programme.queries import tranches as queries
from programme.services import tranches as service


class PaymentEndpoint(Funded):
    queryset = PaymentRequest.objects.none()

    def payment(self, slug: str, handle: str) -> PaymentRequest:
        """Raises ``not_found``."""
        return row_of(queries.requests_in_call(call_named(slug)), handle)

    def done(self, act: Callable[[], object], slug: str, handle: str) -> Response:
        """The act, once, and how the request stands after it."""

        def told() -> Response:
            act()
            return self.row(self.payment(slug, handle))

        return self.once(told)


class Payments(PaymentEndpoint):
    operations = {"GET": does.LIST}
    pagination_class = Keyset
    filterset_class = PaymentFilter

    def get(self, request: Request, slug: str) -> Response:
        rows = queries.requests_in_call(call_named(slug))
        return self.rows(rows.order_by("-requested_at", "digest"))


class PaymentDetail(PaymentEndpoint):
    operations = {"GET": does.READ_ONE}

    def get(self, request: Request, slug: str, payment: str) -> Response:
        return self.row(self.payment(slug, payment))


class CertifyPayment(PaymentEndpoint):
    operations = {"POST": does.CERTIFY}

    def post(self, request: Request, slug: str, payment: str) -> Response:
        asked, by = self.payment(slug, payment), person(request)
        read = self.body()["sha256"]
        return self.done(lambda: service.certify(request=asked, by=by, read=read), slug, payment)


class OrderPayment(PaymentEndpoint):
    operations = {"POST": does.ORDER}

    def post(self, request: Request, slug: str, payment: str) -> Response:
        asked, by = self.payment(slug, payment), person(request)
        read = self.body()["sha256"]
        return self.done(lambda: service.order(request=asked, by=by, read=read), slug, payment)


class RejectPayment(PaymentEndpoint):
    operations = {"POST": does.REJECT}

    def post(self, request: Request, slug: str, payment: str) -> Response:
        asked, by = self.payment(slug, payment), person(request)
        body = self.body()
        return self.done(lambda: service.reject(request=asked, by=by, **body), slug, payment)


class RecordPayment(PaymentEndpoint):
    operations = {"POST": does.PAY}

    def post(self, request: Request, slug: str, payment: str) -> Response:
        asked, by = self.payment(slug, payment), person(request)
        body = self.body()
        return self.done(lambda: service.enter_paid(request=asked, by=by, **body), slug, payment)
