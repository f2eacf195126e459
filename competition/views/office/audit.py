"""The internal log, and whether every chain is still as it was written."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition import audit as chains
from competition.filters import AuditFilter
from competition.models import AuditEntry, AuditHead
from competition.views.office.access import OfficeRequest, office_only, page_of


@require_safe
@office_only
def audit(request: OfficeRequest) -> HttpResponse:
    listed = AuditEntry.objects.filter(head__call=None).select_related("actor")
    acts = listed.order_by("act").values_list("act", flat=True).distinct()
    chosen = AuditFilter(
        request.GET,
        queryset=listed.order_by("-sequence"),
        acts=[(act, act) for act in acts],
    )
    rows = chosen.qs if chosen.form.is_valid() else listed.none()
    context = {
        "filter": chosen,
        "page": page_of(request, rows),
        "heads": AuditHead.objects.select_related("call").order_by("call__slug"),
        # Walks every entry of every chain, so only when asked for.
        "states": chains.verify() if "verify" in request.GET else None,
    }
    return render(request, "office/audit.html", context)
