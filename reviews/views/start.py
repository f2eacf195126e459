"""The office's first page: what to do now, what waits for others, and where every round stands."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition import clock, due, memberships
from competition.letters import outbox
from competition.services.heartbeats import is_alive
from competition.views.office.access import OfficeRequest, office_only
from reviews.desk import overview, pictures
from reviews.services import selection


@require_safe
@office_only
def start(request: OfficeRequest) -> HttpResponse:
    at = clock.now()
    waiting, queued = outbox.waiting_count(at), len(selection.queued_ids())
    rounds, alive = overview.rounds(at, request.user), is_alive("worker")
    return render(
        request,
        "office/start.html",
        {
            "rounds": rounds,
            "own": overview.for_office(rounds),
            "others": overview.for_others(rounds),
            "waiting": waiting,
            "queued": queued,
            "failed": sum(each.facts.notices.get("failed", 0) for each in rounds),
            "open_disturbances": due.open_disturbances_count(),
            "waiting_requests": memberships.waiting_for_office().count(),
            "is_alive": alive,
            "is_stalled": (waiting > 0 or queued > 0) and not alive,
            "picture": pictures.of_rounds(rounds),
        },
    )
