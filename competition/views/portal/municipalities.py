"""For whom a person acts, for whom else to ask, and what was asked for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from competition import memberships, queries
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.membership import AskForm
from competition.forms.portal import SearchForm
from competition.models import Municipality
from competition.models.membership import Role
from competition.services import membership_requests
from competition.views.entrance import Visit, signed_in
from competition.views.municipalities import address_in

SHOWN = 20


@require_safe
@signed_in
def municipalities(request: HttpRequest, visit: Visit) -> HttpResponse:
    mine = list(memberships.of(visit.person))
    search = SearchForm(request.GET if "q" in request.GET else None)
    typed = search.cleaned_data["q"].strip() if search.is_valid() else ""
    others = memberships.largest_matching(typed).exclude(memberships__user=visit.person)
    found = list(others[: SHOWN + 1]) if typed else []
    context = {
        "memberships": mine,
        "requests": memberships.requests_of(visit.person),
        "search": search,
        "typed": typed,
        "found": found[:SHOWN],
        "has_more": len(found) > SHOWN,
        "shown_count": SHOWN,
        "synthetic": any(each.municipality.is_synthetic for each in mine),
    }
    return render(request, "portal/municipalities.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: HttpRequest, visit: Visit, ags: str) -> HttpResponse:
    municipality = Municipality.objects.filter(ags=ags).first()
    if municipality is None:
        raise Refusal("not_found")
    wanted = request.GET.get("wettbewerb", "")[:60]
    found = queries.published_round(wanted, visit.at) if wanted else None
    if request.method != "POST":
        form = AskForm(roles=Role.values, initial={"role": Role.EDITOR})
        return _page(request, municipality, form, found)
    form = AskForm(request.POST, roles=Role.values)
    if not form.is_valid():
        return _page(request, municipality, form, found, status=400)
    try:
        membership_requests.ask(municipality=municipality, by=visit.person, **form.cleaned_data)
    except Refusal as refusal:
        refusals.show(form, refusal)
        return _page(request, municipality, form, found, status=refusal.status)
    note = _(
        "Ihre Anfrage zu %(name)s ist gestellt. Sie bekommen eine E-Mail, sobald darüber "
        "entschieden ist."
    )
    messages.success(request, note % {"name": municipality.name})
    return redirect(
        address_in(found.call, municipality) if found else reverse("portal-municipalities")
    )


def _page(
    request: HttpRequest,
    municipality: Municipality,
    form: AskForm,
    found: queries.Round | None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "municipality": municipality,
        "form": form,
        "call": found.call if found else None,
        "synthetic": municipality.is_synthetic,
    }
    return render(request, "portal/ask.html", context, status=status)


@require_POST
@signed_in
def withdraw(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    found = memberships.requests_of(visit.person).filter(pk=pk).first()
    if found is None:
        raise Refusal("not_found")
    membership_requests.withdraw(request=found, by=visit.person)
    note = _("Ihre Anfrage zu %(name)s ist zurückgezogen.")
    messages.success(request, note % {"name": found.municipality.name})
    return redirect("portal-municipalities")
