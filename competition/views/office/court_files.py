"""The court file of an application: what is in it, and the act that makes it."""

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from competition import clock, packing
from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms.office import AdmissionForm
from competition.forms.refusals import show
from competition.models import Application, AuditEntry, Call
from competition.services import court_files as service
from competition.views.downloads import ALONE
from competition.views.office.access import OfficeRequest, announcement_of, call_of, office_only
from competition.views.office.proposals import opened_of


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def court_file(request: OfficeRequest, slug: str, public_id: str) -> HttpResponseBase:
    call = call_of(slug)
    shown = opened_of(call, public_id)
    if request.method != "POST":
        return _page(request, call, shown, AdmissionForm())
    if request.POST.get("act") != "make":
        raise Refusal("malformed")
    second_factor.require_fresh(request)
    form = AdmissionForm(request.POST)
    try:
        made = service.make(application=shown, by=request.user)
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, call, shown, form, status=refusal.status)
    answer = StreamingHttpResponse(made.pieces(), content_type=packing.MEDIA_TYPE)
    answer.headers["Content-Disposition"] = content_disposition_header(True, f"{made.name}.zip")
    answer.headers["Content-Security-Policy"] = ALONE
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _page(
    request: OfficeRequest,
    call: Call,
    shown: Application,
    form: AdmissionForm,
    *,
    status: int = 200,
) -> HttpResponse:
    announcement = announcement_of(call)
    at = clock.now(call)
    entries = AuditEntry.objects.filter(
        head__call=None, act="court_file.made", subject=shown.public_id
    )
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "application": shown,
        "errors": form,
        "has_versions": shown.versions.exists(),
        "is_announced": bool(
            announcement and announcement.confirmed_at and announcement.public_at <= at
        ),
        "entries": entries.select_related("actor").order_by("-sequence")[:50],
    }
    return render(request, "office/court_file.html", context, status=status)
