"""Redacted copies of an application: chosen, read, made, and kept to be sent again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competition.attachments import Filed
from competition.errors import Refusal
from competition.forms.redacted_copy import RedactionForm
from competition.forms.refusals import show
from competition.models import Application, RedactedCopy
from competition.services import redacted_copies as service
from competition.views.downloads import download
from competition.views.office.access import OfficeRequest, call_of, office_only
from competition.views.office.proposals import opened_of


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def redacted_copies(request: OfficeRequest, slug: str, public_id: str) -> HttpResponse:
    shown = opened_of(call_of(slug), public_id)
    if request.method != "POST":
        return _page(request, shown, _form(shown))
    form = _form(shown, request.POST)
    # "back" leads from the copy that was read to the form again, with everything that was typed.
    if request.POST.get("step") == "back" or not form.is_valid():
        return _page(request, shown, form, status=200 if form.is_valid() else 400)
    try:
        return _settled(request, shown, form)
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, shown, form, status=refusal.status)


def _settled(request: OfficeRequest, shown: Application, form: RedactionForm) -> HttpResponse:
    """The copy to be read or, with its digest, made."""
    wish = form.wish()
    if "digest" in request.POST:
        digest = request.POST["digest"]
        try:
            service.make(application=shown, wish=wish, digest=digest, by=request.user)
        except Refusal as refusal:
            if refusal.code != "copy_changed":
                raise
            return _preview(request, shown, form, refusal)
        messages.success(request, _("Die geschwärzte Kopie ist gemacht. Sie steht in der Liste."))
        return redirect("office-redacted-copies", shown.call.slug, shown.public_id)
    return _preview(request, shown, form)


def _preview(
    request: OfficeRequest,
    shown: Application,
    form: RedactionForm,
    refusal: Refusal | None = None,
) -> HttpResponse:
    context = {
        "call": shown.call,
        "synthetic": shown.call.is_synthetic,
        "application": shown,
        "copy": service.plan(application=shown, wish=form.wish(), by=request.user),
        "sent_again": form.sent_again(),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "office/redacted_copy.html", context, status=status)


def _form(shown: Application, data: Any = None) -> RedactionForm:
    """The answers that are sealed; where nothing is sealed, none."""
    try:
        content = service.version_of(shown).content
    except Refusal:
        return RedactionForm([], data)
    return RedactionForm([(each["key"], each["label"]) for each in content["answers"]], data)


def _page(
    request: OfficeRequest, shown: Application, form: RedactionForm, *, status: int = 200
) -> HttpResponse:
    field: Any = form.fields["withheld"]
    context = {
        "call": shown.call,
        "synthetic": shown.call.is_synthetic,
        "application": shown,
        "form": form,
        "is_possible": bool(field.choices),
        "copies": shown.redacted_copies.select_related("made_by", "version").defer(
            "version__content"
        ),
    }
    return render(request, "office/redacted_copies.html", context, status=status)


@require_safe
@office_only
def redacted_copy(request: OfficeRequest, slug: str, public_id: str, pk: int) -> HttpResponseBase:
    shown = opened_of(call_of(slug), public_id)
    found = RedactedCopy.objects.filter(application=shown, pk=pk).first()
    if found is None or shown.erased_at:
        raise Refusal("not_found")
    name = f"kopie-{slugify(shown.municipality.name) or 'kommune'}-{found.made_at:%Y-%m-%d}.pdf"
    file = Filed("", "", name, "application/pdf", 0, found.digest)
    return download(request, file)
