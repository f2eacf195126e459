"""The site's own record of availability: in words, as a list, as a picture and as a file."""

from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from competition import clock
from competition.availability import minutes, minutes_file, words
from competition.availability.timeline import Record
from competition.errors import Refusal
from competition.forms.availability import AvailabilityForm
from competition.models import Call
from competition.tables.csv_file import MEDIA_TYPE
from competition.views.office.access import OfficeRequest, office_only
from competition.views.office.availability_chart import chart

# Of a record in pieces the page shows the first; the file has every minute.
MOST_OUTAGES = 200


class Line(NamedTuple):
    """The line beside something that is decided with the record; ``is_over``: the deadline."""

    short: str
    call: Call | None
    is_over: bool


@require_safe
@office_only
def availability(request: OfficeRequest) -> HttpResponse:
    form = AvailabilityForm(request.GET)
    context: dict[str, Any] = {"form": form, "query": request.GET.urlencode()}
    if form.is_valid():
        at, call = clock.now(), form.cleaned_data["call"]
        context |= _told(_asked(form, at), call)
        if call and not form.cleaned_data["since"]:
            context["heading"] = words.heading(call.title, is_over=_is_over(call, at))
    return render(request, "office/availability.html", context)


def _asked(form: AvailabilityForm, at: datetime) -> Record:
    asked = form.cleaned_data
    if asked["since"]:
        return minutes.record(since=asked["since"], until=asked["until"], at=at)
    if asked["call"]:
        return minutes.before_deadline(asked["call"], at=at)
    return minutes.record(since=at - minutes.BEFORE_DEADLINE, until=at, at=at)


def _told(record: Record, call: Call | None) -> dict[str, Any]:
    shown = record.outages[:MOST_OUTAGES]
    return {
        "record": record,
        "chosen": call,
        "summary": words.summary(record),
        "details": list(words.details(record)),
        "rows": [
            (
                each,
                words.KINDS[each.outage.kind],
                words.known(each.outage),
            )
            for each in minutes.beside(shown)
        ],
        "left_out": len(record.outages) - len(shown),
        "chart": chart(record),
    }


@require_safe
@office_only
def availability_minutes(request: OfficeRequest) -> HttpResponseBase:
    """Every minute of the period as a file, also those without a row."""
    form = AvailabilityForm(request.GET)
    if not form.is_valid():
        raise Refusal("not_found")
    record = _asked(form, clock.now())
    answer: HttpResponseBase = HttpResponse()
    if request.method != "HEAD":
        answer = StreamingHttpResponse(minutes_file.as_csv(record))
    name = f"verfuegbarkeit-{record.since:%Y-%m-%d}.csv"
    answer.headers["Content-Type"] = MEDIA_TYPE
    answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    return answer


def line(call: Call | None, at: datetime) -> Line:
    """What other pages say of it: of the call's last 24 hours before its deadline, else of now."""
    if call is None:
        found = minutes.record(since=at - minutes.BEFORE_DEADLINE, until=at, at=at)
        return Line(words.in_short(found), None, False)
    found = minutes.before_deadline(call, at=at)
    return Line(words.in_short(found), call, _is_over(call, at))


def _is_over(call: Call, at: datetime) -> bool:
    return minutes.deadline_of(call) <= at
