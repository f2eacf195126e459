"""The link sent to a shared mailbox, and the page on which whoever reads it confirms."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competition import clock, memberships
from competition.accounts import links
from competition.errors import Refusal
from competition.services import mailboxes

OPENED = "mailbox_link"


@never_cache
@require_safe
def link(_request: HttpRequest, secret: str) -> HttpResponse:
    return links.put_aside(secret, name=OPENED, to=reverse("mailbox"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """A button, not the link itself: programs that open links for safety confirm nothing."""
    secret = links.taken(request, OPENED)
    if request.method == "POST":
        try:
            mailbox = mailboxes.confirm(secret=secret)
        except Refusal as refusal:
            return _page(request, secret, refusal)
        note = _(
            "Das Postfach %(address)s erhält ab jetzt eine Kopie jedes Schreibens an %(name)s."
        )
        names = {"address": mailbox.address, "name": mailbox.municipality.name}
        messages.success(request, note % names)
        response = redirect("start")
        links.forget(response, OPENED, to=reverse("mailbox"))
        return response
    return _page(request, secret)


def _page(request: HttpRequest, secret: str, refusal: Refusal | None = None) -> HttpResponse:
    found = memberships.mailbox_of(secret, clock.now()) if secret else None
    if secret and not found:
        refusal = refusal or Refusal("link_used")
    context = {
        "mailbox": found,
        "refusal": refusal,
        "synthetic": bool(found and found.municipality.is_synthetic),
    }
    status = refusal.status if refusal else 200
    return render(request, "people/mailbox.html", context, status=status)
