"""One funded application: what is agreed, what is due next, and everything that belongs to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition.views.entrance import Visit, signed_in
from programme.award_steps import hub_of
from programme.reports.words import standing
from programme.views.portal.access import own_award


@require_safe
@signed_in
def award(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    own = own_award(visit, public_id)
    hub = hub_of(own.award, own.agreement, own.at, public_id)
    context = own.context | {
        "hub": hub,
        "steps": hub.steps,
        "reports": [(each, standing(each, own.at)) for each in hub.reports],
    }
    return render(request, "portal/programme/award.html", context)
