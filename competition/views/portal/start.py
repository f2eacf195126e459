"""Starting an application: for which of the own municipalities, chosen by key."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import policies, queries, wording
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.portal import MunicipalityForm
from competition.models import Application, Call, Municipality
from competition.services import applications
from competition.views.entrance import Visit, signed_in


class Place(NamedTuple):
    """One of the person's municipalities: may it apply, has it begun already?"""

    municipality: Municipality
    verdict: policies.Verdict
    application: Application | None

    @property
    def is_offered(self) -> bool:
        return self.verdict.allowed and self.application is None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def start(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    found = queries.published_round(slug, visit.at)
    if found is None or found.call.is_archive:
        raise Refusal("not_found")
    places = _places(visit, found.call)
    if request.method != "POST":
        offered = [place.municipality for place in places if place.is_offered]
        only = {"ags": offered[0].ags} if len(offered) == 1 else {}
        return _page(request, found, places, MunicipalityForm(offered, initial=only))
    own = {place.municipality.ags: place.municipality for place in places}
    form = MunicipalityForm(own.values(), request.POST)
    if not form.is_valid():
        return _page(request, found, places, form, status=400)
    municipality = own[form.cleaned_data["ags"]]
    try:
        application = applications.start(
            call=found.call, municipality=municipality, by=visit.person
        )
    except Refusal as refusal:
        refusals.show(form, refusal, {"municipality": "ags"})
        return _page(request, found, places, form, status=refusal.status)
    return redirect("application", application.public_id)


def _places(visit: Visit, call: Call) -> list[Place]:
    begun = {
        application.municipality_id: application
        for application in queries.applications_of(visit.person).filter(call=call)
    }
    return [
        Place(
            membership.municipality,
            policies.eligibility(call, membership.municipality),
            begun.get(membership.municipality_id),
        )
        for membership in queries.memberships_of(visit.person)
    ]


def _page(
    request: HttpRequest,
    found: queries.Round,
    places: list[Place],
    form: MunicipalityForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "round": found,
        "call": found.call,
        "synthetic": found.call.is_synthetic,
        "form": form,
        "kinds": wording.kinds(found.call.eligible_kinds),
        "begun": [place for place in places if place.application],
        "refused": [
            (place.municipality, _(place.verdict.detail))
            for place in places
            if not place.verdict.allowed and not place.application
        ],
        "has_choice": any(place.is_offered for place in places),
    }
    return render(request, "portal/start.html", context, status=status)
