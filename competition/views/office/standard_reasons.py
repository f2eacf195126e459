"""Ready wordings for exclusions and corrections: listed, added, edited, deleted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition.errors import Refusal
from competition.forms.refusals import show
from competition.forms.standard_reason import StandardReasonForm
from competition.models import StandardReason
from competition.services import standard_reasons as service
from competition.views.office.access import OfficeRequest, office_only


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def standard_reasons(request: OfficeRequest) -> HttpResponse:
    form = StandardReasonForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                service.add(**form.wording(), by=request.user)
            except Refusal as refusal:
                show(form, refusal)
                status = refusal.status
            else:
                messages.success(request, _("Der Textbaustein ist gespeichert."))
                return redirect("office-standard-reasons")
    context = {
        "form": form,
        "wordings": StandardReason.objects.select_related("saved_by").order_by("use", "title"),
    }
    return render(request, "office/standard_reasons.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def standard_reason(request: OfficeRequest, pk: int) -> HttpResponse:
    found = StandardReason.objects.filter(pk=pk).select_related("saved_by").first()
    if found is None:
        raise Refusal("not_found")
    if request.method != "POST":
        standing = {name: getattr(found, name) for name in ("use", "title", "text")}
        form = StandardReasonForm(initial={**standing, "read": service.digest(found)})
        return _page(request, found, form)
    form = StandardReasonForm(request.POST)
    deletes = request.POST.get("act") == "delete"
    if not deletes and not form.is_valid():
        return _page(request, found, form, status=400)
    try:
        _done(request, found, form, deletes=deletes)
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, found, form, status=refusal.status)
    return redirect("office-standard-reasons")


def _done(
    request: OfficeRequest, found: StandardReason, form: StandardReasonForm, *, deletes: bool
) -> None:
    read = request.POST.get("read", "")
    if deletes:
        service.delete(reason=found, read=read, by=request.user)
        messages.success(request, _("Der Textbaustein ist gelöscht."))
    else:
        service.edit(reason=found, **form.wording(), read=read, by=request.user)
        messages.success(request, _("Der Textbaustein ist gespeichert."))


def _page(
    request: OfficeRequest, found: StandardReason, form: StandardReasonForm, *, status: int = 200
) -> HttpResponse:
    context = {"wording": found, "form": form}
    return render(request, "office/standard_reason.html", context, status=status)
