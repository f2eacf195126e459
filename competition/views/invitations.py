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
    if request.method != "POST":
        return _page(request, found, AcceptanceForm(), status=400 if secret and not found else 200)
    if not policies.is_person(request.user):
        return redirect(f"{reverse('sign-in')}?next={reverse('invitation')}")
    form = AcceptanceForm(request.POST)
    form.is_valid()
    seen = found.email if found and form.cleaned_data.get("is_meant") else ""
    try:
        taken = invitations.accept(secret=secret, by=request.user, seen=seen)
    except Refusal as refusal:
        refusals.show(form, refusal)
        return _page(request, found, form, status=refusal.status)
    del request.session[INVITATION]
    return _accepted(request, taken)


def _page(
    request: HttpRequest, found: Invitation | None, form: AcceptanceForm, *, status: int = 200
) -> HttpResponse:
    person = request.user
    is_other = bool(found and policies.is_person(person) and person.email != found.email)
    if not is_other:
        del form.fields["is_meant"]
    context = {
        "invitation": found,
        "form": form,
        "is_other": is_other,
        "sign_up": reverse("account_signup"),
        "sign_in": f"{reverse('sign-in')}?next={reverse('invitation')}",
        "is_dead": INVITATION in request.session and found is None,
        "synthetic": bool(found and found.municipality and found.municipality.is_synthetic),
    }
    return render(request, "people/invitation.html", context, status=status)


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
