"""The office's first page: what to do now, what waits for others, and where every round stands."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition import clock
from competition.views.office.access import OfficeRequest, office_only
from reviews.desk import overview, pictures
from reviews.desk.running import running


@require_safe
@office_only
def start(request: OfficeRequest) -> HttpResponse:
    at = clock.now()
    rounds = overview.rounds(at, request.user)
    context = {
        "rounds": rounds,
        "own": overview.for_office(rounds),
        "others": overview.for_others(rounds),
        "running": running(at),
        "picture": pictures.of_rounds(rounds),
    }
    return render(request, "office/start.html", context)
