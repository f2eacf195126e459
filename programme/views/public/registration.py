"""The link of a registration, and the page on which it is confirmed or taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competition import clock
from competition.accounts import links
from competition.errors import Refusal
from programme.models.event import RegistrationState
from programme.queries import events as queries
from programme.services import registrations

OPENED = "registration_link"


@never_cache
@require_safe
def link(_request: HttpRequest, secret: str) -> HttpResponse:
    return links.put_aside(secret, name=OPENED, to=reverse("registration"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest) -> HttpResponse:
    """Buttons, not the link itself: programs that open links for safety confirm nothing."""
    secret = links.taken(request, OPENED)
    if request.method != "POST":
        return _page(request, secret)
    act = request.POST.get("act")
    if act not in {"confirm", "cancel"}:
        raise Refusal("malformed")
    try:
        if act == "confirm":
            done = registrations.confirm(secret=secret)
            note = (
                _("Ihr Platz ist bestätigt.")
                if done.state == RegistrationState.CONFIRMED
                else _("Sie stehen auf der Warteliste. Wird ein Platz frei, schreiben wir Ihnen.")
            )
        else:
            registrations.cancel(secret=secret)
            note = _("Ihre Anmeldung ist zurückgenommen.")
    except Refusal as refusal:
        return _page(request, secret, refusal)
    messages.success(request, note)
    return redirect("registration")


def _page(request: HttpRequest, secret: str, refusal: Refusal | None = None) -> HttpResponse:
    found = queries.registration_of(secret) if secret else None
    if secret and not found:
        refusal = refusal or Refusal("link_used")
    context = {
        "registration": found,
        "event": found.event if found else None,
        "shown": queries.shown(found.event, clock.now()) if found else None,
        "refusal": refusal,
        "synthetic": bool(found and found.event.programme.call.is_synthetic),
    }
    status = refusal.status if refusal else 200
    return render(request, "public/programme/registration.html", context, status=status)
