"""The workshops of a funded period: planned, announced, called off; and who came."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import clock
from competition.errors import Refusal
from competition.forms.refusals import show
from competition.models import Call
from competition.views.office.access import OfficeRequest, office_only, page_of
from programme.forms.workshops import AttendanceForm, CancelForm, WorkshopForm
from programme.models import Programme, Workshop
from programme.queries import workshops as queries
from programme.services import attendances
from programme.services import workshops as service
from programme.views.office.access import context_of, programme_of, with_programme

FIELDS = {"starts_at": "starts_day", "ends_at": "ends_day"}


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
@with_programme
def workshops(request: OfficeRequest, programme: Programme) -> HttpResponse:
    call = programme.call
    if request.method != "POST":
        return _list(request, call, programme, WorkshopForm())
    form = WorkshopForm(request.POST)
    if not form.is_valid():
        return _list(request, call, programme, form, status=400)
    try:
        made = service.create(programme=programme, by=request.user, fields=form.values)
    except Refusal as refusal:
        show(form, refusal, FIELDS)
        return _list(request, call, programme, form, status=refusal.status)
    messages.success(
        request, _("Der Workshop ist vorbereitet. Außer Ihnen sieht ihn noch niemand.")
    )
    return redirect("office-workshop", call.slug, made.pk)


def _list(
    request: OfficeRequest, call: Call, programme: Programme, form: WorkshopForm, status: int = 200
) -> HttpResponse:
    context = {
        **context_of(call),
        "page": page_of(request, queries.counted(programme)),
        "form": form,
        "at": clock.now(call),
    }
    return render(request, "office/programme/workshops.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def workshop(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    call, found = _named(slug, pk)
    if request.method != "POST":
        return _page(request, call, found)
    acts = {"change": _change, "publish": _publish, "cancel": _cancel, "record": _record}
    if request.POST.get("act") == "discard":
        return _discard(request, call, found)
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise Refusal("malformed")
    return act(request, call, found)


def _named(slug: str, pk: int) -> tuple[Call, Workshop]:
    programme = programme_of(slug)
    found = Workshop.objects.filter(programme=programme, pk=pk).first()
    if found is None:
        raise Refusal("not_found")
    found.programme = programme
    return programme.call, found


def _change(request: OfficeRequest, call: Call, workshop: Workshop) -> HttpResponse:
    form = WorkshopForm(request.POST)
    if not form.is_valid():
        return _page(request, call, workshop, change=form, status=400)
    read = form.cleaned_data["read"] or 0
    try:
        service.change(workshop=workshop, by=request.user, read=read, fields=form.values)
    except Refusal as refusal:
        now = _named(call.slug, workshop.pk)[1]
        form = WorkshopForm({**request.POST.dict(), "read": now.version})
        show(form, refusal, FIELDS)
        return _page(request, call, now, change=form, status=refusal.status)
    messages.success(request, _("Gespeichert."))
    return redirect("office-workshop", call.slug, workshop.pk)


def _publish(request: OfficeRequest, call: Call, workshop: Workshop) -> HttpResponse:
    form = WorkshopForm(request.POST)
    form.is_valid()
    read = form.cleaned_data.get("read") or 0
    try:
        service.publish(workshop=workshop, by=request.user, read=read)
    except Refusal as refusal:
        return _page(request, call, workshop, refusal=refusal, status=refusal.status)
    messages.success(request, _("Der Workshop ist angekündigt. Die Einladungen gehen ab."))
    return redirect("office-workshop", call.slug, workshop.pk)


def _cancel(request: OfficeRequest, call: Call, workshop: Workshop) -> HttpResponse:
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _page(request, call, workshop, cancel=form, status=400)
    try:
        service.cancel(workshop=workshop, by=request.user, reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, call, workshop, cancel=form, status=refusal.status)
    messages.success(request, _("Der Workshop ist abgesagt. Die Schreiben gehen ab."))
    return redirect("office-workshop", call.slug, workshop.pk)


def _discard(request: OfficeRequest, call: Call, workshop: Workshop) -> HttpResponse:
    try:
        service.discard(workshop=workshop, by=request.user)
    except Refusal as refusal:
        return _page(request, call, workshop, refusal=refusal, status=refusal.status)
    messages.success(request, _("Der Entwurf ist verworfen."))
    return redirect("office-workshops", call.slug)


def _record(request: OfficeRequest, call: Call, workshop: Workshop) -> HttpResponse:
    takings = queries.takings(workshop, clock.now(call))
    form = AttendanceForm(takings, request.POST)
    if not form.is_valid():
        return _page(request, call, workshop, attendance=form, status=400)
    try:
        attendances.record(
            workshop=workshop, by=request.user, read=form.cleaned_data["read"], rows=form.noted
        )
    except Refusal as refusal:
        takings = queries.takings(workshop, clock.now(call))
        read = queries.recorded_digest(takings)
        form = AttendanceForm(takings, {**request.POST.dict(), "read": read})
        show(form, refusal, form.names)
        return _page(request, call, workshop, attendance=form, status=refusal.status)
    messages.success(request, _("Die Teilnahme ist eingetragen."))
    return redirect("office-workshop", call.slug, workshop.pk)


def _page(
    request: OfficeRequest,
    call: Call,
    workshop: Workshop,
    *,
    change: WorkshopForm | None = None,
    cancel: CancelForm | None = None,
    attendance: AttendanceForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    at = clock.now(call)
    takings = queries.takings(workshop, at)
    read = {"read": queries.recorded_digest(takings)}
    shown: forms.Form | None = change or cancel or attendance
    context: dict[str, Any] = {
        **context_of(call),
        "workshop": workshop,
        "takings": takings,
        "has_begun": at >= workshop.starts_at,
        "errors": shown if shown is not None else forms.Form(),
        "refusal": refusal,
        "change": change or WorkshopForm.of(workshop),
        "cancel": cancel or CancelForm(),
        "attendance": attendance or AttendanceForm(takings, initial=read),
    }
    return render(request, "office/programme/workshop.html", context, status=status)
