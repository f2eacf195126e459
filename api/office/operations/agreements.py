"""Agreements: scope, body, answer and refusals of each operation of the office."""

from dataclasses import replace

from api.office import programme_examples as examples
from api.office.programme_bodies import AcceptanceRecord, AgreementProposal, DocumentRead
from api.office.scopes import DECIDE, READ
from api.office.serializers.agreements import AgreedAwardDetailSerializer, AgreedAwardSerializer
from api.operations import Operation

LIST = Operation(
    "listAgreements",
    "Every funded municipality with its agreement, if one is proposed",
    AgreedAwardSerializer,
    examples.AGREED,
    scope=READ,
    many=True,
)
READ_ONE = Operation(
    "readAgreement",
    "One funded municipality with the document of its agreement",
    AgreedAwardDetailSerializer,
    examples.AGREED_DETAIL,
    scope=READ,
)
PROPOSE = Operation(
    "proposeAgreement",
    "Propose the agreement (or notice) of an award, with the document that it freezes",
    AgreedAwardDetailSerializer,
    examples.AGREED_DETAIL,
    scope=DECIDE,
    kind="decide",
    status=201,
    body=AgreementProposal,
    body_example=examples.PROPOSAL,
    refusals=(
        *("agreement_standing", "award_ended", "award_not_public", "reference_taken"),
        *("period_reversed", "period_beyond", "office_reads_only"),
    ),
)
CONFIRM = replace(
    PROPOSE,
    name="confirmAgreement",
    summary="Confirm the document that was read, by another person; the municipality is told",
    status=200,
    body=DocumentRead,
    body_example=examples.READ,
    refusals=(
        *("version_conflict", "decision_settled", "same_person", "award_ended"),
        *("award_not_public", "office_reads_only"),
    ),
)
REJECT = replace(
    CONFIRM,
    name="rejectAgreement",
    summary="Drop the proposal that was read",
    refusals=("version_conflict", "decision_settled", "office_reads_only"),
)
RECORD = replace(
    CONFIRM,
    name="recordAcceptance",
    summary="Enter that the document binds: signed on paper, or a notice that is final by law",
    body=AcceptanceRecord,
    body_example=examples.RECORD,
    refusals=(
        *("version_conflict", "decision_settled", "agreement_not_confirmed", "award_ended"),
        *("award_not_public", "not_yet_final", "no_notice", "office_reads_only"),
    ),
)
