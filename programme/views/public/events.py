"""Events for everybody: what is coming, one event, registering, the calendar file."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from competition import clock, wording
from competition.errors import Refusal
from competition.forms.refusals import show
from competition.views.entrance import arrival_of, network_address
from programme.events import event_calendar
from programme.forms.registration import RegistrationForm
from programme.models import Event
from programme.queries import events as queries
from programme.services import registrations

HELD = gettext_lazy(
    "Ein Platz ist für Sie gehalten. Sicher ist er, wenn Sie bis %(until)s den Link in unserer "
    "E-Mail öffnen und bestätigen. Sonst verfällt er."
)
WAITS = gettext_lazy(
    "Halten können wir keinen Platz. Sie kommen auf die Warteliste, wenn Sie bis %(until)s den "
    "Link in unserer E-Mail öffnen und bestätigen. Sonst verfällt die Anmeldung."
)
AHEAD = ("none", "before", "open", "closed")


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    found = [queries.shown(each, at, each.taken) for each in queries.public_events(at)]
    context = {
        "ahead": [each for each in reversed(found) if each.stage in AHEAD],
        "past": [each for each in found if each.stage not in AHEAD],
        "synthetic": any(each.event.programme.call.is_synthetic for each in found),
    }
    return render(request, "public/programme/events.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def event(request: HttpRequest, slug: str) -> HttpResponse:
    arrived_at = arrival_of(request)
    found = _public(slug, arrived_at)
    if request.method != "POST":
        return _page(request, found, RegistrationForm(), arrived_at)
    form = RegistrationForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, arrived_at, status=400)
    try:
        reception = registrations.register(
            event=found,
            received_at=arrived_at,
            origin=network_address(request),
            **form.cleaned_data,
        )
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, found, form, arrived_at, status=refusal.status)
    until = {"until": wording.moment(reception.until_at)}
    messages.success(request, (HELD if reception.is_held else WAITS) % until)
    return redirect("event", slug)


def _public(slug: str, at: datetime) -> Event:
    found: Event | None = queries.public_events(at).filter(slug=slug).first()
    if found is None:
        raise Refusal("not_found")
    return found


def _page(
    request: HttpRequest,
    found: Event,
    form: RegistrationForm,
    at: datetime,
    *,
    status: int = 200,
) -> HttpResponse:
    shown = queries.shown(found, at, queries.taken_count(found))
    context = {
        "shown": shown,
        "event": found,
        "call": found.programme.call,
        "synthetic": found.programme.call.is_synthetic,
        "agenda": queries.agenda_by_day(found.agenda.all()),
        "form": form,
    }
    return render(request, "public/programme/event.html", context, status=status)


@require_safe
def calendar(_request: HttpRequest, slug: str) -> HttpResponse:
    at = clock.now()
    found = _public(slug, at)
    shown = queries.shown(found, at)
    url = f"{settings.SITE_ORIGIN}{reverse('event', args=[slug])}"
    entry = event_calendar.Entry(
        uid=f"event-{found.slug}@{settings.SITE_ORIGIN.partition('://')[2]}",
        starts=shown.first_day if shown.days_only else found.starts_at,
        ends=shown.last_day + timedelta(days=1) if shown.days_only else found.ends_at,
        title=found.title,
        text=found.summary,
        place=found.place,
        url=url,
        stamped_at=found.cancelled_at or found.published_at or found.created_at,
        sequence=found.version - 1,
        is_cancelled=found.cancelled_at is not None,
    )
    response = HttpResponse(
        event_calendar.written(entry, synthetic=found.programme.call.is_synthetic),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    return response
