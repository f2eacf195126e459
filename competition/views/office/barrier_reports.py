"""Reported barriers: which have to be answered by when, and the answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competition import clock
from competition.errors import Refusal
from competition.filters import BarrierReportFilter
from competition.forms.barrier_report import BarrierAnswerForm
from competition.forms.refusals import show
from competition.models import BarrierReport
from competition.services import barrier_reports as service
from competition.views.office.access import OfficeRequest, office_only, page_of


@require_safe
@office_only
def barrier_reports(request: OfficeRequest) -> HttpResponse:
    listed = BarrierReport.objects.all()
    chosen = BarrierReportFilter(request.GET, queryset=listed.order_by("-received_at", "-pk"))
    rows = chosen.qs if chosen.form.is_valid() else listed.none()
    context = {"filter": chosen, "page": page_of(request, rows), "at": clock.now()}
    return render(request, "office/barrier_reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def barrier_report(request: OfficeRequest, number: str) -> HttpResponse:
    known = BarrierReport.objects.select_related("reported_by", "answered_by")
    found = known.filter(number=number).first()
    if found is None:
        raise Refusal("not_found")
    if request.method != "POST":
        return _page(request, found, BarrierAnswerForm())
    form = BarrierAnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=400)
    try:
        service.answer(report=found, text=form.cleaned_data["answer"], by=request.user)
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, found, form, status=refusal.status)
    messages.success(request, _("Die Antwort ist festgehalten."))
    return redirect("office-barrier-report", number)


def _page(
    request: OfficeRequest, found: BarrierReport, form: BarrierAnswerForm, *, status: int = 200
) -> HttpResponse:
    context = {"report": found, "form": form, "at": clock.now()}
    return render(request, "office/barrier_report.html", context, status=status)
