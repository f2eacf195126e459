"""The reports of a funded municipality: written, and filed for good."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.pagination import Keyset
from api.portal.funded import OwnFunded
from api.portal.operations import reports as does
from competition.errors import Refusal
from programme.models import Report
from programme.queries import reports as queries
from programme.reports import contents
from programme.services import reports as service

LARGEST = 2**15 - 1


class OwnReportsEndpoint(OwnFunded):
    def report(self, public_id: str, key: str) -> Report:
        """One that is owed. Raises ``not_found``."""
        found = queries.own_report(self.agreement(public_id), key)
        if found is None:
            raise Refusal("not_found")
        return found

    def told_report(self, public_id: str, key: str) -> Response:
        found = self.report(public_id, key)
        content = contents.document(found, queries.received_cents(found.agreement))
        return self.row(found, content=content, filed=queries.versions_of(found))


class OwnReports(OwnReportsEndpoint):
    operations = {"GET": does.LIST}
    pagination_class = Keyset

    def get(self, request: Request, public_id: str) -> Response:
        agreement = self.agreed(public_id)
        owed = queries.reports_under(agreement) if agreement else Report.objects.none()
        return self.rows(owed.order_by("due_at", "requirement__key"))


class OwnReport(OwnReportsEndpoint):
    operations = {"GET": does.READ_ONE, "PATCH": does.SAVE}

    def get(self, request: Request, public_id: str, report: str) -> Response:
        return self.told_report(public_id, report)

    def patch(self, request: Request, public_id: str, report: str) -> Response:
        found, body = self.report(public_id, report), self.body()

        def save() -> Response:
            service.save(
                report=found,
                by=self.visit.person,
                read=body["version"],
                sections=body.get("sections", {}),
                money=body.get("money"),
            )
            return self.told_report(public_id, report)

        return self.once(save)


class OwnReportSubmission(OwnReportsEndpoint):
    operations = {"POST": does.FILE}

    def post(self, request: Request, public_id: str, report: str) -> Response:
        found, body = self.report(public_id, report), self.body()
        arrival = self.visit.arrival(found.agreement.award.call)

        def file() -> Response:
            version = service.file(
                report=found, by=self.visit.person, received_at=arrival, read=body["sha256"]
            )
            response = self.row(version)
            response.status_code = 201 if version.submitted_at == arrival else 200
            return response

        return self.once(file)


class OwnReportVersion(OwnReportsEndpoint):
    operations = {"GET": does.READ_VERSION}

    def get(self, request: Request, public_id: str, report: str, version: int) -> Response:
        filed = queries.versions_of(self.report(public_id, report))
        found = filed.filter(number=version).first() if version <= LARGEST else None
        if found is None:
            raise Refusal("not_found")
        return self.row(found)
