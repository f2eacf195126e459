"""The agreement: scope, body, answer and refusals of each operation."""

from api.operations import Operation
from api.portal import programme_examples as examples
from api.portal.bodies import DraftRead
from api.portal.scopes import READ, SUBMIT
from api.portal.serializers.agreements import OwnAgreementSerializer

READ_ONE = Operation(
    "readOwnAgreement",
    "The agreement or notice about the award, once two of the office have confirmed it",
    OwnAgreementSerializer,
    examples.AGREEMENT,
    scope=READ,
)
ACCEPT = Operation(
    "acceptAgreement",
    "Accept exactly the document that was read, as signatory; the reports are owed from then on",
    OwnAgreementSerializer,
    examples.ACCEPTED,
    scope=SUBMIT,
    body=DraftRead,
    body_example=examples.READ,
    refusals=("version_conflict", "decision_settled", "award_ended", "award_not_public"),
)
