"""Discarding a draft that was never submitted, after asking."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition.errors import Refusal
from competition.models import Application
from competition.moves import State
from competition.services import applications
from competition.views.entrance import Visit, signed_in
from competition.views.portal.draft import context_of, draft_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def discard(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    own = visit.own(public_id)
    if request.method != "POST":
        return _page(request, visit, own)
    try:
        applications.discard(application=own, by=visit.person)
    except Refusal as refusal:
        if refusal.code == "not_found":
            raise
        return _page(request, visit, own, refusal)
    note = _("Der Entwurf von %(name)s ist verworfen. Es war nichts eingereicht.")
    messages.success(request, note % {"name": own.municipality.name})
    return redirect("portal")


def _page(
    request: HttpRequest, visit: Visit, own: Application, refusal: Refusal | None = None
) -> HttpResponse:
    draft = draft_of(own, visit)
    context = context_of(draft) | {
        "refusal": refusal,
        "shown": draft.shown(),
        "may_discard": draft.round.is_open and own.state == State.DRAFT,
    }
    status = refusal.status if refusal else 200
    return render(request, "portal/discard.html", context, status=status)
