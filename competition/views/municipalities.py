"""Finding oneself: the register for everybody; for one call who may apply, and what comes next."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competition import clock, memberships, policies, queries, wording
from competition.accounts.adapter import ARRIVAL
from competition.errors import Refusal
from competition.forms.portal import SearchForm
from competition.models import Application, Call, Membership, MembershipRequest, Municipality, User

ROWS_PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """How a signed-in person stands to a chosen municipality. To others it is empty, always."""

    membership: Membership | None = None
    request: MembershipRequest | None = None
    application: Application | None = None
    is_office: bool = False


def address_in(call: Call, municipality: Municipality) -> str:
    """The page that says how this municipality stands to this call."""
    query = urlencode({"ags": municipality.ags})
    return f"{reverse('call-municipality', args=[call.slug])}?{query}"


@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    search, typed = _typed(request)
    rows = _page_of(request, typed)
    context = {
        "search": search,
        "typed": typed,
        "page": rows,
        "synthetic": any(each.is_synthetic for each in rows) if rows else False,
    }
    return render(request, "public/municipalities.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    found = queries.published_round(slug, clock.now())
    if found is None or found.call.is_archive:
        raise Refusal("not_found")
    if request.method == "POST":
        return _sign_up(request, found.call)
    context = {
        "round": found,
        "call": found.call,
        "synthetic": found.call.is_synthetic,
        "kinds": wording.kinds(found.call.eligible_kinds),
        "mine": _mine(request, found.call),
    }
    if request.GET.get("ags"):
        context |= _chosen(request, found.call)
        return render(request, "public/call_municipality.html", context)
    search, typed = _typed(request)
    rows = _page_of(request, typed, is_synthetic=found.call.is_synthetic)
    context |= {"search": search, "typed": typed, "page": rows}
    return render(request, "public/call_municipalities.html", context)


def _sign_up(request: HttpRequest, call: Call) -> HttpResponse:
    """Remember where the person was going, and let an account be made."""
    municipality = _known(request.POST.get("ags", ""))
    request.session[ARRIVAL] = address_in(call, municipality)
    return redirect("account_signup")


def _chosen(request: HttpRequest, call: Call) -> dict[str, Any]:
    municipality = _known(request.GET["ags"])
    verdict = policies.eligibility(call, municipality)
    person = request.user
    stands = _standing(person, call, municipality) if policies.is_person(person) else Standing()
    here = address_in(call, municipality)
    asking = reverse("membership-ask", args=[municipality.ags])
    return {
        "municipality": municipality,
        "verdict": verdict,
        "why": _(verdict.detail) if verdict.detail else "",
        "stands": stands,
        "ask": f"{asking}?{urlencode({'wettbewerb': call.slug})}",
        "sign_in": f"{reverse('sign-in')}?{urlencode({'next': here})}",
    }


def _standing(person: User, call: Call, municipality: Municipality) -> Standing:
    membership = queries.memberships_of(person).filter(municipality=municipality).first()
    if membership is None:
        asked = memberships.requests_of(person).filter(municipality=municipality).first()
        return Standing(request=asked, is_office=policies.is_office(person))
    begun = queries.applications_of(person).filter(call=call, municipality=municipality)
    return Standing(membership=membership, application=begun.first())


def _mine(request: HttpRequest, call: Call) -> list[Membership]:
    """The signed-in person's own municipalities that could take part."""
    if not policies.is_person(request.user):
        return []
    return [
        each
        for each in queries.memberships_of(request.user)
        if each.municipality.is_synthetic == call.is_synthetic
    ]


def _known(key: str) -> Municipality:
    # Nothing but a key may reach the database: PostgreSQL takes no NUL.
    found = Municipality.objects.filter(ags=key[:8] if key.isalnum() else "").first()
    if found is None:
        raise Refusal("municipality_unknown")
    return found


def _typed(request: HttpRequest) -> tuple[SearchForm, str]:
    search = SearchForm(request.GET if "q" in request.GET else None)
    return search, search.cleaned_data["q"].strip() if search.is_valid() else ""


def _page_of(request: HttpRequest, typed: str, **only: bool) -> Page[Municipality] | None:
    """The page that ``?page=`` names of what matches; None while nothing is typed."""
    if not typed:
        return None
    found = memberships.largest_matching(typed).filter(**only)
    try:
        return Paginator(found, ROWS_PER_PAGE).page(request.GET.get("page", 1))
    except (PageNotAnInteger, EmptyPage) as error:
        raise Refusal("not_found") from error
