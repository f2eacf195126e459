"""Reported disturbances, each with what the system knows about its time."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competition import clock, evidence
from competition.errors import Refusal
from competition.filters import DisturbanceFilter
from competition.forms.disturbance import SettlementForm
from competition.forms.refusals import show
from competition.models import Disturbance
from competition.services import disturbances as service
from competition.views.office.access import OfficeRequest, office_only, page_of
from competition.views.office.availability import line


@require_safe
@office_only
def disturbances(request: OfficeRequest) -> HttpResponse:
    listed = Disturbance.objects.select_related("call", "reported_by")
    chosen = DisturbanceFilter(request.GET, queryset=listed.order_by("-received_at", "-pk"))
    rows = chosen.qs if chosen.form.is_valid() else listed.none()
    context = {
        "filter": chosen,
        "page": page_of(request, rows),
        "availability": line(None, clock.now()),
    }
    return render(request, "office/disturbances.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def disturbance(request: OfficeRequest, number: str) -> HttpResponse:
    found = (
        Disturbance.objects.filter(number=number)
        .select_related("call", "reported_by", "settled_by")
        .first()
    )
    if found is None:
        raise Refusal("not_found")
    if request.method != "POST":
        return _page(request, found, SettlementForm())
    form = SettlementForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=400)
    try:
        service.settle(disturbance=found, remark=form.cleaned_data["remark"], by=request.user)
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, found, form, status=refusal.status)
    messages.success(request, _("Die Meldung ist erledigt."))
    return redirect("office-disturbance", number)


def _page(
    request: OfficeRequest, found: Disturbance, form: SettlementForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "disturbance": found,
        "synthetic": found.call is not None and found.call.is_synthetic,
        "evidence": evidence.of(found),
        "form": form,
    }
    return render(request, "office/disturbance.html", context, status=status)
