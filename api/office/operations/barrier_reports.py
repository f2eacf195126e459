"""What the office can do with reported barriers."""

from typing import Any

from api.bodies import Body, Text
from api.office.scopes import READ, RUN
from api.office.serializers.barrier_reports import BarrierReportSerializer
from api.operations import Operation
from competition.services.barrier_reports import MAX_CHARS

REPORT: dict[str, Any] = {
    "number": "7QX4-M2ZC-09HD",
    "text": "Meine Vorlesesoftware liest die Tabelle der Förderungen nicht.",
    "page": "/wettbewerbe/offene-kommunen/",
    "contact": "leserin@example.org",
    "reported_by": None,
    "received_at": "2027-03-15T10:00:00+01:00",
    "answer_by_at": "2027-04-16T00:00:00+02:00",
    "answer": "",
    "answered_at": None,
    "answered_by": None,
}
ANSWER = {"answer": "Die Tabelle ist neu gebaut; bitte laden Sie die Seite noch einmal."}


class BarrierAnswer(Body):
    answer = Text(max_chars=MAX_CHARS)


LIST_BARRIER_REPORTS = Operation(
    "listBarrierReports",
    "Reported barriers, the first to be answered first; none to a token for one call",
    BarrierReportSerializer,
    REPORT,
    scope=READ,
    many=True,
)
READ_BARRIER_REPORT = Operation(
    "readBarrierReport",
    "One reported barrier",
    BarrierReportSerializer,
    REPORT,
    scope=READ,
)
ANSWER_BARRIER_REPORT = Operation(
    "answerBarrierReport",
    "Answer a reported barrier, once; the answer leaves as a letter where there is an address",
    BarrierReportSerializer,
    {
        **REPORT,
        **ANSWER,
        "answered_at": "2027-03-20T09:00:00+01:00",
        "answered_by": "geschaeftsstelle@example.org",
    },
    scope=RUN,
    body=BarrierAnswer,
    body_example=ANSWER,
    refusals=("barrier_answered",),
)
