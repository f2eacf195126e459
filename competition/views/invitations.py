"""The link of an invitation, and the page on which it is accepted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competition import clock, memberships, policies
from competition.accounts.adapter import INVITATION
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.membership import AcceptanceForm
from competition.models import Invitation
from competition.models.invitation import InvitedRole
from competition.services import invitations

SIGN_IN_FIRST = "{}?next={}"


@never_cache
@require_safe
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Out of the address at once: no page, and so no Referer and no history, has the secret."""
    request.session[INVITATION] = secret
    response = redirect("invitation")
    response["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    secret = request.session.get(INVITATION, "")
    found = memberships.invitation_of(secret, clock.now()) if secret else None
    is_other = _is_other(request, found)
    if request.method != "POST":
        status = 400 if secret and not found else 200
        return _page(request, found, AcceptanceForm(is_other=is_other), status=status)
    if not policies.is_person(request.user):
        return redirect(SIGN_IN_FIRST.format(reverse("sign-in"), reverse("invitation")))
    form = AcceptanceForm(request.POST, is_other=is_other)
    if not form.is_valid():
        return _page(request, found, form, status=400)
    try:
        taken = invitations.accept(
            secret=secret, by=request.user, seen=found.email if found and is_other else ""
        )
    except Refusal as refusal:
        refusals.show(form, refusal)
        return _page(request, found, form, status=refusal.status)
    del request.session[INVITATION]
    return _accepted(request, taken)


def _is_other(request: HttpRequest, found: Invitation | None) -> bool:
    """Whether somebody is signed in with another address than the invited one."""
    person = request.user
    return bool(found and policies.is_person(person) and person.email != found.email)


def _page(
    request: HttpRequest, found: Invitation | None, form: AcceptanceForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "invitation": found,
        "form": form,
        "is_other": "is_meant" in form.fields,
        "sign_up": reverse("account_signup"),
        "sign_in": SIGN_IN_FIRST.format(reverse("sign-in"), reverse("invitation")),
        "is_dead": INVITATION in request.session and found is None,
        "synthetic": bool(found and found.municipality and found.municipality.is_synthetic),
    }
    response = render(request, "people/invitation.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _accepted(request: HttpRequest, taken: Invitation) -> HttpResponse:
    if taken.municipality:
        note = _("Sie handeln jetzt für %(name)s.") % {"name": taken.municipality.name}
        messages.success(request, note)
        return redirect("portal-municipality", taken.municipality.ags)
    if taken.role == InvitedRole.OFFICE:
        messages.success(request, _("Sie gehören jetzt zur Geschäftsstelle."))
        return redirect("office")
    messages.success(request, _("Ihr Konto ist bereit."))
    return redirect("start")
