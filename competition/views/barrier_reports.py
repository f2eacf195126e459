"""Reporting a barrier: open to everybody, from every page, answered within a month."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from competition import policies
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.barrier_report import BarrierReportForm
from competition.models import BarrierReport
from competition.services import barrier_reports as service
from competition.views.disturbances import own_path
from competition.views.entrance import arrival_of, network_address


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        page = own_path(request.GET.get("page"))
        return _page(request, BarrierReportForm(initial={"page": page}))
    received_at = arrival_of(request)
    form = BarrierReportForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        kept = service.report(
            **form.cleaned_data,
            received_at=received_at,
            address=network_address(request),
            by=request.user if policies.is_person(request.user) else None,
        )
    except Refusal as refusal:
        refusals.show(form, refusal)
        return _page(request, form, status=refusal.status)
    return redirect("barrier-reported", kept.number)


def _page(request: HttpRequest, form: BarrierReportForm, *, status: int = 200) -> HttpResponse:
    return render(request, "public/barrier_report.html", {"form": form}, status=status)


@require_safe
def reported(request: HttpRequest, number: str) -> HttpResponse:
    found = BarrierReport.objects.filter(number=number).first()
    if found is None:
        raise Refusal("not_found")
    return render(request, "public/barrier_reported.html", {"report": found})
