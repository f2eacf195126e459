"""Release, submission and withdrawal. What counts is the arrival that the entrance has read."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import queries
from competition.errors import Refusal
from competition.models import Application
from competition.moves import State
from competition.services import submission
from competition.views.entrance import Visit, signed_in
from competition.views.portal.draft import context_of, draft_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def release(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    own = visit.own(public_id)
    if request.method != "POST":
        return _page(request, visit, own, "release")
    digest = request.POST.get("digest", "")
    try:
        submission.release(application=own, by=visit.person, digest=digest)
    except Refusal as refusal:
        return _page(request, visit, own, "release", refusal)
    messages.success(request, _("Der Entwurf ist freigegeben. Er ist noch NICHT eingereicht."))
    return redirect("application", own.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def submit(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    if request.method != "POST":
        return _page(request, visit, visit.own(public_id), "submit")
    application = visit.own(public_id)
    arrival = visit.arrival(application.call)
    try:
        submission.submit(
            application=application,
            by=visit.person,
            received_at=arrival,
            digest=request.POST.get("digest"),
        )
    except Refusal as refusal:
        if refusal.code == "not_found":
            raise
        return _page(request, visit, visit.own(public_id), "submit", refusal)
    messages.success(request, _("Ihre Bewerbung ist eingegangen."))
    return redirect("application-receipt", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    own = visit.own(public_id)
    if request.method != "POST":
        return _page(request, visit, own, "withdraw")
    try:
        submission.withdraw(application=own, by=visit.person, received_at=visit.arrival(own.call))
    except Refusal as refusal:
        return _page(request, visit, own, "withdraw", refusal)
    messages.success(request, _("Ihre Bewerbung ist zurückgezogen. Der Entwurf ist noch da."))
    return redirect("application", own.public_id)


def _page(
    request: HttpRequest,
    visit: Visit,
    application: Application,
    name: str,
    refusal: Refusal | None = None,
) -> HttpResponse:
    draft = draft_of(application, visit)
    context: dict[str, Any] = context_of(draft) | {
        "refusal": refusal,
        "shown": draft.shown(),
        "signatories": queries.signatories_of(application.municipality),
        "may_withdraw": draft.round.is_open
        and draft.is_signatory
        and application.state == State.SUBMITTED,
    }
    status = refusal.status if refusal else 200
    return render(request, f"portal/{name}.html", context, status=status)
