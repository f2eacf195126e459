"""Municipalities as the office sees them: who waits for it, and the way to each one's people."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition import memberships
from competition.forms.portal import SearchForm
from competition.views.office.access import OfficeRequest, office_only

SHOWN = 20


@require_safe
@office_only
def municipalities(request: OfficeRequest) -> HttpResponse:
    search = SearchForm(request.GET if "q" in request.GET else None)
    typed = search.cleaned_data["q"].strip() if search.is_valid() else ""
    found = list(memberships.largest_matching(typed)[: SHOWN + 1]) if typed else []
    context = {
        "requests": memberships.waiting_for_office(),
        "invitations": memberships.of_places_without_members(),
        "search": search,
        "typed": typed,
        "found": found[:SHOWN],
        "has_more": len(found) > SHOWN,
        "shown_count": SHOWN,
    }
    return render(request, "office/municipalities.html", context)
