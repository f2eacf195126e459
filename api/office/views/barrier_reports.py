"""Reported barriers: to be answered within a month."""

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import OfficeEndpoint
from api.office.filters import BarrierReportFilter
from api.office.operations import barrier_reports as does
from api.office.rows import found, person
from api.pagination import Keyset
from competition.models import BarrierReport
from competition.services import barrier_reports


class BarrierReportEndpoint(OfficeEndpoint):
    """They belong to no call: a token for one opens none."""

    queryset = BarrierReport.objects.none()

    def opened(self) -> QuerySet[BarrierReport]:
        rows = BarrierReport.objects.select_related("reported_by", "answered_by")
        return rows if self.bound_to is None else rows.none()


class BarrierReports(BarrierReportEndpoint):
    filterset_class = BarrierReportFilter
    pagination_class = Keyset
    operations = {"GET": does.LIST_BARRIER_REPORTS}

    def get(self, request: Request) -> Response:
        return self.rows(self.opened().order_by("answer_by_at", "received_at", "number"))


class BarrierReportDetail(BarrierReportEndpoint):
    operations = {"GET": does.READ_BARRIER_REPORT}

    def get(self, request: Request, number: str) -> Response:
        return self.row(found(self.opened(), number=number))


class AnswerBarrierReport(BarrierReportEndpoint):
    operations = {"POST": does.ANSWER_BARRIER_REPORT}

    def post(self, request: Request, number: str) -> Response:
        report, body = found(self.opened(), number=number), self.body()

        def act() -> Response:
            barrier_reports.answer(report=report, text=body["answer"], by=person(request))
            return self.row(found(self.opened(), number=number))

        return self.once(act)
