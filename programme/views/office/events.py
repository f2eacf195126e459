"""Events for the office: prepared, published, changed, called off; and who comes."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from competition import clock, wording
from competition.errors import Refusal
from competition.forms.refusals import show
from competition.tables import csv_file
from competition.views.downloads import sent
from competition.views.office.access import OfficeRequest, office_only, page_of
from programme.events import registrant_table
from programme.forms.consultations import VersionForm
from programme.forms.events import NAMES, CancellationForm, EventForm
from programme.models import Event, Programme
from programme.queries import events as queries
from programme.services import events as service
from programme.services.registrants import erase_at
from programme.views.office.access import context_of, programme_of, with_programme


@require_safe
@office_only
@with_programme
def events(request: OfficeRequest, programme: Programme) -> HttpResponse:
    at = clock.now()
    rows = [queries.shown(each, at, each.taken) for each in queries.of_programme(programme)]
    context = {**context_of(programme.call), "programme": programme, "rows": rows}
    return render(request, "office/programme/events.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def new(request: OfficeRequest, slug: str) -> HttpResponse:
    programme = programme_of(slug)
    form = EventForm(request.POST) if request.method == "POST" else EventForm()
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                made = service.create(
                    programme=programme,
                    by=request.user,
                    fields=form.given(),
                    agenda=form.cleaned_data["items"],
                )
            except Refusal as refusal:
                show(form, refusal, NAMES)
                status = refusal.status
            else:
                messages.success(
                    request, _("Angelegt. Öffentlich wird die Veranstaltung erst später.")
                )
                return redirect("office-event", slug, made.pk)
    context = {**context_of(programme.call), "programme": programme, "form": form}
    return render(request, "office/programme/event_new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def event(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    found = _found(programme_of(slug), pk)
    if request.method != "POST":
        return _page(request, found)
    acts = {"change": _changed, "publish": _published, "cancel": _cancelled}
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise Refusal("malformed")
    return act(request, found)


def _changed(request: OfficeRequest, found: Event) -> HttpResponse:
    form = EventForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=400)
    try:
        service.change(
            event=found,
            by=request.user,
            read=form.cleaned_data["version"] or 0,
            fields=form.given(),
            agenda=form.cleaned_data["items"],
        )
    except Refusal as refusal:
        show(form, refusal, NAMES)
        return _page(request, found, form, status=refusal.status)
    messages.success(request, _("Gespeichert."))
    return _back(found)


def _published(request: OfficeRequest, found: Event) -> HttpResponse:
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Refusal("malformed")
    try:
        service.publish(event=found, by=request.user, read=form.cleaned_data["version"])
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, found, form, status=refusal.status)
    messages.success(request, _("Die Veranstaltung ist veröffentlicht."))
    return _back(found)


def _cancelled(request: OfficeRequest, found: Event) -> HttpResponse:
    form = CancellationForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=400)
    try:
        service.cancel(event=found, by=request.user, reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, found, form, status=refusal.status)
    messages.success(request, _("Abgesagt. Wer angemeldet ist, bekommt ein Schreiben."))
    return _back(found)


@require_POST
@office_only
def export(request: OfficeRequest, slug: str, pk: int) -> HttpResponseBase:
    found = _found(programme_of(slug), pk)
    rows = queries.registrants(found)
    service.note_export(event=found, by=request.user, count=rows.count())
    notes = [
        ("Veranstaltung", found.title),
        ("Abgerufen von", request.user.name),
        ("Abgerufen am", wording.moment(clock.now(), seconds=True)),
        ("Zu löschen am", wording.moment(erase_at(found))),
    ]
    name = f"anmeldungen-{found.slug}.csv"
    return sent(
        registrant_table.written(rows.iterator(), notes),
        name=name,
        media_type=csv_file.MEDIA_TYPE,
    )


def _found(programme: Programme, pk: int) -> Event:
    found: Event | None = queries.of_programme(programme).filter(pk=pk).first()
    if found is None:
        raise Refusal("not_found")
    return found


def _back(found: Event) -> HttpResponse:
    return redirect("office-event", found.programme.call.slug, found.pk)


def _page(
    request: OfficeRequest, found: Event, typed: Form | None = None, *, status: int = 200
) -> HttpResponse:
    counts = queries.counts(found)
    context: dict[str, Any] = context_of(found.programme.call) | {
        "programme": found.programme,
        "event": found,
        "shown": queries.shown(found, clock.now()),
        "counts": counts,
        "page": page_of(request, queries.registrants(found)),
        "erase_at": erase_at(found),
        "errors": typed,
        "form": typed if isinstance(typed, EventForm) else EventForm.of(found),
        "publication": VersionForm(initial={"version": found.version}),
        "cancellation": typed if isinstance(typed, CancellationForm) else CancellationForm(),
    }
    return render(request, "office/programme/event.html", context, status=status)
