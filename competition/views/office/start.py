"""The office's first page: every round, its phase, and what is due in it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition import clock, memberships
from competition.letters import outbox
from competition.models import Disturbance
from competition.services.heartbeats import is_alive
from competition.views.office.access import OfficeRequest, office_only
from competition.views.office.due import rounds


@require_safe
@office_only
def start(request: OfficeRequest) -> HttpResponse:
    at = clock.now()
    waiting = outbox.waiting_count(at)
    return render(
        request,
        "office/start.html",
        {
            "rounds": rounds(at, request.user),
            "waiting": waiting,
            "open_disturbances": Disturbance.objects.filter(settled_at=None).count(),
            "waiting_requests": memberships.waiting_for_office().count(),
            "is_stalled": waiting > 0 and not is_alive("worker"),
        },
    )
