"""Partners: found in the register, invited by key, confirmed by their own signatory, removed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import policies, queries
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.portal import MunicipalityForm, SearchForm
from competition.models import Application, Municipality, Participant
from competition.moves import Actor
from competition.services import partners
from competition.views.entrance import Visit, signed_in
from competition.views.portal.draft import Draft, context_of, draft_of

SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def invite(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    own = visit.own(public_id)
    if request.method != "POST":
        return _page(request, draft_of(own, visit))
    # Nothing but a key may reach the database: PostgreSQL takes no NUL.
    key = request.POST.get("ags", "")[:8]
    chosen = Municipality.objects.filter(ags=key if key.isalnum() else "")
    form = MunicipalityForm(chosen, request.POST)
    if not form.is_valid():
        return _page(request, draft_of(own, visit), form, status=400)
    municipality = chosen.get()
    try:
        partners.invite(application=own, municipality=municipality, by=visit.person)
    except Refusal as refusal:
        refusals.show(form, refusal, {"municipality": "ags"})
        return _page(request, draft_of(own, visit), form, status=refusal.status)
    note = _("%(name)s ist eingeladen und zählt, sobald die Kommune bestätigt.")
    messages.success(request, note % {"name": municipality.name})
    return redirect("application", own.public_id)


def _page(
    request: HttpRequest, draft: Draft, form: MunicipalityForm | None = None, *, status: int = 200
) -> HttpResponse:
    search = SearchForm(request.GET if "q" in request.GET else None)
    typed = search.cleaned_data["q"].strip() if search.is_valid() else ""
    found = list(queries.eligible_partners(draft.application, typed)[: SHOWN + 1]) if typed else []
    context = context_of(draft) | {
        "search": search,
        "typed": typed,
        "form": form or (MunicipalityForm(found[:SHOWN]) if found else None),
        "has_more": len(found) > SHOWN,
        "shown_count": SHOWN,
    }
    return render(request, "portal/partner_invite.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def confirm(request: HttpRequest, visit: Visit, public_id: str, ags: str) -> HttpResponse:
    participant = _partnership(visit, public_id, ags)
    refusal = None
    if request.method == "POST":
        try:
            partners.confirm(participant=participant, by=visit.person)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Ihre Kommune ist jetzt Partnerin dieser Bewerbung."))
            return redirect("portal")
    mine = policies.actors(visit.person, participant.municipality)
    context = {
        "participant": participant,
        "call": participant.call,
        "round": queries.round_of(participant.call, visit.at),
        "synthetic": participant.call.is_synthetic,
        "is_signatory": Actor.SIGNATORY in mine,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "portal/partner_confirm.html", context, status=status)


def _partnership(visit: Visit, public_id: str, ags: str) -> Participant:
    """The part of one of the person's municipalities in somebody else's application."""
    mine = queries.participations_of(visit.person)
    participant = mine.filter(application__public_id=public_id, municipality__ags=ags).first()
    if participant is None:
        raise visit.foreign(Application.objects.filter(public_id=public_id).first())
    return participant


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def step_back(request: HttpRequest, visit: Visit, public_id: str, ags: str) -> HttpResponse:
    participant = _partnership(visit, public_id, ags)
    refusal = None
    if request.method == "POST":
        try:
            partners.step_back(participant=participant, by=visit.person)
        except Refusal as refused:
            refusal = refused
        else:
            note = _("Die Bestätigung ist zurückgenommen. %(name)s ist benachrichtigt.")
            messages.success(request, note % {"name": participant.application.municipality.name})
            return redirect("partner-confirm", public_id, ags)
    found = queries.round_of(participant.call, visit.at)
    context = {
        "participant": participant,
        "call": participant.call,
        "round": found,
        "synthetic": participant.call.is_synthetic,
        "may_step_back": found.is_open and policies.may_step_back(visit.person, participant),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "portal/partner_step_back.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove(request: HttpRequest, visit: Visit, public_id: str, ags: str) -> HttpResponse:
    draft = draft_of(visit.own(public_id), visit)
    participant = next((each for each in draft.partners if each.municipality.ags == ags), None)
    if participant is None:
        raise Refusal("not_found")
    if request.method != "POST":
        context = context_of(draft) | {"participant": participant}
        return render(request, "portal/partner_remove.html", context)
    partners.remove(participant=participant, by=visit.person)
    note = _("%(name)s gehört nicht mehr zu dieser Bewerbung.")
    messages.success(request, note % {"name": participant.municipality.name})
    return redirect("application", public_id)
