"""An application's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition.letters.portal import readable
from competition.views.entrance import Visit, signed_in
from competition.views.portal.draft import context_of, draft_of
from competition.views.portal.overview import letters


@require_safe
@signed_in
def application(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    draft = draft_of(visit.own(public_id), visit)
    own = readable(visit.person, visit.at)
    context = context_of(draft) | {
        "letters": letters(own.filter(application=draft.application)),
    }
    return render(request, "portal/application.html", context)
