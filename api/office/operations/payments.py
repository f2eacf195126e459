"""Payment requests: scope, body, answer and refusals of each operation of the office."""

from dataclasses import replace

from api.office import programme_examples as examples
from api.office.programme_bodies import DocumentRead, PaymentRejection, Transfer
from api.office.scopes import DECIDE, READ, RUN
from api.office.serializers.payments import PaymentDetailSerializer, PaymentSerializer
from api.operations import Operation

LIST = Operation(
    "listPayments",
    "All payment requests of the funded years, the latest first",
    PaymentSerializer,
    examples.PAYMENT,
    scope=READ,
    many=True,
)
READ_ONE = Operation(
    "readPayment",
    "One payment request, with the other accounts of its municipality",
    PaymentDetailSerializer,
    examples.PAYMENT_DETAIL,
    scope=READ,
)
CERTIFY = Operation(
    "certifyPayment",
    "Certify that the request that was read is correct in substance and sum",
    PaymentDetailSerializer,
    examples.PAYMENT_DETAIL,
    scope=DECIDE,
    kind="decide",
    body=DocumentRead,
    body_example=examples.READ,
    refusals=(
        *("version_conflict", "decision_settled", "award_ended", "award_not_public"),
        *("same_person", "office_reads_only"),
    ),
)
ORDER = replace(
    CERTIFY,
    name="orderPayment",
    summary="Order the payment that was read, by another person; the municipality is told",
    refusals=(*CERTIFY.refusals, "payment_not_certified"),
)
REJECT = replace(
    CERTIFY,
    name="rejectPayment",
    summary="Do not pay, for a reason that the municipality reads; it may ask again",
    body=PaymentRejection,
    body_example=examples.REJECTION,
    refusals=("reason_required", "decision_settled", "office_reads_only"),
)
PAY = replace(
    CERTIFY,
    name="recordPayment",
    summary="Enter the day of the transfer, as the account shows it",
    scope=RUN,
    kind="write",
    body=Transfer,
    body_example=examples.TRANSFER,
    refusals=("payment_not_ordered", "decision_settled", "paid_day_wrong", "office_reads_only"),
)
