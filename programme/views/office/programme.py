"""The funded years at one look: what is due, and with whom what is agreed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition import clock
from competition.views.office.access import OfficeRequest, call_of, office_only
from programme import due
from programme.queries import agreements, programmes
from programme.services.programmes import hindrance
from programme.views.office.access import context_of


@require_safe
@office_only
def overview(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    programme, at = programmes.of(call), clock.now()
    here = at + call.clock_shift
    lines = agreements.lines(call, at) if programme else []
    context = context_of(call) | {
        "programme": programme,
        "hindrance": None if programme else hindrance(call, here),
        "tasks": due.tasks(programme, here, request.user, lines) if programme else [],
        "lines": lines,
    }
    return render(request, "office/programme/overview.html", context)
