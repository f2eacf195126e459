"""Reporting a disturbance: open to everybody, also without an account and without a worker."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from competition import policies
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.disturbance import DisturbanceForm
from competition.hidden_links import hidden
from competition.models import Call, Disturbance
from competition.services import disturbances as service
from competition.views.entrance import arrival_of, network_address


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, DisturbanceForm(initial={"page": own_path(request.GET.get("page"))}))
    received_at = arrival_of(request)
    form = DisturbanceForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        kept = service.report(
            **form.cleaned_data,
            received_at=received_at,
            address=network_address(request),
            by=request.user if policies.is_person(request.user) else None,
            call=_call_of(form.cleaned_data["page"]),
            browser=request.headers.get("User-Agent", ""),
        )
    except Refusal as refusal:
        refusals.show(form, refusal)
        return _page(request, form, status=refusal.status)
    return redirect("disturbance-reported", kept.number)


def own_path(wanted: str | None) -> str:
    """A path of this site as it came with a link, without what would open something; "" for
    anything else."""
    text = wanted or ""
    plain = text.startswith("/") and text.isprintable() and len(text) <= service.MAX_LINE
    if not plain or not url_has_allowed_host_and_scheme(text, allowed_hosts=None):
        return ""
    return hidden(text)


def _call_of(page: str) -> Call | None:
    """The round that a page is about, where its address says so."""
    try:
        parts: dict[str, Any] = resolve(urlsplit(page).path).kwargs
    except (Resolver404, ValueError):
        return None
    if "slug" in parts:
        return Call.objects.published().filter(slug=parts["slug"]).first()
    if "public_id" in parts:
        return Call.objects.filter(applications__public_id=parts["public_id"]).first()
    return None


def _page(request: HttpRequest, form: DisturbanceForm, *, status: int = 200) -> HttpResponse:
    return render(request, "public/disturbance.html", {"form": form}, status=status)


@require_safe
def reported(request: HttpRequest, number: str) -> HttpResponse:
    found = Disturbance.objects.filter(number=number).first()
    if found is None:
        raise Refusal("not_found")
    return render(request, "public/disturbance_reported.html", {"disturbance": found})
