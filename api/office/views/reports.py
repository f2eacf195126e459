"""Reports of the funded municipalities: what is due and late, read, judged, given more time."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from api.office.filters import ReportFilter
from api.office.funded import Funded
from api.office.operations import reports as does
from api.office.rows import call_named, found, person
from api.pagination import Keyset
from competition.errors import Refusal
from programme.models import Report, ReportVersion
from programme.queries import reports as queries
from programme.services import reports as service

LARGEST = 2**15 - 1


class ReportEndpoint(Funded):
    queryset = Report.objects.none()

    def owed(self, slug: str) -> "QuerySet[Any]":
        call = call_named(slug)
        return queries.owed_in(call, self.now(call))

    def report(self, slug: str, ags: str, key: str) -> Report:
        """One that is owed. Raises ``not_found``."""
        owed: Report = found(
            self.owed(slug), agreement__award__municipality__ags=ags, requirement__key=key
        )
        return owed

    def told(self, slug: str, ags: str, key: str) -> Response:
        report = self.report(slug, ags, key)
        return self.row(report, versions=queries.versions_of(report).defer("content"))


class Reports(ReportEndpoint):
    operations = {"GET": does.LIST}
    pagination_class = Keyset
    filterset_class = ReportFilter

    def get(self, request: Request, slug: str) -> Response:
        return self.rows(self.owed(slug))


class ReportDetail(ReportEndpoint):
    operations = {"GET": does.READ_ONE}

    def get(self, request: Request, slug: str, ags: str, report: str) -> Response:
        return self.told(slug, ags, report)


class FiledReport(ReportEndpoint):
    operations = {"GET": does.READ_VERSION}

    def get(self, request: Request, slug: str, ags: str, report: str, version: int) -> Response:
        return self.row(self.filed(slug, ags, report, version))

    def filed(self, slug: str, ags: str, key: str, number: int) -> ReportVersion:
        """Raises ``not_found``."""
        if number > LARGEST:
            raise Refusal("not_found")
        return found(queries.versions_of(self.report(slug, ags, key)), number=number)


class JudgeReport(ReportEndpoint):
    operations = {"POST": does.JUDGE}

    def post(self, request: Request, slug: str, ags: str, report: str) -> Response:
        filed, body = self.report(slug, ags, report), self.body()

        def act() -> Response:
            service.judge(
                report=filed,
                by=person(request),
                read=body["sha256"],
                is_accepted=body["accepted"],
                remark=body.get("remark", ""),
                comments=body.get("comments"),
            )
            return self.told(slug, ags, report)

        return self.once(act)


class ExtendReport(ReportEndpoint):
    operations = {"POST": does.EXTEND}

    def post(self, request: Request, slug: str, ags: str, report: str) -> Response:
        owed, body = self.report(slug, ags, report), self.body()

        def act() -> Response:
            service.extend(report=owed, by=person(request), **body)
            return self.told(slug, ags, report)

        return self.once(act)
