"""The office's consultations: listed, written, published, extended, closed."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competition import clock
from competition.errors import Refusal
from competition.forms.refusals import show
from competition.views.office.access import OfficeRequest, office_only, page_of
from programme.forms.consultations import (
    NAMES,
    ConsultationForm,
    ExtensionForm,
    ReportForm,
    VersionForm,
)
from programme.models import Consultation, Programme
from programme.queries import consultations as reads
from programme.services import consultations as service
from programme.views.office.access import context_of, programme_of, with_programme


@require_safe
@office_only
@with_programme
def consultations(request: OfficeRequest, programme: Programme) -> HttpResponse:
    rows = reads.of_call(programme.call)
    context = {
        **context_of(programme.call),
        "page": page_of(request, rows),
        "at": clock.now(programme.call),
    }
    return render(request, "office/programme/consultations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def new(request: OfficeRequest, slug: str) -> HttpResponse:
    programme = programme_of(slug)
    if request.method != "POST":
        return _form_page(request, programme, ConsultationForm())
    form = ConsultationForm(request.POST)
    if not form.is_valid():
        return _form_page(request, programme, form, status=400)
    try:
        begun = service.create(programme=programme, by=request.user, fields=form.given())
    except Refusal as refusal:
        show(form, refusal, NAMES)
        return _form_page(request, programme, form, status=refusal.status)
    messages.success(request, _("Der Entwurf ist gespeichert. Öffentlich ist noch nichts."))
    return redirect("office-consultation", slug, begun.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def edit(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    programme, found = one(slug, pk)
    if found.published_at:
        raise Refusal("consultation_fixed")
    if request.method != "POST":
        return _form_page(request, programme, ConsultationForm.of(found), found)
    form = ConsultationForm(request.POST)
    if not form.is_valid():
        return _form_page(request, programme, form, found, status=400)
    try:
        service.change(
            consultation=found,
            by=request.user,
            read=form.cleaned_data["version"] or 0,
            fields=form.given(),
        )
    except Refusal as refusal:
        show(form, refusal, NAMES)
        return _form_page(request, programme, form, found, status=refusal.status)
    messages.success(request, _("Der Entwurf ist gespeichert. Öffentlich ist noch nichts."))
    return redirect("office-consultation", slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def consultation(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    _programme, found = one(slug, pk)
    if request.method != "POST":
        return _page(request, found)
    act = request.POST.get("act")
    form = {"publish": VersionForm, "extend": ExtensionForm, "close": ReportForm}.get(act or "")
    if form is None:
        raise Refusal("malformed")
    filled: Form = form(request.POST)
    if not filled.is_valid():
        return _page(request, found, filled, status=400)
    try:
        note = _done(request, found, filled)
    except Refusal as refusal:
        show(filled, refusal, NAMES)
        return _page(request, found, filled, status=refusal.status)
    messages.success(request, note)
    return redirect("office-consultation", slug, pk)


def _done(request: OfficeRequest, found: Consultation, form: Form) -> str:
    given, by = form.cleaned_data, request.user
    if isinstance(form, ExtensionForm):
        service.extend(consultation=found, by=by, read=given["version"], ends_at=given["ends_at"])
        return _("Die Beteiligung läuft länger.")
    if isinstance(form, ReportForm):
        service.close(consultation=found, by=by, report=given["report"])
        return _("Der Abschlussbericht ist veröffentlicht.")
    service.publish(consultation=found, by=by, read=given["version"])
    return _("Die Beteiligung ist veröffentlicht. Ab ihrem Beginn sehen sie alle.")


def one(slug: str, pk: int) -> tuple[Programme, Consultation]:
    """The programme of a call, and one of its consultations. Raises ``not_found``."""
    programme = programme_of(slug)
    found = reads.of_call(programme.call).filter(pk=pk).first()
    if found is None:
        raise Refusal("not_found")
    return programme, found


def _form_page(
    request: OfficeRequest,
    programme: Programme,
    form: ConsultationForm,
    found: Consultation | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {**context_of(programme.call), "form": form, "consultation": found}
    return render(request, "office/programme/consultation_edit.html", context, status=status)


def _page(
    request: OfficeRequest, found: Consultation, form: Form | None = None, *, status: int = 200
) -> HttpResponse:
    at = clock.now(found.programme.call)
    read = {"version": found.version}
    context: dict[str, Any] = {
        **context_of(found.programme.call),
        "consultation": found,
        "errors": form,
        "at": at,
        "page": page_of(request, reads.waiting_first(found)),
        "undecided_count": service.undecided(found, at),
        "publishing": VersionForm(initial=read),
        "extending": form if isinstance(form, ExtensionForm) else ExtensionForm(initial=read),
        "closing": form if isinstance(form, ReportForm) else ReportForm(),
        "has_begun": found.opens_at <= at,
        "is_over": found.ends_at <= at,
    }
    return render(request, "office/programme/consultation.html", context, status=status)
