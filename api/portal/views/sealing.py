"""Release, submission, withdrawal, and what was sealed: versions and receipts."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from api.pagination import Keyset
from api.portal.operations import sealing as does
from api.portal.own import OwnApplications
from competition import policies, queries, receipts, signing
from competition.errors import Refusal
from competition.models import ApplicationVersion
from competition.services import submission

LARGEST = 2**31 - 1


class Release(OwnApplications):
    operations = {"POST": does.RELEASE}

    def post(self, request: Request, public_id: str) -> Response:
        own, body = self.own(public_id), self.body()

        def release() -> Response:
            submission.release(application=own, by=self.visit.person, digest=body["sha256"])
            return self.told(public_id)

        return self.once(release)


class Submission(OwnApplications):
    operations = {"POST": does.SUBMIT_ONE}

    def post(self, request: Request, public_id: str) -> Response:
        own, body = self.own(public_id), self.body()
        arrival = self.visit.arrival(own.call)

        def submit() -> Response:
            receipt = submission.submit(
                application=own,
                by=self.visit.person,
                received_at=arrival,
                digest=body["sha256"],
            )
            response = self.issued(receipt, arrival)
            response["Location"] = reverse("api-portal-receipt", args=[public_id, receipt.number])
            return response

        return self.once(submit)


class Withdrawal(OwnApplications):
    operations = {"POST": does.WITHDRAW}

    def post(self, request: Request, public_id: str) -> Response:
        own, _ = self.own(public_id), self.body()

        def withdraw() -> Response:
            submission.withdraw(
                application=own,
                by=self.visit.person,
                received_at=self.visit.arrival(own.call),
            )
            return self.told(public_id)

        return self.once(withdraw)


class Sealed(OwnApplications):
    """Every version that was ever sealed, whatever became of it since."""

    def sealed(self, public_id: str) -> QuerySet[ApplicationVersion]:
        return queries.versions_of(self.own(public_id)).select_related("application")


class Receipts(Sealed):
    operations = {"GET": does.LIST_RECEIPTS}
    pagination_class = Keyset

    def get(self, request: Request, public_id: str) -> Response:
        return self.rows(self.sealed(public_id).defer("content"))


class ReceiptDetail(Sealed):
    operations = {"GET": does.READ_RECEIPT}

    def get(self, request: Request, public_id: str, number: str) -> Response:
        found = self.sealed(public_id).filter(receipt__number=number).first()
        if found is None:
            raise Refusal("not_found")
        issued = found.receipt
        file = receipts.file(
            document=issued.document,
            signature=issued.signature,
            key_id=issued.key_id,
            key=signing.published_key(issued.key_id),
            keys_at=f"{settings.SITE_ORIGIN}{reverse('receipt-keys')}",
        )
        return self.row(file)


class VersionDetail(Sealed):
    operations = {"GET": does.READ_VERSION}

    def get(self, request: Request, public_id: str, version: int) -> Response:
        known = self.sealed(public_id)
        found = known.filter(number=version).first() if version <= LARGEST else None
        if found is None:
            raise Refusal("not_found")
        policies.require_content(found.application)
        return self.row(found.content)
