"""Own tokens: the overview with their end, and a new one, whose text is shown this once."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from api import entitlement, own_tokens, tokens
from api.entitlement import Offer
from api.models import ApiToken, Audience
from api.pages import words
from api.pages.forms import TokenForm
from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms import refusals
from competition.models import User
from competition.views.accounts.frame import person_of

AUDIENCE = "fuer"
# What a program asks for first, to see that its token works.
FIRST_ADDRESS = {
    Audience.OFFICE: "/api/v1/office/calls/",
    Audience.PORTAL: "/api/v1/portal/applications/",
    Audience.JURY: "/api/v1/jury/assignments/",
}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if request.method == "POST":
        return _end(request, person)
    rows = [
        {
            "token": token,
            "audience": words.AUDIENCES[Audience(token.audience)],
            "scopes": words.scopes(Audience(token.audience), token.scopes),
            "state": words.STATES[state],
            "is_valid": state == own_tokens.State.VALID,
        }
        for token, state in own_tokens.listed(person)
    ]
    context = {"rows": rows, "any_valid": any(row["is_valid"] for row in rows)}
    return render(request, "api/tokens.html", context)


def _end(request: HttpRequest, person: User) -> HttpResponse:
    wanted = request.POST.get("token", "")
    if wanted == "all":
        tokens.revoke_all(user=person, by=person)
        messages.success(request, _("Alle Ihre Zugangsschlüssel sind beendet."))
    elif wanted.isascii() and wanted.isdecimal() and len(wanted) < 19:
        tokens.end_one(user=person, pk=int(wanted), by=person)
        messages.success(request, _("Der Zugangsschlüssel ist beendet und öffnet nichts mehr."))
    else:
        raise Refusal("malformed")
    return redirect("own-tokens")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    offers = entitlement.offers(person)
    offer = _chosen(request, offers)
    if offer is None:
        return _choice(request, offers)
    if offer.is_guarded:
        second_factor.require(request)
    # It outlives the session: whoever has come by one gets no token with it.
    second_factor.require_fresh(request)
    if request.method == "POST":
        return _issue(request, person, TokenForm(offer, request.POST))
    seen = ApiToken.objects.filter(user=person).count()
    initial = {"seen": seen, "scopes": ["read"], "minutes": tokens.MAX_ANNOUNCE_MINUTES}
    return _form(request, TokenForm(offer, initial=initial))


def _chosen(request: HttpRequest, offers: list[Offer]) -> Offer | None:
    """The audience that was chosen, or the only one; None where there is still a choice."""
    wanted = request.GET.get(AUDIENCE)
    if wanted is None:
        return offers[0] if len(offers) == 1 else None
    for offer in offers:
        if offer.audience == wanted:
            return offer
    raise Refusal("not_found")


def _choice(request: HttpRequest, offers: list[Offer]) -> HttpResponse:
    if request.method == "POST":
        raise Refusal("malformed" if offers else "not_allowed")
    choices = [(offer.audience.value, words.AUDIENCES[offer.audience]) for offer in offers]
    return render(request, "api/token_choice.html", {"choices": choices})


def _form(request: HttpRequest, form: TokenForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "offer": form.offer, "name": words.AUDIENCES[form.offer.audience]}
    return render(request, "api/token_new.html", context, status=status)


def _issue(request: HttpRequest, person: User, form: TokenForm) -> HttpResponse:
    """Issue and show. Sent again, by reloading, the form issues nothing and shows nothing."""
    if not form.is_valid():
        return _form(request, form, status=400)
    typed = {name: form.cleaned_data[name] for name in ("scopes", "minutes", "label", "seen")}
    audience, call = form.offer.audience, form.chosen_call()
    try:
        token, text = tokens.issue(user=person, by=person, audience=audience, call=call, **typed)
    except Refusal as refusal:
        if refusal.code == "tokens_changed":
            messages.warning(request, refusal.sentence)
            return redirect("own-tokens")
        refusals.show(form, refusal)
        return _form(request, form, status=refusal.status)
    context = {
        "token": token,
        "text": text,
        "scopes": words.scopes(audience, token.scopes),
        "example": settings.SITE_ORIGIN + FIRST_ADDRESS[audience],
    }
    return render(request, "api/token_issued.html", context)
