"""Payment requests: scope, body, answer and refusals of each operation."""

from api.operations import Operation
from api.portal import programme_examples as examples
from api.portal.programme_bodies import PaymentAsked
from api.portal.scopes import READ, SUBMIT
from api.portal.serializers.payments import OwnPaymentSerializer

LIST = Operation(
    "listOwnPayments",
    "The payment requests under the agreement, the latest first",
    OwnPaymentSerializer,
    examples.PAYMENT,
    scope=READ,
    many=True,
)
ASK = Operation(
    "requestPayment",
    "Ask for a tranche, as signatory; two of the office settle it, and a letter says how",
    OwnPaymentSerializer,
    examples.PAYMENT,
    scope=SUBMIT,
    status=201,
    body=PaymentAsked,
    body_example=examples.PAYMENT_ASKED,
    refusals=(
        *("iban_invalid", "award_ended", "award_not_public", "agreement_not_in_force"),
        *("report_not_accepted", "tranche_requested", "award_exceeded"),
    ),
)
