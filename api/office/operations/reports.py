"""Reports: scope, body, answer and refusals of each operation of the office."""

from api.office import programme_examples as examples
from api.office.programme_bodies import Judgement, ReportExtension
from api.office.scopes import READ, RUN
from api.office.serializers.reports import (
    FiledReportDetailSerializer,
    OwedReportDetailSerializer,
    OwedReportSerializer,
)
from api.operations import Operation

LIST = Operation(
    "listReports",
    "The reports that are owed under agreements in force, the earliest due first",
    OwedReportSerializer,
    examples.REPORT,
    scope=READ,
    many=True,
    refusals=("offset_required", "instant_invalid"),
)
READ_ONE = Operation(
    "readReport",
    "One report, with all that was filed and what was said to it",
    OwedReportDetailSerializer,
    examples.REPORT_DETAIL,
    scope=READ,
)
READ_VERSION = Operation(
    "readFiledReport",
    "One filed version with its content",
    FiledReportDetailSerializer,
    examples.FILED_DETAIL,
    scope=READ,
)
JUDGE = Operation(
    "judgeReport",
    "Accept the version that was read, or return it with a remark; the municipality is told",
    OwedReportDetailSerializer,
    examples.REPORT_DETAIL,
    scope=RUN,
    body=Judgement,
    body_example=examples.JUDGEMENT,
    refusals=(
        *("report_changed", "report_not_waiting", "reason_required", "unknown_section"),
        *("too_long", "control_characters", "application_erased", "office_reads_only"),
    ),
)
EXTEND = Operation(
    "extendReport",
    "Give a report a later due instant, for a reason that the municipality reads",
    OwedReportDetailSerializer,
    examples.REPORT_DETAIL,
    scope=RUN,
    body=ReportExtension,
    body_example=examples.EXTENSION,
    refusals=(
        *("report_settled", "due_not_later", "period_too_long", "application_erased"),
        "office_reads_only",
    ),
)
