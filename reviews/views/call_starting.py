"""A new call: empty, or like an earlier one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.call_setup import NAMES
from competition.forms.call_start import CopyForm, EmptyForm, StartForm
from competition.models import Call
from competition.services import calls
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews.services import call_copies

# Where a constraint of several fields is shown.
SHOWN = {**NAMES, "__all__": "deadline_day", "questions": "deadline_day"}


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def new(request: OfficeRequest) -> HttpResponse:
    earlier = call_of(named) if (named := request.GET.get("vorlage", "")) else None
    kind = CopyForm if earlier else EmptyForm
    if request.method != "POST":
        return _page(request, earlier, kind.of(earlier))
    form = kind(request.POST)
    if not form.is_valid():
        return _page(request, earlier, form, status=400)
    try:
        call = _made(request, earlier, form)
    except Refusal as refusal:
        refusals.show(form, refusal, SHOWN)
        return _page(request, earlier, form, status=refusal.status)
    messages.success(request, _("Der Entwurf ist angelegt. Nur die Geschäftsstelle sieht ihn."))
    return redirect("office-setup", call.slug)


def _made(request: OfficeRequest, earlier: Call | None, form: StartForm) -> Call:
    given = form.given()
    if earlier:
        return call_copies.copy(call=earlier, by=request.user, **given)
    return calls.create(fields=given, questions=[], by=request.user)


def _page(
    request: OfficeRequest, earlier: Call | None, form: StartForm, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "earlier": earlier,
        "form": form,
        "templates": Call.objects.filter(is_archive=False),
        "is_chosen": earlier is not None or "leer" in request.GET,
    }
    return render(request, "office/call_new.html", context, status=status)
