"""Reports: scope, body, answer and refusals of each operation."""

from api.operations import Operation
from api.portal import programme_examples as examples
from api.portal.bodies import DraftRead
from api.portal.programme_bodies import ReportDraft
from api.portal.scopes import READ, SUBMIT, WRITE
from api.portal.serializers.reports import (
    OwnReportDetailSerializer,
    OwnReportSerializer,
    OwnReportVersionDetailSerializer,
    OwnReportVersionSerializer,
)

LIST = Operation(
    "listOwnReports",
    "The reports that are owed since the agreement was accepted, the earliest due first",
    OwnReportSerializer,
    examples.REPORT,
    scope=READ,
    many=True,
)
READ_ONE = Operation(
    "readOwnReport",
    "One report: its draft section by section, what is missing, and what was filed",
    OwnReportDetailSerializer,
    examples.REPORT_DETAIL,
    scope=READ,
)
SAVE = Operation(
    "saveReport",
    "Save sections, the statement, or both over the version that was read; nothing is filed",
    OwnReportDetailSerializer,
    examples.REPORT_DETAIL,
    scope=WRITE,
    body=ReportDraft,
    body_example=examples.REPORT_DRAFT,
    refusals=(
        *("version_conflict", "report_settled", "unknown_section", "out_of_range", "too_long"),
        *("control_characters", "budget_amounts", "too_many_rows"),
    ),
)
FILE = Operation(
    "fileReport",
    "File exactly the draft that was read, as signatory: 201, or 200 where it is filed already",
    OwnReportVersionSerializer,
    examples.FILED,
    scope=SUBMIT,
    status=201,
    also=(200,),
    body=DraftRead,
    body_example=examples.READ,
    refusals=("draft_changed", "report_settled", "report_incomplete"),
)
READ_VERSION = Operation(
    "readReportVersion",
    "One filed version with its content, and what the office has said to it",
    OwnReportVersionDetailSerializer,
    examples.FILED_DETAIL,
    scope=READ,
)
